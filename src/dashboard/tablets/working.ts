import { addDays, instantOf, localTime, weekday, yearOf } from '#src/domain/calendar.ts'
import { daysOff } from '#src/domain/holidays.ts'
import type { UnitView } from '#src/protocol/session.ts'

const MINUTE = 60_000

/** How much of the time between two instants lay in the unit's working hours, ms, but for its days off; all of it where no hours are set. */
export function workedBetween(
  { hours, days }: Pick<UnitView['unit'], 'hours' | 'days'>,
  from: number,
  to: number,
): number {
  if (hours === null) return Math.max(0, to - from)
  let worked = 0
  const off = daysOff(yearOf(localTime(from).day), days)
  for (let { day } = localTime(from); instantOf(day) < to; day = addDays(day, 1)) {
    if (off.includes(day)) continue
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
