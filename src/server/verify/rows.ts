import type { Schema } from '../db/schema.ts'
import type { KnownKeys, Trx } from '../deps.ts'
import { idOf, positionsOf } from '../releasing.ts'
import { type ClosedAgain, closedAgain } from './closed-again.ts'
import type { FaultKind, Faults, Note } from './fault.ts'
import type { Remembered } from './ratings.ts'

type Id = { log: string; n: number }
type Released = Omit<Schema['released'], 'unit' | 'position' | 'release'>
type Kind = Released['kind']

/** After these nobody can say which rows ought to have gone out. */
const UNSETTLING: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'missing',
  'altered',
  'unreadable',
  'mark-missing',
  'mark-stray',
  'mark-altered',
  'position',
  'closing-missing',
  'closing-altered',
  'closing-differs',
  'rewritten',
])

type RowsCheck = {
  faults: Faults
  keys: KnownKeys | undefined
  /** All the unit's ratings, where they are known already. */
  known: Remembered | undefined
  noteOf: (log: string, unit: string) => Note
}

/**
 * What each closing released, rows and feedback, with its spans, in its order, and with what counters are summed from, is
 * what entries, receive marks and closings give: names each that is not. That each rating waits or is released once is
 * checked beside its entry. Only with the server's key file can the order itself be drawn again.
 */
export async function verifyRows(trx: Trx, unit: string, check: RowsCheck): Promise<void> {
  const { faults, keys, known, noteOf } = check
  if (faults.found.some((fault) => fault.unit === unit && UNSETTLING.has(fault.kind))) return
  const wrong = new Map<string, Id & { kind: Kind }>()
  for await (const closing of closedAgain(trx, unit, known?.ratings())) {
    for (const kind of ['row', 'feedback'] as const) {
      const ought = new Map(oughtToGo(closing, kind).map((row) => [idOf(row), row]))
      const { hash, release } = closing
      const drawn = keys?.shuffle && positionsOf(keys.shuffle, { kind, hash }, [...ought.values()])
      const places = ought.size
      for (const { position, ...row } of await releasedAt(trx, unit, { kind, release })) {
        const right = ought.get(idOf(row))
        const same = right && FIELDS.every((field) => right[field] === row[field])
        const placed = drawn ? drawn.get(idOf(row)) === position : position >= 0 && position < places
        if (!same || !placed) wrong.set(`${kind} ${idOf(row)}`, row)
        ought.delete(idOf(row))
      }
      for (const row of await elsewhere(trx, kind, [...ought.values()]))
        wrong.set(`${kind} ${idOf(row)}`, row)
    }
  }
  for (const { log, n, kind } of wrong.values()) noteOf(log, unit)('release', n, n, kind)
}

const FIELDS = ['kind', 'log', 'n', 'span', 'span_from', 'span_half', 'counter', 'score'] as const

function oughtToGo(closing: ClosedAgain, kind: Kind): Released[] {
  const going = kind === 'row' ? closing.rows : closing.feedback
  return going.map(({ span, rating: { log, n, counter, score } }) => ({
    kind,
    log,
    n,
    span: span.kind,
    span_from: span.from,
    span_half: span.half ?? null,
    ...(kind === 'row' ? { counter, score } : { counter: null, score: null }),
  }))
}

/** In order of position. */
function releasedAt(trx: Trx, unit: string, { kind, release }: { kind: Kind; release: number }) {
  return trx
    .selectFrom('released')
    .select(['position', ...FIELDS])
    .where('unit', '=', unit)
    .where('kind', '=', kind)
    .where('release', '=', release)
    .orderBy('position')
    .execute()
}

/** Those that wait, or went out at another closing; one that does neither is named beside its entry. */
async function elsewhere(trx: Trx, kind: Kind, rows: readonly Id[]): Promise<(Id & { kind: Kind })[]> {
  const found: (Id & { kind: Kind })[] = []
  for (const { log, n } of rows) {
    for (const table of ['waiting', 'released'] as const) {
      const row = trx.selectFrom(table).select('n').where('kind', '=', kind)
      if (await row.where('log', '=', log).where('n', '=', n).executeTakeFirst()) found.push({ log, n, kind })
    }
  }
  return found
}
