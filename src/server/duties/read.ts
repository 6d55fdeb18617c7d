import { type Correction, dutiesOf, type Served, type Turn } from '#src/domain/duty.ts'
import { type AnyEntry, readLine } from '#src/domain/entry-schema.ts'
import { symbols } from '#src/domain/id.ts'
import type { Objection } from '#src/domain/kinds.ts'
import { groupBy } from '#src/domain/release.ts'
import type { Trx } from '../deps.ts'
import { releaseOf } from '../receive-mark.ts'
import { sha256 } from '../signature.ts'
import { type Decided, decidedIn, dutyIn, objectionIn } from './told.ts'

type Decision = Decided & { at: number }

/** A duty with what was said and decided of it. `id` is made from its entry's hash, so it tells neither number nor order. */
export type Duty = Served & {
  id: string
  log: string
  objection: (Pick<Objection, 'why'> & { at: number }) | undefined
  decisions: readonly Decision[]
  corrections: readonly (Correction & Decision & { kept: false })[]
}

type Row = { log: string; n: number; at: number; hash: string; entry: AnyEntry }

/** The duties of a unit that began at that instant (ms) or later, in the order of logs and numbers. */
export async function dutiesSince(trx: Trx, unit: string, since: number): Promise<Duty[]> {
  const rows = await rowsOf(trx, unit, since)
  const decisions = rows.flatMap(({ entry, at }) => {
    const decided = decidedIn(entry)
    return decided ? [{ ...decided, at }] : []
  })
  const releases = await releasesOf(trx, unit, decisions)
  const logs = groupBy(rows, ({ log }) => log)
  return [...logs].flatMap(([log, own]) => {
    const objections = own.flatMap(({ entry, at }) => {
      const said = objectionIn(entry)
      return said ? [{ ...said, at }] : []
    })
    const turns: Turn[] = own.flatMap(({ n, at, entry }) => {
      const said = dutyIn(entry)
      return said ? [{ ...said, n, at }] : []
    })
    return dutiesOf(turns).map((duty) => {
      const id = idOf(own.find(({ n }) => n === duty.n)!.hash)
      const decided = decisions.filter((one) => one.duty === id)
      return {
        ...duty,
        id,
        log,
        objection: objections.find((one) => one.n === duty.n && one.officer === duty.officer),
        decisions: decided,
        corrections: decided.flatMap((one) =>
          one.kept ? [] : [{ ...one, release: releases.get(one) ?? 0 }],
        ),
      }
    })
  })
}

function idOf(hash: string): string {
  return symbols(Buffer.from(sha256(`duty${hash}`), 'hex').subarray(0, 8))
}

async function rowsOf(trx: Trx, unit: string, since: number): Promise<Row[]> {
  const rows = await trx
    .selectFrom('duty_entry as d')
    .innerJoin('entry as e', (on) => on.onRef('e.log', '=', 'd.log').onRef('e.n', '=', 'd.n'))
    .select(['d.log', 'd.n', 'd.at', 'e.hash', 'e.line'])
    .where('d.unit', '=', unit)
    .where('d.at', '>=', since)
    .orderBy('d.log')
    .orderBy('d.n')
    .execute()
  return rows.flatMap(({ line, ...row }) => {
    const entry = readLine(Buffer.from(line).toString())
    return entry ? [{ ...row, entry }] : []
  })
}

/** With which closing each decision is first known: the next one after it was made. */
async function releasesOf(
  trx: Trx,
  unit: string,
  decisions: readonly Decision[],
): Promise<Map<Decision, number>> {
  if (decisions.length === 0) return new Map()
  const closings = await trx
    .selectFrom('closing')
    .select(['release', 'at'])
    .where('unit', '=', unit)
    .orderBy('release')
    .execute()
  return new Map(
    decisions.map((one) => {
      const before = closings.findLast(({ at }) => at <= one.at)
      return [one, releaseOf(one.at, before?.release ?? -1)]
    }),
  )
}
