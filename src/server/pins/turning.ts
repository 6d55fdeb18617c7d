import { isAway } from '#src/domain/absence.ts'
import { yearOf } from '#src/domain/calendar.ts'
import { absencesOf } from '../absences.ts'
import type { Trx } from '../deps.ts'
import { bumpConfig } from '../device-config.ts'
import { openDay, withPins } from './roster.ts'

/**
 * A closing opens another day, on which another one may be away, or another year: then the tablets are told. `due`: the half day that is closed;
 * `closed`: the last one before it.
 */
export async function turnRoster(
  trx: Trx,
  { id: unit, closed }: { id: string; closed: number },
  due: number,
): Promise<void> {
  const [before, after] = [openDay(closed), openDay(due)]
  const rows = await withPins(trx, unit).where('officer.absences', '!=', '[]').execute()
  const isAnother = (row: { absences: string }) =>
    isAway(absencesOf(row), before) !== isAway(absencesOf(row), after)
  // With a year the days off of the one after it are told.
  const isNews = yearOf(before) !== yearOf(after) || rows.some(isAnother)
  if (before !== after && isNews) await bumpConfig(trx, unit)
}
