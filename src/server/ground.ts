import { type Day, halfDayOf, periodOf } from '#src/domain/calendar.ts'
import type { Ground, Place } from '#src/domain/ground.ts'
import { GROUP, openFrom, shownOf } from '#src/domain/release.ts'
import { daysOf, spanOf } from '#src/domain/span.ts'
import type { Schema } from './db/schema.ts'
import type { Trx } from './deps.ts'
import { releasedSums } from './released-sums.ts'

/** A row that waits, with its place in the unit's blocks. */
export type Placed = Pick<Schema['waiting'], 'log' | 'n' | 'counter' | 'half'> & {
  position: number
  place: Place | undefined
}

/** A unit and the last half day that is closed, whose leftovers are in the queue. */
type Closed = { unit: string; closed: number }
type Days = { from: Day; to: Day }

/** The waiting rows of which some may go out as of that closing, and what they are weighed against. */
export async function weigh(trx: Trx, closed: Closed): Promise<{ rows: Placed[]; ground: Ground }> {
  const rows = mayGo(await waitingRows(trx, closed))
  const days = rows.map(({ half }) => halfDayOf(half).day).sort()
  if (days.length === 0) return { rows, ground: { own: new Map(), queue: new Map(), out: [] } }
  // Whole years, since their figures are weighed too, and the weeks that reach over their ends.
  const from = periodOf('week', periodOf('year', days[0]!).from).from
  const to = periodOf('week', periodOf('year', days.at(-1)!).to).to
  return { rows, ground: await groundOf(trx, closed, { from, to }) }
}

/** Those of a counter that has five waiting in a week or in a month. Of a year few others wait. */
function mayGo(rows: readonly Placed[]): Placed[] {
  const keysOf = ({ counter, half }: Placed) =>
    (['week', 'month'] as const).map((kind) => `${counter} ${kind} ${spanOf(kind, half).from}`)
  const counts = new Map<string, number>()
  for (const key of rows.flatMap(keysOf)) counts.set(key, (counts.get(key) ?? 0) + 1)
  return rows.filter((row) => keysOf(row).some((key) => (counts.get(key) ?? 0) >= GROUP))
}

async function waitingRows(trx: Trx, { unit, closed }: Closed): Promise<Placed[]> {
  const open = await openBlocks(trx, { unit, closed })
  const rows = await trx
    .selectFrom('waiting as w')
    .innerJoin('receive_mark as m', (on) => on.onRef('m.log', '=', 'w.log').onRef('m.n', '=', 'w.n'))
    .leftJoin('leftover as l', (on) => on.onRef('l.log', '=', 'w.log').onRef('l.n', '=', 'w.n'))
    .select(['w.log', 'w.n', 'w.counter', 'w.half', 'm.position', 'm.day', 'l.seq'])
    .where('w.unit', '=', unit)
    .where('w.kind', '=', 'row')
    .execute()
  return rows.map(({ day, seq, ...row }) => {
    if (seq !== null) return { ...row, place: { of: 'queue', seq } }
    const full = day < openFrom(closed) || row.position <= (open.get(day)?.last ?? -1)
    return { ...row, place: full ? { of: 'day' } : undefined }
  })
}

/** Of each open day how many ratings lie in full blocks, and the position of the last of them. */
async function openBlocks(
  trx: Trx,
  { unit, closed }: Closed,
): Promise<Map<Day, { shown: number; last: number }>> {
  const marks = await trx
    .selectFrom('receive_mark')
    .select(['day', 'position'])
    .where('unit', '=', unit)
    .where('day', '>=', openFrom(closed))
    .orderBy('position')
    .execute()
  const blocks = new Map<Day, { count: number; shown: number; last: number }>()
  for (const { day, position } of marks) {
    const { count, ...block } = blocks.get(day) ?? { count: 0, shown: 0, last: -1 }
    const full = shownOf(count + 1) === count + 1
    blocks.set(day, { count: count + 1, ...(full ? { shown: count + 1, last: position } : block) })
  }
  return blocks
}

async function groundOf(trx: Trx, { unit, closed }: Closed, { from, to }: Days): Promise<Ground> {
  const counts = await trx
    .selectFrom('tally')
    .select((of) => ['day', of.fn.sum<number>('n').as('n')])
    .where('unit', '=', unit)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .groupBy('day')
    .execute()
  const queue = await trx
    .selectFrom('leftover')
    .select(['seq', 'day'])
    .where('unit', '=', unit)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .execute()
  const own = new Map(counts.map(({ day, n }) => [day, Number(n)]))
  for (const { day } of queue) own.set(day, (own.get(day) ?? 0) - 1)
  for (const [day, { shown }] of await openBlocks(trx, { unit, closed })) own.set(day, shown)
  const sums = await releasedSums(trx, { unit, from, to })
  const out = sums.map(({ span, n }) => ({ days: daysOf(span), n }))
  return { own, queue: new Map(queue.map(({ seq, day }) => [seq, day])), out }
}
