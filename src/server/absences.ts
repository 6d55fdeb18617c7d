import type { Absence } from '#src/domain/absence.ts'
import { Absences } from '#src/protocol/session.ts'

/** When an officer was away, the latest last, as the database keeps it. */
export function absencesOf({ absences }: { absences: string }): Absence[] {
  return Absences.parse(JSON.parse(absences))
}
