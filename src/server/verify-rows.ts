import { ordinal } from '#src/domain/calendar.ts'
import { Closings, type Received } from '#src/domain/closings.ts'
import { readLine } from '#src/domain/entry-schema.ts'
import { firstRowGroups } from '#src/domain/first-row-groups.ts'
import { type Group, groupsToRelease } from '#src/domain/row-groups.ts'
import { ClosedBody } from './closed-entry.ts'
import type { Schema } from './db/schema.ts'
import type { Trx } from './deps.ts'
import type { FaultKind, Faults, Note } from './fault.ts'
import { ratingIn } from './rows.ts'

type Rating = Received & { log: string; n: number; score: number }
type Id = { log: string; n: number }
type Released = Pick<
  Schema['released'],
  'log' | 'n' | 'span' | 'span_from' | 'span_half' | 'counter' | 'score'
>

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

/**
 * The rows that each closing released, with their spans, and what counters are summed from, are what entries, receive marks
 * and closings give: names each that is not. That each rating waits or is released once is checked beside its entry.
 */
export async function verifyRows(
  trx: Trx,
  unit: string,
  faults: Faults,
  noteOf: (log: string, unit: string) => Note,
): Promise<void> {
  if (faults.found.some((fault) => fault.unit === unit && UNSETTLING.has(fault.kind))) return
  const wrong = new Map<string, Id>()
  for await (const { release, groups } of closingsOf(trx, unit)) {
    const ought = new Map(groups.flatMap(rowsOf).map((row) => [idOf(row), row]))
    for (const row of await releasedAt(trx, unit, release)) {
      const right = ought.get(idOf(row))
      if (!right || !same(row, right)) wrong.set(idOf(row), row)
      ought.delete(idOf(row))
    }
    for (const row of await elsewhere(trx, [...ought.values()])) wrong.set(idOf(row), row)
  }
  for (const { log, n } of wrong.values()) noteOf(log, unit)('release', n, n, 'row')
}

/** The unit's closings once more, each with what it releases. */
async function* closingsOf(
  trx: Trx,
  unit: string,
): AsyncGenerator<{ release: number; groups: Group<Rating>[] }> {
  const closings = await closingsIn(trx, unit)
  const fold = new Closings<Rating>()
  let next = 0
  for await (const rating of ratingsOf(trx, unit)) {
    for (; next < closings.length && closings[next]!.release < rating.release; next += 1) {
      const { release, rule } = closings[next]!
      yield { release, groups: fold.close(release, rule) }
    }
    fold.receive(rating)
  }
  for (const { release, rule } of closings.slice(next)) yield { release, groups: fold.close(release, rule) }
}

/** In order, each with the rule by which it says that it releases rows. */
async function closingsIn(trx: Trx, unit: string) {
  const closings = await trx
    .selectFrom('closing as c')
    .innerJoin('entry as e', (on) => on.onRef('e.log', '=', 'c.log').onRef('e.n', '=', 'c.n'))
    .select(['c.release', 'e.line'])
    .where('c.unit', '=', unit)
    .orderBy('c.release')
    .execute()
  return closings.map(({ release, line }) => {
    const said = ClosedBody.safeParse(readLine(Buffer.from(line).toString())?.body).data?.rows
    return { release, rule: said === 2 ? groupsToRelease : firstRowGroups }
  })
}

const PAGE = 1_000

/** In order of position. */
async function* ratingsOf(trx: Trx, unit: string): AsyncGenerator<Rating> {
  for (let after = -1; ; ) {
    const page = await trx
      .selectFrom('receive_mark as m')
      .innerJoin('entry as e', (on) => on.onRef('e.log', '=', 'm.log').onRef('e.n', '=', 'm.n'))
      .select(['m.log', 'm.n', 'm.position', 'm.day', 'm.hour', 'm.release', 'e.line'])
      .where('m.unit', '=', unit)
      .where('m.position', '>', after)
      .orderBy('m.position')
      .limit(PAGE)
      .execute()
    for (const { day, hour, line, ...mark } of page) {
      const { counter, score } = ratingIn(line)
      yield { ...mark, counter, score, half: ordinal(day, hour < 12 ? 'am' : 'pm') }
    }
    const last = page.at(-1)
    if (!last) return
    after = last.position
  }
}

function rowsOf({ span, rows }: Group<Rating>): Released[] {
  return rows.map(({ log, n, counter, score }) => ({
    log,
    n,
    span: span.kind,
    span_from: span.from,
    span_half: span.half ?? null,
    counter,
    score,
  }))
}

function releasedAt(trx: Trx, unit: string, release: number): Promise<Released[]> {
  return trx
    .selectFrom('released')
    .select(['log', 'n', 'span', 'span_from', 'span_half', 'counter', 'score'])
    .where('unit', '=', unit)
    .where('kind', '=', 'row')
    .where('release', '=', release)
    .orderBy('log')
    .orderBy('n')
    .execute()
}

/** Those that wait, or went out at another closing; one that does neither is named beside its entry. */
async function elsewhere(trx: Trx, rows: readonly Id[]): Promise<Id[]> {
  const found: Id[] = []
  for (const { log, n } of rows) {
    for (const table of ['waiting', 'released'] as const) {
      const row = trx.selectFrom(table).select('n').where('kind', '=', 'row')
      if (await row.where('log', '=', log).where('n', '=', n).executeTakeFirst()) found.push({ log, n })
    }
  }
  return found
}

function same(a: Released, b: Released): boolean {
  return (
    a.span === b.span &&
    a.span_from === b.span_from &&
    a.span_half === b.span_half &&
    a.counter === b.counter &&
    a.score === b.score
  )
}

function idOf({ log, n }: Id): string {
  return `${log} ${n}`
}
