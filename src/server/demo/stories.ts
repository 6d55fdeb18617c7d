import { addDays, type Day, isWorkingDay, weekday, yearOf } from '#src/domain/calendar.ts'
import { publicHolidays } from '#src/domain/holidays.ts'

/** What happened in the office, besides every day's work. All days are the unit's own. */
export type Stories = {
  /** The days of a week in which the county's system stood still and everybody waited. */
  slow: readonly Day[]
  /** Four days on which one tablet had no network; it sends on the fifth. */
  offline: readonly Day[]
  /** A noon on which somebody taps the best face again and again. */
  stuffed: Day
  /** Who sits elsewhere from that day on; indices of counter and officer. */
  moves: readonly { day: Day; counter: number; officer: number }[]
}

/** The stories of an office whose last day is that one; those of the first weeks are not in a shorter demo. */
export function storiesOf(end: Day): Stories {
  const monday = addDays(end, 1 - weekday(end))
  const offline = wholeWeekBefore(monday)
  const stuffed = wholeWeekBefore(offline[0]!)
  return {
    offline: offline.slice(0, 4),
    stuffed: stuffed[2]!,
    slow: wholeWeekBefore(stuffed[0]!),
    // On leave for a fortnight; and one who stays.
    moves: [
      { day: openFrom(addDays(monday, -7 * 9)), counter: 4, officer: 6 },
      { day: openFrom(addDays(monday, -7 * 7)), counter: 4, officer: 4 },
      { day: openFrom(addDays(monday, -7 * 5)), counter: 0, officer: 7 },
    ],
  }
}

/** Monday to Friday of the last week before that Monday in which no holiday falls. */
function wholeWeekBefore(monday: Day): Day[] {
  const week = Array.from({ length: 5 }, (_, i) => addDays(monday, i - 7))
  return week.every(isOpen) ? week : wholeWeekBefore(week[0]!)
}

/** That day, or the first after it on which the office is open. */
function openFrom(day: Day): Day {
  return isOpen(day) ? day : openFrom(addDays(day, 1))
}

export function isOpen(day: Day): boolean {
  return isWorkingDay(day) && !publicHolidays(yearOf(day)).some((holiday) => holiday.day === day)
}

/** The market is held every five days, on dates that end in 3 and 8; people from the hamlets then settle their papers too. */
export function isMarketDay(day: Day): boolean {
  return day.endsWith('3') || day.endsWith('8')
}
