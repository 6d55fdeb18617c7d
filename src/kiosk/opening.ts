import {
  addDays,
  DAY_MS,
  type Day,
  instantOf,
  localTime,
  minuteOfDay,
  weekday,
} from '#src/domain/calendar.ts'
import type { Config } from './state.ts'

/** So long after the last working span a citizen who was just served may still rate. */
const SERVED_MS = 30 * 60_000

export type Opening = { open: true } | { open: false; served: boolean; reopens: number | null }

/** Does the counter take ratings at that instant (ms since 1970)? Where no hours are set, always. */
export function openingAt({ hours, closedSince, daysOff }: Config, wall: number): Opening {
  if (closedSince !== null && closedSince <= wall) {
    return { open: false, served: wall - closedSince < SERVED_MS, reopens: null }
  }
  if (hours === null) return { open: true }
  const { day } = localTime(wall)
  const spansOn = (on: Day) => (daysOff?.includes(on) ? [] : (hours[weekday(on) - 1] ?? []))
  const spans = spansOn(day)
  const minute = minuteOfDay(wall)
  if (spans.some(([from, to]) => from <= minute && minute < to)) return { open: true }
  const ends = [addDays(day, -1), day].flatMap((on) => {
    const midnight = instantOf(on)
    return spansOn(on).map(([, to]) => midnight + to * 60_000)
  })
  const last = Math.max(...ends.filter((end) => end <= wall), wall - DAY_MS)
  const next = Math.min(...spans.filter(([from]) => from > minute).map(([from]) => from))
  return {
    open: false,
    served: wall - last < SERVED_MS,
    reopens: Number.isFinite(next) ? instantOf(day) + next * 60_000 : null,
  }
}
