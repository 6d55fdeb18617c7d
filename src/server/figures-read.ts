import type { Day } from '#src/domain/calendar.ts'
import { SATISFIED_FROM, SCORES } from '#src/domain/conduct.ts'
import { readLine } from '#src/domain/entry.ts'
import { readRating } from '#src/domain/rating.ts'
import { COLUMNS, emptyTally, type Tally, tallyOf } from '#src/domain/tally.ts'
import type { Trx } from './deps.ts'

/** A unit's local days, both included. */
type Span = { unit: string; from: Day; to: Day }

/** Every counted rating of those days, also those that no figure shows yet. */
export async function tallyOfPeriod(trx: Trx, span: Span): Promise<Tally> {
  const sums = await within(trx, span)
    .select((e) => COLUMNS.map((column) => e.fn.sum<number | null>(column).as(column)))
    .executeTakeFirstOrThrow()
  const tally = emptyTally()
  for (const column of COLUMNS) tally[column] = Number(sums[column] ?? 0)
  return tally
}

export async function countOf(trx: Trx, span: Span): Promise<number> {
  const { n } = await within(trx, span)
    .select((e) => e.fn.sum<number | null>('n').as('n'))
    .executeTakeFirstOrThrow()
  return Number(n ?? 0)
}

/** Counted ratings of one log, day, counter and closing. */
export type Closed = {
  log: string
  day: Day
  counter: string
  release: number
  n: number
  satisfied: number
}

/** What the closings up to that release brought. */
export async function arrivalsOf(trx: Trx, span: Span, closed: number): Promise<Closed[]> {
  const high = SCORES.filter((score) => score >= SATISFIED_FROM)
  const rows = await within(trx, span)
    .where('release', '<=', closed)
    .groupBy(['log', 'day', 'counter', 'release'])
    .select(['log', 'day', 'counter', 'release'])
    .select((e) => e.fn.sum<number>('n').as('n'))
    .select((e) => high.map((score) => e.fn.sum<number>(`s${score}`).as(`s${score}`)))
    .execute()
  return rows.map(({ log, day, counter, release, n, ...scores }) => ({
    log,
    day,
    counter,
    release: Number(release),
    n: Number(n),
    satisfied: high.reduce((sum, score) => sum + Number(scores[`s${score}` as keyof typeof scores]), 0),
  }))
}

/** Narrower than a span: one counter, which only these logs served; received in these closings. */
type Narrowed = Span & { counter?: string; logs?: string[]; since?: number; through?: number }

const PAGE = 64

/** The last `count` ratings in order of position, newest first, each as its own tally. */
export async function lastRatings(trx: Trx, group: Narrowed, count: number): Promise<Tally[]> {
  const found: Tally[] = []
  let below = Number.MAX_SAFE_INTEGER
  while (found.length < count) {
    const page = await pageOf(trx, group, below)
    for (const { line } of page) {
      const entry = readLine(Buffer.from(line).toString())
      const rating = entry && readRating(entry)
      if (!rating) throw new Error('An entry has a receive mark and is no rating')
      if (group.counter !== undefined && rating.counter !== group.counter) continue
      if (found.length < count) found.push(tallyOf(rating))
    }
    if (page.length < PAGE) break
    below = page.at(-1)!.position
  }
  if (found.length < count) throw new Error('The tallies count more ratings than there are receive marks')
  return found
}

function pageOf(trx: Trx, { unit, from, to, logs, since, through }: Narrowed, below: number) {
  let query = trx
    .selectFrom('receive_mark as mark')
    .innerJoin('entry', (join) => join.onRef('entry.log', '=', 'mark.log').onRef('entry.n', '=', 'mark.n'))
    .select(['mark.position', 'entry.line'])
    .where('mark.unit', '=', unit)
    .where('mark.day', '>=', from)
    .where('mark.day', '<=', to)
    .where('mark.position', '<', below)
  if (logs) query = query.where('mark.log', 'in', logs)
  if (since !== undefined) query = query.where('mark.release', '>=', since)
  if (through !== undefined) query = query.where('mark.release', '<=', through)
  return query.orderBy('mark.position', 'desc').limit(PAGE).execute()
}

function within(trx: Trx, { unit, from, to }: Span) {
  return trx.selectFrom('tally').where('unit', '=', unit).where('day', '>=', from).where('day', '<=', to)
}
