import { isAway } from '#src/domain/absence.ts'
import { absencesOf } from '../absences.ts'
import type { Trx } from '../deps.ts'
import { bumpConfig } from '../device-config.ts'
import { openDay, withPins } from './roster.ts'

/**
 * A closing opens another day, on which another one may be away: then the tablets are told. `due`: the half day that is closed;
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
  if (before !== after && rows.some(isAnother)) await bumpConfig(trx, unit)
}
