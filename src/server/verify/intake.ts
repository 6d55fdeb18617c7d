import { lastClosed, marksFrom } from '../closed-read.ts'
import type { KnownKeys, Trx } from '../deps.ts'
import { differingLogs, isSignedIntake, marksAfter, NO_MARKS, readIntake } from '../intake.ts'
import type { Unit } from '../unit.ts'
import { keyInLog } from './closings.ts'
import type { Note } from './fault.ts'
import type { Remembered } from './ratings.ts'

type IntakeCheck = {
  unit: Unit
  keys: KnownKeys | undefined
  /** All the unit's marks, where they are known already. */
  known: Remembered | undefined
  note: Note
  noteOf: (log: string, unit: string) => Note
}

/**
 * What came in since the last closing is what the server signed as it came: the marks, and where each tablet's log stands.
 * A unit in which this version has closed nothing yet may have no such row. Who kept an older row may still put that back with the
 * older rows beside it: the tablets then know more.
 */
export async function verifyIntake(trx: Trx, check: IntakeCheck): Promise<void> {
  const { unit, keys, known, note, noteOf } = check
  const row = await readIntake(trx, unit.id)
  const closed = await lastClosed(trx, unit.id)
  const from = closed?.marks[1] ?? 0
  const after = Math.max(from, unit.position)
  if (!row) {
    if (closed?.taken === 1) note('intake-altered', from, after)
    return
  }
  const key = keys?.sign.key ?? (await keyInLog(trx, unit.id))
  // Without the key file, and before the unit's log names a key, nobody can say who signed.
  if (key !== undefined && !isSignedIntake(key, row)) {
    note('intake-altered', from, after)
    return
  }
  const marks = known ? [...known.marks(from)] : await marksFrom(trx, unit.id, from)
  if (row.position !== unit.position || row.marks !== marksAfter(NO_MARKS, marks)) note('intake', from, after)
  for (const differing of await differingLogs(trx, row)) {
    noteOf(differing.log, unit.id)('intake', differing.from, differing.to)
  }
}
