import { addDays, type Day, isWorkingDay, weekday } from '#src/domain/calendar.ts'

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
  const week = (ago: number, days: number) =>
    Array.from({ length: days }, (_, i) => addDays(monday, i - 7 * ago))
  return {
    offline: week(1, 4),
    stuffed: addDays(monday, 2 - 14),
    slow: week(3, 5),
    // On leave for a fortnight; and one who stays.
    moves: [
      { day: addDays(monday, -7 * 9), counter: 4, officer: 6 },
      { day: addDays(monday, -7 * 7), counter: 4, officer: 4 },
      { day: addDays(monday, -7 * 5), counter: 0, officer: 7 },
    ],
  }
}

/** Holidays whose date is the same each year; Tết and the anniversary of the Hùng kings follow the moon, and are left out. */
const HOLIDAYS = new Set(['01-01', '04-30', '05-01', '09-01', '09-02'])

export function isOpen(day: Day): boolean {
  return isWorkingDay(day) && !HOLIDAYS.has(day.slice(5))
}

/** The market is held every five days, on dates that end in 3 and 8; people from the hamlets then settle their papers too. */
export function isMarketDay(day: Day): boolean {
  return day.endsWith('3') || day.endsWith('8')
}
