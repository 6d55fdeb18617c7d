import type { HeldForm } from '#src/protocol/held.ts'
import type { Changed } from '#src/protocol/session.ts'
import { insertRows } from './db/insert.ts'
import { type Fold, foldInto, writeFold } from './fold.ts'
import { marksAfter, signIntake } from './intake.ts'
import { checkIntake } from './intake-check.ts'
import { marksFor, unmarkedIn } from './late-marks.ts'
import type { Log } from './lineage.ts'
import { type Refusal, refuse } from './problems.ts'
import { deviceIn } from './replacing.ts'
import { lockUnit, type Unit } from './unit.ts'
import { type Acting, deed } from './units-change.ts'

/**
 * What a retired tablet still sent is counted, and goes out with the half day that is open now, or left in no figure. Refuses what
 * does not wait there as the head saw it: more may have come, or somebody else decided.
 */
export async function decideHeld(act: Acting, device: string, form: HeldForm): Promise<Changed | Refusal> {
  const { trx, deps, unit: id } = act
  if (!(await deviceIn(act, device))) return refuse('not-found')
  const unit = await lockUnit(trx, deps, id)
  const log = await trx
    .selectFrom('log')
    .selectAll()
    .where('id', '=', form.log)
    .where('device', '=', device)
    .where('held', '=', 1)
    .executeTakeFirst()
  if (!log) return refuse('not-found')
  const { from, to } = form
  if (from !== log.folded + 1 || to < from || to > log.head) return refuse('not-as-seen')
  const { marks } = await checkIntake(trx, deps, unit)
  await trx.updateTable('log').set({ folded: to }).where('id', '=', log.id).execute()
  const decided = { act, unit, log: { ...log, folded: to } }
  const stands = form.as === 'count' ? await count(decided, marks) : await leave(decided, from, marks)
  await signIntake(trx, deps, id, stands)
  await deed(act, form.as === 'count' ? 'held-counted' : 'held-left', `${log.id} ${from} ${to}`)
  return { id: device }
}

type Decided = { act: Acting; unit: Unit; log: Log }

async function count({ act: { trx, deps }, unit, log }: Decided, before: string) {
  const unmarked = await unmarkedIn(trx, log)
  const marks = await marksFor(trx, { unit, log }, unmarked)
  const fold: Fold = new Map()
  for (const [i, mark] of marks.entries()) foldInto(fold, mark, unmarked[i]!.body)
  await insertRows({ trx, dialect: deps.dialect }, 'receive_mark', marks)
  await writeFold({ trx, dialect: deps.dialect }, fold)
  const position = unit.position + marks.length
  await trx.updateTable('unit').set({ position }).where('id', '=', unit.id).execute()
  return { position, marks: marksAfter(before, marks) }
}

async function leave({ act: { trx }, unit, log }: Decided, from: number, marks: string) {
  await trx.insertInto('held_left').values({ log: log.id, from_n: from, to_n: log.folded }).execute()
  return { position: unit.position, marks }
}
