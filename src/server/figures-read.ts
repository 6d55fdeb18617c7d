import type { Day } from '#src/domain/calendar.ts'
import { SATISFIED_FROM, SCORES } from '#src/domain/conduct.ts'
import { readLine } from '#src/domain/entry-schema.ts'
import { type RatingBody, readRating } from '#src/domain/rating-schema.ts'
import { openFrom } from '#src/domain/release.ts'
import { COLUMNS, emptyTally, type Shown, shownOf } from '#src/domain/tally.ts'
import { lastClosed } from './closed-read.ts'
import type { Trx } from './deps.ts'

/** A unit's local days, both included. */
type Span = { unit: string; from: Day; to: Day }

/** The counted ratings of those days: of closed days what the closings brought, of open ones all. */
export async function tallyOfPeriod(trx: Trx, span: Span, closed: number): Promise<Shown> {
  const counted = within(trx, span).where((e) =>
    e.or([e('release', '<=', closed), e('day', '>=', openFrom(closed))]),
  )
  const sums = await counted
    .select((e) => COLUMNS.map((column) => e.fn.sum<number | null>(column).as(column)))
    .select((e) => e.fn.sum<number | null>('n').filterWhere('officer', '=', '').as('alone'))
    .executeTakeFirstOrThrow()
  const tally = { ...emptyTally(), alone: Number(sums.alone ?? 0) }
  for (const column of COLUMNS) tally[column] = Number(sums[column] ?? 0)
  return tally
}

export async function countOf(trx: Trx, span: Span): Promise<number> {
  const { n } = await within(trx, span)
    .select((e) => e.fn.sum<number | null>('n').as('n'))
    .executeTakeFirstOrThrow()
  return Number(n ?? 0)
}

/** How many ratings each of those days has that is still open. */
export async function openDays(trx: Trx, span: Span, closed: number): Promise<{ day: Day; n: number }[]> {
  const rows = await within(trx, span)
    .where('day', '>=', openFrom(closed))
    .groupBy('day')
    .select((e) => ['day', e.fn.sum<number>('n').as('n')])
    .execute()
  return rows.map(({ day, n }) => ({ day, n: Number(n) }))
}

/** A rating of the unit's queue of leftovers. */
export type Left = { seq: number; day: Day; tally: Shown }

/** The leftovers that count on those days: some thousand in a year. */
export async function leftoversOf(trx: Trx, { unit, from, to }: Span): Promise<Left[]> {
  const rows = await trx
    .selectFrom('leftover as left')
    .innerJoin('entry', (join) => join.onRef('entry.log', '=', 'left.log').onRef('entry.n', '=', 'left.n'))
    .select(['left.seq', 'left.day', 'entry.line'])
    .where('left.unit', '=', unit)
    .where('left.day', '>=', from)
    .where('left.day', '<=', to)
    .execute()
  return rows.map(({ seq, day, line }) => ({ seq, day, tally: shownOf(ratingIn(line)) }))
}

/**
 * Of what the next closing brings to the queue that which has its place there already, whenever that closing comes: late
 * ratings that were received before any of a day that is open. Of those that count on the days of the span.
 */
export async function nextLeftovers(trx: Trx, { unit, from, to }: Span, closed: number): Promise<Left[]> {
  const marks = trx.selectFrom('receive_mark as mark').where('mark.unit', '=', unit)
  const { open } = await marks
    .where('mark.day', '>=', openFrom(closed))
    .select((of) => of.fn.min<number | null>('mark.position').as('open'))
    .executeTakeFirstOrThrow()
  const brought = (await lastClosed(trx, unit))?.marks[1] ?? 0
  const next = await marks
    .innerJoin('entry', (join) => join.onRef('entry.log', '=', 'mark.log').onRef('entry.n', '=', 'mark.n'))
    .select(['mark.day', 'entry.line'])
    .where('mark.position', '>=', brought)
    .where('mark.position', '<', open ?? Number.MAX_SAFE_INTEGER)
    .orderBy('mark.position')
    .execute()
  if (next.length === 0) return []
  const { last } = await trx
    .selectFrom('leftover')
    .where('unit', '=', unit)
    .select((of) => of.fn.max<number | null>('seq').as('last'))
    .executeTakeFirstOrThrow()
  const begins = Number(last ?? -1) + 1
  return next.flatMap(({ day, line }, i) =>
    from <= day && day <= to ? [{ seq: begins + i, day, tally: shownOf(ratingIn(line)) }] : [],
  )
}

/** Counted ratings of one day and counter. */
export type Closed = { day: Day; counter: string; n: number; satisfied: number }

/** What the closings up to that release brought. */
export async function closedOf(trx: Trx, span: Span, closed: number): Promise<Closed[]> {
  const high = SCORES.filter((score) => score >= SATISFIED_FROM)
  const rows = await within(trx, span)
    .where('release', '<=', closed)
    .groupBy(['day', 'counter'])
    .select(['day', 'counter'])
    .select((e) => e.fn.sum<number>('n').as('n'))
    .select((e) => high.map((score) => e.fn.sum<number>(`s${score}`).as(`s${score}`)))
    .execute()
  return rows.map(({ day, counter, n, ...scores }) => ({
    day,
    counter,
    n: Number(n),
    satisfied: high.reduce((sum, score) => sum + Number(scores[`s${score}` as keyof typeof scores]), 0),
  }))
}

const PAGE = 64

/** The last `count` ratings of those days, received up to that closing, newest first, each as its own tally. */
export async function lastRatings(
  trx: Trx,
  span: Span & { through?: number },
  count: number,
): Promise<Shown[]> {
  const found: Shown[] = []
  let below = Number.MAX_SAFE_INTEGER
  while (found.length < count) {
    const page = await pageOf(trx, span, below)
    for (const { line } of page) if (found.length < count) found.push(shownOf(ratingIn(line)))
    if (page.length < PAGE) break
    below = page.at(-1)!.position
  }
  if (found.length < count) throw new Error('The tallies count more ratings than there are receive marks')
  return found
}

function ratingIn(line: Uint8Array): RatingBody {
  const entry = readLine(Buffer.from(line).toString())
  const rating = entry && readRating(entry)
  if (!rating) throw new Error('An entry has a receive mark and is no rating')
  return rating
}

function pageOf(trx: Trx, { unit, from, to, through }: Span & { through?: number }, below: number) {
  let query = trx
    .selectFrom('receive_mark as mark')
    .innerJoin('entry', (join) => join.onRef('entry.log', '=', 'mark.log').onRef('entry.n', '=', 'mark.n'))
    .select(['mark.position', 'entry.line'])
    .where('mark.unit', '=', unit)
    .where('mark.day', '>=', from)
    .where('mark.day', '<=', to)
    .where('mark.position', '<', below)
  if (through !== undefined) query = query.where('mark.release', '<=', through)
  return query.orderBy('mark.position', 'desc').limit(PAGE).execute()
}

function within(trx: Trx, { unit, from, to }: Span) {
  return trx.selectFrom('tally').where('unit', '=', unit).where('day', '>=', from).where('day', '<=', to)
}
