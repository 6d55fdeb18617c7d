import { halfDayOf, lastDue, ordinal } from '#src/domain/calendar.ts'
import { readLine } from '#src/domain/entry-schema.ts'
import { feedbackOf, readRating } from '#src/domain/rating-schema.ts'
import { type ClosedBody, marksHash } from './closed-entry.ts'
import { lastClosed } from './closed-read.ts'
import { insertRows } from './db/insert.ts'
import type { Schema } from './db/schema.ts'
import type { Deps, Trx } from './deps.ts'
import { namedKeys } from './device-keys.ts'
import { NO_MARKS, signIntake } from './intake.ts'
import { checkIntake } from './intake-check.ts'
import { leaveOver } from './leftover.ts'
import { freeCounters } from './officers.ts'
import { turnRoster } from './pins/turning.ts'
import { writeReceipts } from './receipt.ts'
import { release, type Waiting } from './releasing.ts'
import { turnUnit } from './tree/turn.ts'
import { atTime, keepTime } from './trusted-time.ts'
import { lockUnit, type Unit } from './unit.ts'
import { appendUnitEntry } from './unit-log.ts'

/**
 * Closes the half days that are due, one closing a unit however long it was idle; answers how many units it closed. Any
 * number of processes may call it at once and as often as they like. What is due only by a clock that leapt waits.
 */
export async function closeDue(given: Deps): Promise<number> {
  const time = await keepTime(given)
  if (time.by !== 'clock') given.log('clock-unconfirmed', { level: 'error', now: given.now(), sure: time.at })
  const deps = atTime(given, time)
  const due = await deps.db
    .selectFrom('unit')
    .select('id')
    .where('closed', '<', lastDue(deps.now()))
    .orderBy('id')
    .execute()
  let closed = 0
  for (const { id } of due) {
    closed += await deps.db.transaction().execute(async (trx) => {
      const before = await lockUnit(trx, deps, id)
      const after = await closeUnit(trx, deps, before)
      return after.closed > before.closed ? 1 : 0
    })
  }
  return closed
}

/**
 * Closes the unit's last due half day if that is still to do; answers the unit as it then is. The caller holds its lock. A
 * batch calls this before it is stored, so that a late timer never lets an entry into a half day that was over.
 */
export async function closeUnit(trx: Trx, deps: Deps, unit: Unit): Promise<Unit> {
  const due = lastDue(deps.now())
  if (due <= unit.closed) return unit
  await checkIntake(trx, deps, unit, { marks: true })
  const last = await lastClosed(trx, unit.id)
  const heads = await trx
    .selectFrom('log')
    .select(['id', 'head', 'hash'])
    .where('unit', '=', unit.id)
    .where('head', '>', 0)
    .orderBy('id')
    .execute()
  const from = last?.marks[1] ?? 0
  const marks = await linesFrom(trx, unit.id, from)
  const body: ClosedBody = {
    release: due,
    heads: heads.map((log) => [log.id, log.head, log.hash]),
    marks: [from, unit.position, marksHash(marks)],
    rows: 3,
    end: 1,
    taken: 1,
    keys: last?.keys ? [] : await namedKeys(trx, unit.id),
  }
  const entry = await appendUnitEntry(trx, deps, unit.id, 'closed', body)
  const { sig, kid } = deps.keys.sign.sign('closing', entry.line)
  const at = deps.now()
  const closing = { unit: unit.id, release: due, log: `${unit.id}.1`, n: entry.n, sig, kid, at }
  await insertRows({ trx, dialect: deps.dialect }, 'closing', [closing])
  await signIntake(trx, deps, unit.id, { position: unit.position, marks: NO_MARKS })
  await leaveOver(trx, deps, { unit, release: due, from, marks })
  await release(trx, deps, { unit: unit.id, release: due, hash: entry.hash, fresh: marks.flatMap(waitingOf) })
  await writeReceipts({ trx, dialect: deps.dialect }, { unit: unit.id, from })
  await freeCounters({ trx, deps, unit: unit.id }, due)
  await turnRoster(trx, unit, due)
  await turnUnit({ trx, deps, unit: unit.id }, due)
  await trx.updateTable('unit').set({ closed: due }).where('id', '=', unit.id).execute()
  deps.log('closed', { unit: unit.id, ...halfDayOf(due), ratings: marks.length })
  return { ...unit, closed: due }
}

type MarkedLine = Schema['receive_mark'] & { line: Uint8Array }

function linesFrom(trx: Trx, unit: string, position: number): Promise<MarkedLine[]> {
  return trx
    .selectFrom('receive_mark as m')
    .innerJoin('entry as e', (on) => on.onRef('e.log', '=', 'm.log').onRef('e.n', '=', 'm.n'))
    .selectAll('m')
    .select('e.line')
    .where('m.unit', '=', unit)
    .where('m.position', '>=', position)
    .orderBy('m.position')
    .execute()
}

/** What of a rating waits for release: itself, and its reasons and comment where it has them. */
function waitingOf(mark: MarkedLine): Waiting[] {
  const entry = readLine(Buffer.from(mark.line).toString())
  const body = entry && readRating(entry)
  if (!body) return []
  const { unit, log, n } = mark
  const half = ordinal(mark.day, mark.hour < 12 ? 'am' : 'pm')
  const row = { unit, kind: 'row' as const, log, n, counter: body.counter, half }
  return feedbackOf(body) ? [row, { ...row, kind: 'feedback' }] : [row]
}
