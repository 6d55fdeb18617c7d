import { addDays, instantOf, localTime, weekday } from '#src/domain/calendar.ts'
import type { Hours } from '#src/protocol/config.ts'

const MINUTE = 60_000

/** How much of the time between two instants lay in the unit's working hours, ms; all of it where no hours are set. */
export function workedBetween(hours: Hours, from: number, to: number): number {
  if (hours === null) return Math.max(0, to - from)
  let worked = 0
  for (let { day } = localTime(from); instantOf(day) < to; day = addDays(day, 1)) {
    const midnight = instantOf(day)
    // Spans may touch or overlap, as a head typed them: no minute counts twice.
    let counted = from
    for (const [opens, closes] of [...(hours[weekday(day) - 1] ?? [])].sort((a, b) => a[0] - b[0])) {
      const begin = Math.max(counted, midnight + opens * MINUTE)
      const end = Math.min(to, midnight + closes * MINUTE)
      worked += Math.max(0, end - begin)
      counted = Math.max(counted, end)
    }
  }
  return worked
}
