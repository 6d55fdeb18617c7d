import { type Day, halfDayOf, periodOf } from '#src/domain/calendar.ts'
import type { Ground, Place } from '#src/domain/ground.ts'
import { GROUP, groupBy, shownOf } from '#src/domain/release.ts'
import { spanOf } from '#src/domain/span.ts'
import type { Schema } from './db/schema.ts'
import type { Trx } from './deps.ts'

/** A row that waits, with its place in the unit's blocks. */
export type Placed = Pick<Schema['waiting'], 'log' | 'n' | 'counter' | 'half'> & {
  position: number
  place: Place | undefined
}

type Row = Omit<Placed, 'place'> & { day: Day; seq: number | null }

/** The waiting rows as of a closing whose leftovers are in the queue, and what they are weighed against. */
export async function weigh(trx: Trx, unit: string): Promise<{ rows: Placed[]; ground: Ground }> {
  const rows = await waitingRows(trx, unit)
  const days = [...new Set(mayGo(rows).map(({ day }) => day))].sort()
  const blocks = await blocksOf(trx, unit, days)
  const placed = rows.map(({ day, seq, ...row }) => ({ ...row, place: placeOf({ ...row, seq }, blocks) }))
  return { rows: placed, ground: { queue: await queueOf(trx, unit, days) } }
}

function placeOf({ seq, log, n }: Omit<Row, 'day'>, blocks: ReadonlyMap<string, number>): Place | undefined {
  if (seq !== null) return { of: 'queue', seq }
  const block = blocks.get(`${log} ${n}`)
  return block === undefined ? undefined : { of: 'day', block }
}

/** Those of a counter that has five waiting in a week or in a month. Only their blocks can go out; of a year few others wait. */
function mayGo(rows: readonly Row[]): Row[] {
  const keysOf = ({ counter, half }: Row) =>
    (['week', 'month'] as const).map((kind) => `${counter} ${kind} ${spanOf(kind, half).from}`)
  const counts = new Map<string, number>()
  for (const key of rows.flatMap(keysOf)) counts.set(key, (counts.get(key) ?? 0) + 1)
  return rows.filter((row) => keysOf(row).some((key) => (counts.get(key) ?? 0) >= GROUP))
}

async function waitingRows(trx: Trx, unit: string): Promise<Row[]> {
  const rows = await trx
    .selectFrom('waiting as w')
    .innerJoin('receive_mark as m', (on) => on.onRef('m.log', '=', 'w.log').onRef('m.n', '=', 'w.n'))
    .leftJoin('leftover as l', (on) => on.onRef('l.log', '=', 'w.log').onRef('l.n', '=', 'w.n'))
    .select(['w.log', 'w.n', 'w.counter', 'w.half', 'm.position', 'l.seq'])
    .where('w.unit', '=', unit)
    .where('w.kind', '=', 'row')
    .execute()
  return rows.map((row) => ({ ...row, day: halfDayOf(row.half).day }))
}

/** Of each rating that lies in a full block of one of those days: the number of its block on that day. */
async function blocksOf(trx: Trx, unit: string, days: readonly Day[]): Promise<Map<string, number>> {
  if (days.length === 0) return new Map()
  const marks = await trx
    .selectFrom('receive_mark as m')
    .leftJoin('leftover as l', (on) => on.onRef('l.log', '=', 'm.log').onRef('l.n', '=', 'm.n'))
    .select(['m.log', 'm.n', 'm.day'])
    .where('m.unit', '=', unit)
    .where('m.day', 'in', days)
    .where('l.seq', 'is', null)
    .orderBy('m.position')
    .execute()
  const found = new Map<string, number>()
  for (const own of groupBy(marks, ({ day }) => day).values()) {
    const full = own.slice(0, shownOf(own.length))
    for (const [i, { log, n }] of full.entries()) found.set(`${log} ${n}`, Math.floor(i / GROUP))
  }
  return found
}

/** Of the weeks and months of those days: a block that reaches further is in no span. */
async function queueOf(trx: Trx, unit: string, days: readonly Day[]): Promise<Map<number, Day>> {
  const [first, last] = [days.at(0), days.at(-1)]
  if (first === undefined || last === undefined) return new Map()
  const from = periodOf('week', periodOf('month', first).from).from
  const to = periodOf('week', periodOf('month', last).to).to
  const queue = await trx
    .selectFrom('leftover')
    .select(['seq', 'day'])
    .where('unit', '=', unit)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .execute()
  return new Map(queue.map(({ seq, day }) => [seq, day]))
}
