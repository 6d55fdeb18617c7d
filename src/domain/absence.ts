import { addDays, type Day } from './calendar.ts'

/** From the day after `last` on, and until the day before `back`, an officer does not work in the unit; null: not back yet. */
export type Absence = { last: Day; back: Day | null }

/** More than anybody leaves and comes back in a working life. */
export const MOST_ABSENCES = 20

/** Whether the officer does not work in the unit on that day. */
export function isAway(absences: readonly Absence[], day: Day): boolean {
  return absences.some(({ last, back }) => day > last && (back === null || day < back))
}

/**
 * The officer's last day, which corrects the one that was said before while they are not back. Undefined for a day before the one on
 * which they last came back, and where there is no room for another absence.
 */
export function leave(absences: readonly Absence[], last: Day): Absence[] | undefined {
  const [latest, earlier] = latestOf(absences)
  const open = latest?.back === null
  const before = open ? earlier.at(-1) : latest
  if (before?.back && last < before.back) return undefined
  const kept = open ? earlier : absences
  return kept.length < MOST_ABSENCES ? [...kept, { last, back: null }] : undefined
}

/**
 * The first day on which the officer works again, which corrects the one that was said before. On the day after the last one they
 * were never away, so nothing is left of that absence. Undefined for who did not leave, and for an earlier day.
 */
export function comeBack(absences: readonly Absence[], back: Day): Absence[] | undefined {
  const [latest, earlier] = latestOf(absences)
  if (!latest || back <= latest.last) return undefined
  return back === addDays(latest.last, 1) ? earlier : [...earlier, { last: latest.last, back }]
}

function latestOf(absences: readonly Absence[]): [Absence | undefined, Absence[]] {
  return [absences.at(-1), absences.slice(0, -1)]
}
