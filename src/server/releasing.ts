import { sql } from 'kysely'
import { addWorkingDays, halfDayOf, ordinal } from '#src/domain/calendar.ts'
import { GROUP } from '#src/domain/release.ts'
import { groupsToRelease } from '#src/domain/row-groups.ts'
import { daysOf, type Span, spanOf } from '#src/domain/span.ts'
import { insertRows } from './db/insert.ts'
import type { Schema } from './db/schema.ts'
import type { Deps, ServerKeys, Trx } from './deps.ts'
import { weigh } from './ground.ts'
import { ratingIn } from './rows.ts'

export type Waiting = Schema['waiting']
type Id = Pick<Waiting, 'log' | 'n'>
type Going = { waiting: Id & { counter: string }; span: Span }
type Closing = { unit: string; release: number; hash: string; fresh: readonly Waiting[] }

/**
 * Releases at a closing what may go out (P9): single ratings in groups of five of one counter, and reasons and comments
 * with them, at the latest at the close of the second working day. The rest waits on. `fresh`: what the half day brought;
 * its leftovers are in the queue already.
 */
export async function release(trx: Trx, deps: Deps, closing: Closing): Promise<void> {
  const { unit, fresh } = closing
  await insertRows({ trx, dialect: deps.dialect }, 'waiting', fresh)
  const { rows: weighed, ground } = await weigh(trx, unit)
  const rows = groupsToRelease(weighed, ground, closing.release).flatMap((group) =>
    group.rows.map((waiting) => ({ waiting, span: group.span })),
  )
  const feedback = await goingFeedback(trx, closing, rows)
  const scores = await scoresOf(trx, unit, rows)
  await insertRows({ trx, dialect: deps.dialect }, 'released', [
    ...released(deps, closing, { kind: 'row', going: rows, scores }),
    ...released(deps, closing, { kind: 'feedback', going: feedback, scores }),
  ])
  await sql`
    delete from waiting where unit = ${unit} and exists (
      select 1 from released as gone
      where gone.kind = waiting.kind and gone.log = waiting.log and gone.n = waiting.n)`.execute(trx)
}

async function goingFeedback(
  trx: Trx,
  { unit, release: closing }: Closing,
  rows: readonly Going[],
): Promise<Going[]> {
  const waiting = await trx
    .selectFrom('waiting')
    .selectAll()
    .where('unit', '=', unit)
    .where('kind', '=', 'feedback')
    .execute()
  const spans = new Map(rows.map((going) => [idOf(going.waiting), going.span]))
  const going: Going[] = []
  for (const one of waiting) {
    const span = spans.get(idOf(one))
    if (span) going.push({ waiting: one, span })
    else if (deadline(one.half) <= closing)
      going.push({ waiting: one, span: await shortestSpan(trx, unit, one) })
  }
  return going
}

/** The half day at whose close a reason or comment goes out even alone. */
function deadline(half: number): number {
  return ordinal(addWorkingDays(halfDayOf(half).day, 2), 'pm')
}

/** The shortest span in which the counter has five ratings; a month where it never has. */
async function shortestSpan(trx: Trx, unit: string, { counter, half }: Waiting): Promise<Span> {
  const month = spanOf('month', half)
  for (const kind of ['half', 'day', 'week'] as const) {
    const span = spanOf(kind, half)
    const { from, to } = daysOf(span)
    const { n } = await trx
      .selectFrom('tally')
      .select(sql<number>`coalesce(sum(n), 0)`.as('n'))
      .where('unit', '=', unit)
      .where('counter', '=', counter)
      .where('day', '>=', from)
      .where('day', '<=', to)
      .$if(span.half === 'am', (query) => query.where('hour', '<', 12))
      .$if(span.half === 'pm', (query) => query.where('hour', '>=', 12))
      .executeTakeFirstOrThrow()
    if (n >= GROUP) return span
  }
  return month
}

/** The faces of what goes out. */
async function scoresOf(trx: Trx, unit: string, going: readonly Going[]): Promise<Map<string, number>> {
  if (going.length === 0) return new Map()
  const lines = await trx
    .selectFrom('waiting as w')
    .innerJoin('entry as e', (on) => on.onRef('e.log', '=', 'w.log').onRef('e.n', '=', 'w.n'))
    .select(['w.log', 'w.n', 'e.line'])
    .where('w.unit', '=', unit)
    .where('w.kind', '=', 'row')
    .execute()
  return new Map(lines.map(({ line, ...id }) => [idOf(id), ratingIn(line).score]))
}

type Out = { kind: Waiting['kind']; going: readonly Going[]; scores: ReadonlyMap<string, number> }

/** Shuffled by the secret key, rows and feedback each in an order of its own, so that neither leads to the log. */
function released(
  deps: Deps,
  { unit, release: closing, hash }: Closing,
  { kind, going, scores }: Out,
): Schema['released'][] {
  const keyed = going.map(({ waiting, span }) => {
    const { log, n, counter } = waiting
    const of = kind === 'row' ? { counter, score: scores.get(idOf(waiting)) ?? null } : null
    return { log, n, span, of, key: shuffleKey(deps.keys.shuffle, { kind, hash }, { log, n }) }
  })
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1))
  return keyed.map(({ log, n, span, of }, position) => ({
    unit,
    release: closing,
    kind,
    position,
    log,
    n,
    span: span.kind,
    span_from: span.from,
    span_half: span.half ?? null,
    counter: of?.counter ?? null,
    score: of?.score ?? null,
  }))
}

type Shuffle = ServerKeys['shuffle']
type Shuffled = { kind: Waiting['kind']; hash: string }

/** By this the rows of a closing are sorted; `hash` is the one of its entry. */
function shuffleKey(shuffle: Shuffle, { kind, hash }: Shuffled, { log, n }: Id): string {
  return shuffle(`${hash}|${kind}|${log}|${n}`)
}

/** The position of each row that a closing releases, by the secret key. */
export function positionsOf(shuffle: Shuffle, of: Shuffled, rows: readonly Id[]): Map<string, number> {
  const keyed = rows.map((row) => ({ id: idOf(row), key: shuffleKey(shuffle, of, row) }))
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1))
  return new Map(keyed.map(({ id }, position) => [id, position]))
}

export function idOf({ log, n }: Id): string {
  return `${log} ${n}`
}
