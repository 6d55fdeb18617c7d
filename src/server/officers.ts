import { type Absence, comeBack, isAway, leave } from '#src/domain/absence.ts'
import { type Day, halfDayOf, localTime } from '#src/domain/calendar.ts'
import { MOST_OFFICERS } from '#src/domain/roster.ts'
import type { LeaveForm, ReturnForm } from '#src/protocol/roster.ts'
import type { Changed, OfficerForm, OfficerPatch } from '#src/protocol/session.ts'
import { absencesOf } from './absences.ts'
import type { Schema } from './db/schema.ts'
import type { Deps, Trx } from './deps.ts'
import { bumpConfig } from './device-config.ts'
import { noteSeat } from './duties/seats.ts'
import { type Refusal, refuse } from './problems.ts'
import { type Acting, deed, defined, mintId } from './units-change.ts'

export async function addOfficer(act: Acting, form: OfficerForm): Promise<Changed | Refusal> {
  const { trx, deps, unit } = act
  const { n } = await trx
    .selectFrom('officer')
    .select((e) => e.fn.countAll().as('n'))
    .where('unit', '=', unit)
    .executeTakeFirstOrThrow()
  if (Number(n) >= MOST_OFFICERS) return refuse('too-many')
  const id = await mintId(trx, deps, 'officer')
  const { name, title, field = '', initials = '' } = form
  await trx.insertInto('officer').values({ id, unit, name, title, field, initials, absences: '[]' }).execute()
  await deed(act, 'officer-added', id)
  return { id }
}

export async function changeOfficer(
  act: Acting,
  id: string,
  patch: OfficerPatch,
): Promise<Changed | Refusal> {
  const officer = await officerOf(act, id)
  if (!officer) return refuse('not-found')
  const { name, title, field, initials } = officer
  const next = { name, title, field, initials, ...defined(patch) }
  await act.trx.updateTable('officer').set(next).where('id', '=', id).execute()
  await bumpConfig(act.trx, act.unit)
  await deed(act, 'officer-changed', `${id} ${Object.keys(patch).sort().join(',')}`)
  return { id }
}

/** From the day after the last one on, the officer is credited at no counter, chosen for none and on no roster. What was counted stays, and their PIN. */
export async function leaveOfficer(act: Acting, id: string, { last }: LeaveForm): Promise<Changed | Refusal> {
  const officer = await officerOf(act, id)
  if (!officer) return refuse('not-found')
  const absences = leave(absencesOf(officer), last)
  if (!absences) return refuse('invalid', { fields: { last: 'not-right' } })
  return setAbsences(act, officer, { absences, said: ['officer-left', last] })
}

/** On which counter they then work, the head says. */
export async function returnOfficer(
  act: Acting,
  id: string,
  { back }: ReturnForm,
): Promise<Changed | Refusal> {
  const officer = await officerOf(act, id)
  if (!officer) return refuse('not-found')
  const absences = comeBack(absencesOf(officer), back)
  if (!absences) return refuse('invalid', { fields: { back: 'not-right' } })
  return setAbsences(act, officer, { absences, said: ['officer-returned', back] })
}

/**
 * Counters whose officer will be away in the half day that follows that one have no officer from now on: their tablets learn of it at
 * the next exchange. The caller holds the unit's lock.
 */
export async function freeCounters(
  given: { trx: Trx; deps: Deps; unit: string },
  release: number,
): Promise<void> {
  await freeFrom({ ...given, by: null }, halfDayOf(release + 1).day)
}

async function setAbsences(
  act: Acting,
  { id, absences: before }: Schema['officer'],
  { absences, said: [name, day] }: { absences: Absence[]; said: ['officer-left' | 'officer-returned', Day] },
): Promise<Changed> {
  const after = JSON.stringify(absences)
  if (after === before) return { id }
  await act.trx.updateTable('officer').set({ absences: after }).where('id', '=', id).execute()
  await deed(act, name, `${id} ${day}`)
  await freeFrom(act, localTime(act.deps.now()).day)
  await bumpConfig(act.trx, act.unit)
  return { id }
}

async function freeFrom(act: Acting, day: Day): Promise<void> {
  const { trx, unit } = act
  const rows = await trx
    .selectFrom('counter')
    .innerJoin('officer', 'officer.id', 'counter.officer')
    .select(['counter.id', 'officer.absences'])
    .where('counter.unit', '=', unit)
    .where('officer.absences', '!=', '[]')
    .execute()
  const freed = rows.filter((row) => isAway(absencesOf(row), day))
  for (const { id } of freed) {
    await trx.updateTable('counter').set({ officer: null }).where('id', '=', id).execute()
    await deed(act, 'counter-changed', `${id} officer`)
    await noteSeat(act, { id, officer: null })
  }
  if (freed.length > 0) await bumpConfig(trx, unit)
}

function officerOf({ trx, unit }: Acting, id: string): Promise<Schema['officer'] | undefined> {
  return trx
    .selectFrom('officer')
    .selectAll()
    .where('id', '=', id)
    .where('unit', '=', unit)
    .executeTakeFirst()
}
