import { localHour, minuteOfDay, weekday } from '../calendar.ts'
import { daysOf, KNOWN_DAYS, KNOWN_FROM, type Look, type Seen, type Worked } from './seen.ts'

/** Minutes: who is early waits so long at most, and a clock errs. */
const FAR = 20
/** Minutes: so long after the last duty a closed tablet still takes ratings. */
const AFTER = 30

/** While the counter is closed: by the unit's own hours and days off; where it has set none, by when nobody rated before. */
export function closed(look: Look): Seen[] {
  const { today, worked } = look
  return worked ? today.filter((rating) => isOutside(rating, worked)) : unseen(look)
}

function isOutside({ at }: Seen, { hours, off }: Worked): boolean {
  const { day } = localHour(at)
  if (off.includes(day)) return true
  const minute = minuteOfDay(at)
  const spans = hours[weekday(day) - 1] ?? []
  return spans.every(([from, to]) => minute < from - FAR || minute > to + AFTER)
}

/** At a time of day, or on a day of the week, at which nobody rated here in the 28 days; a counter's week repeats. */
function unseen({ today, before }: Look): Seen[] {
  if (before.length < KNOWN_FROM || daysOf(before).size < KNOWN_DAYS) return []
  const minutes = [...new Set(before.map(({ at }) => minuteOfDay(at)))]
  const weekdays = new Set([...daysOf(before)].map(weekday))
  return today.filter(({ at }) => {
    if (!weekdays.has(weekday(localHour(at).day))) return true
    const minute = minuteOfDay(at)
    return minutes.every((one) => Math.abs(one - minute) > FAR)
  })
}
