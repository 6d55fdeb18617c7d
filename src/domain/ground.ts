import type { Day, Period } from './calendar.ts'
import { GROUP } from './release.ts'

/** A rating's place in the unit's blocks of five: in a full one of its day, which has that number there, or in the queue. */
export type Place = { of: 'day'; block: number } | { of: 'queue'; seq: number }

export type Days = Pick<Period, 'from' | 'to'>

/** What a release is weighed against: the days of the unit's queue, by `seq`. */
export type Ground = { queue: ReadonlyMap<number, Day> }

/** Whether the rating's block is full and lies wholly in those days. */
export function liesWithin(place: Place | undefined, days: Days, { queue }: Ground): boolean {
  if (!place) return false
  return place.of === 'day' || blockWithin(Math.floor(place.seq / GROUP), days, queue)
}

export function blockWithin(block: number, { from, to }: Days, queue: Ground['queue']): boolean {
  return Array.from({ length: GROUP }, (_, i) => queue.get(block * GROUP + i)).every(
    (day) => day !== undefined && from <= day && day <= to,
  )
}
