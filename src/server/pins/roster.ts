import { isAway } from '#src/domain/absence.ts'
import { type Day, halfDayOf } from '#src/domain/calendar.ts'
import { byGivenName } from '#src/domain/name-order.ts'
import type { RosterOfficer } from '#src/protocol/config.ts'
import { absencesOf } from '../absences.ts'
import type { Database } from '../deps.ts'
import { sha256 } from '../signature.ts'

/**
 * What a config has room for of its 20,000 characters, beside the longest of everything else. MOST_PINS officers fit in it whatever
 * they are called, once their titles are left out; of usual lengths, they fit with them.
 */
const MOST_ROSTER = 17_000

/** Who may go on duty at that tablet in the half day that is open; undefined where nobody has a PIN. */
export async function rosterFor(
  db: Database,
  { device, unit, closed }: { device: string; unit: string; closed: number },
): Promise<RosterOfficer[] | undefined> {
  const day = openDay(closed)
  const rows = await withPins(db, unit)
    .select(['officer.id', 'officer.name', 'officer.title', 'officer.initials'])
    .select(['p.salt', 'p.rounds', 'p.stretched', 'p.locked_at'])
    .execute()
  if (rows.length === 0) return undefined
  const roster = rows
    .filter((row) => !isAway(absencesOf(row), day))
    .map(
      ({ id, name, title, initials, salt, rounds, stretched, locked_at }): RosterOfficer => ({
        ...{ id, name, title },
        ...(initials && { initials }),
        pin: { salt, rounds, hash: hashAt(device, stretched) },
        ...(locked_at !== null && { locked: true }),
      }),
    )
    .sort((a, b) => byGivenName(a.name, b.name))
  const fits = JSON.stringify(roster).length <= MOST_ROSTER
  return fits ? roster : roster.map((officer) => ({ ...officer, title: '' }))
}

/** Another one at each tablet: what is read out of two of them tells nobody which officers have the same PIN. */
function hashAt(device: string, stretched: string): string {
  return Buffer.from(sha256(`${device} ${stretched}`), 'hex').toString('base64url')
}

/** The officers of a unit that have a PIN. */
export function withPins(db: Database, unit: string) {
  return db
    .selectFrom('officer_pin as p')
    .innerJoin('officer', 'officer.id', 'p.officer')
    .where('officer.unit', '=', unit)
    .select('officer.absences')
}

/** The day of the half day that is open, by what was closed and not by the clock, so that a config of one version says one thing. */
export function openDay(closed: number): Day {
  return halfDayOf(closed + 1).day
}
