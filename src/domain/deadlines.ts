import { addWorkingDays, type Day, isWorkingDay, weekday, yearOf } from './calendar.ts'
import { daysOff, type OwnDays } from './holidays.ts'

/** In how many working days a concern is to be acknowledged, and concluded, from its release on. */
export type Deadlines = { acknowledge: number; conclude: number }

export const USUAL_DEADLINES: Deadlines = { acknowledge: 1, conclude: 5 }

/** When a unit works: by day of the week from Monday on, spans in minutes of the day (null: it has not said), and its own calendar. */
export type UnitDays = { hours: readonly (readonly unknown[])[] | null; days: OwnDays }

/** Whether a unit works on that day: by its hours, else from Monday to Friday; never on its days off. */
export function unitWorksOn(day: Day, { hours, days }: UnitDays): boolean {
  const isOpen = hours?.some((spans) => spans.length > 0)
    ? (hours[weekday(day) - 1]?.length ?? 0) > 0
    : isWorkingDay(day)
  return isOpen && !daysOff(yearOf(day), days).includes(day)
}

/** The last days on which a concern that was released on that day is acknowledged, and concluded, in time. */
export function dueDays(released: Day, deadlines: Deadlines, unit: UnitDays): Record<keyof Deadlines, Day> {
  const after = (count: number) => addWorkingDays(released, count, (day) => unitWorksOn(day, unit))
  return { acknowledge: after(deadlines.acknowledge), conclude: after(deadlines.conclude) }
}
