import type { Day, Period } from './calendar.ts'
import { GROUP } from './release.ts'

/** A rating's place in the unit's blocks of five: in a full one of its day, or in the queue. */
export type Place = { of: 'day' } | { of: 'queue'; seq: number }

type Days = Pick<Period, 'from' | 'to'>

/** What a release is weighed against: the unit's blocks of five as of a closing, and the rows that went out before. */
export type Ground = {
  /** Of each day, how many ratings lie in its own full blocks. */
  own: ReadonlyMap<Day, number>
  /** The days of the unit's queue, by `seq`. */
  queue: ReadonlyMap<number, Day>
  /** Rows released before, summed by the days of their spans. */
  out: readonly { days: Days; n: number }[]
}

/** Whether the rating's block is full and lies wholly in those days. */
export function liesWithin(place: Place | undefined, days: Days, { queue }: Ground): boolean {
  if (!place) return false
  return place.of === 'day' || blockWithin(Math.floor(place.seq / GROUP), days, queue)
}

/** How many ratings the unit's figures show of a period, less those of them that went out as rows. */
export function restOf(period: Days, ground: Ground): number {
  const { own, queue, out } = ground
  let n = 0
  for (const [day, count] of own) if (period.from <= day && day <= period.to) n += count
  for (const seq of queue.keys()) {
    if (seq % GROUP === 0 && blockWithin(seq / GROUP, period, queue)) n += GROUP
  }
  for (const { days, n: gone } of out) {
    if (period.from <= days.from && days.to <= period.to) n -= gone
  }
  return n
}

function blockWithin(block: number, { from, to }: Days, queue: Ground['queue']): boolean {
  return Array.from({ length: GROUP }, (_, i) => queue.get(block * GROUP + i)).every(
    (day) => day !== undefined && from <= day && day <= to,
  )
}
