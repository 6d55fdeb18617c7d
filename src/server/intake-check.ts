import { lastClosed, marksFrom } from './closed-read.ts'
import type { Deps, Trx } from './deps.ts'
import {
  differingLogs,
  type Intake,
  isSignedIntake,
  type Marked,
  marksAfter,
  NO_MARKS,
  readIntake,
} from './intake.ts'
import type { Unit } from './unit.ts'
import { appendUnitEntry } from './unit-log.ts'

type Checking = Pick<Deps, 'dialect' | 'keys' | 'now' | 'log'>

/**
 * Looks, before something is added to what a unit has taken in, whether that is still what this server signed; answers
 * where its marks stand. What somebody changed meanwhile is written into the unit's log, so that the next signature does
 * not hide it. `marks`: the marks too, one by one. The caller holds the unit's lock.
 */
export async function checkIntake(
  trx: Trx,
  deps: Checking,
  unit: Unit,
  { marks = false } = {},
): Promise<Marked> {
  const row = await readIntake(trx, unit.id)
  const stored = marks || !row ? await asStored(trx, unit) : undefined
  const of = row ? await wrongIn(trx, deps, { row, unit, stored }) : stored?.mustBe ? ['missing'] : []
  if (of.length === 0) return row ?? stored ?? (await asStored(trx, unit))
  deps.log('intake-differs', { level: 'error', unit: unit.id, of: of.join(' ') })
  await appendUnitEntry(trx, deps, unit.id, 'differs', { of })
  return stored ?? asStored(trx, unit)
}

/** From the rows themselves. `mustBe`: since the last closing the server signs what it takes in. */
async function asStored(trx: Trx, unit: Unit): Promise<Marked & { mustBe: boolean }> {
  const closed = await lastClosed(trx, unit.id)
  const marks = await marksFrom(trx, unit.id, closed?.marks[1] ?? 0)
  return { position: unit.position, marks: marksAfter(NO_MARKS, marks), mustBe: closed?.taken === 1 }
}

type Given = { row: Intake; unit: Unit; stored: Marked | undefined }

/** What is not as it was signed: the names of logs, `marks`, `signature`. */
async function wrongIn(trx: Trx, { keys }: Checking, { row, unit, stored }: Given): Promise<string[]> {
  const of = (await differingLogs(trx, row)).map(({ log }) => log)
  if (row.position !== unit.position || (stored && stored.marks !== row.marks)) of.push('marks')
  if (!isSignedIntake(keys.sign.key, row)) of.push('signature')
  return of
}
