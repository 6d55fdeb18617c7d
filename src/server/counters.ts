import { isAway } from '#src/domain/absence.ts'
import { localTime } from '#src/domain/calendar.ts'
import type { Changed, CounterForm, CounterPatch, NewCounterForm } from '#src/protocol/session.ts'
import { absencesOf } from './absences.ts'
import type { Schema } from './db/schema.ts'
import { bumpConfig } from './device-config.ts'
import { noteSeat, noteSeats } from './duties/seats.ts'
import { type Refusal, refuse } from './problems.ts'
import { isOver } from './tree/there.ts'
import { type Acting, deed, defined, mintId } from './units-change.ts'

/** Far more than any office has: who adds more is a program that went wrong, and every look at the unit would carry them all. */
const MOST_COUNTERS = 300

async function isFull({ trx, unit }: Acting): Promise<boolean> {
  const { n } = await trx
    .selectFrom('counter')
    .select((e) => e.fn.countAll().as('n'))
    .where('unit', '=', unit)
    .executeTakeFirstOrThrow()
  return Number(n) >= MOST_COUNTERS
}

export async function addCounter(
  act: Acting,
  { hall = false, ...form }: NewCounterForm,
): Promise<Changed | Refusal> {
  if (await isOver(act)) return refuse('unit-over')
  const wrong = (await counterTrouble(act, form, { hall })) ?? ((await isFull(act)) && refuse('too-many'))
  if (wrong) return wrong
  const id = await mintId(act.trx, act.deps, 'counter')
  await act.trx
    .insertInto('counter')
    .values({ id, unit: act.unit, ...form, closed_since: null, hall: Number(hall) })
    .execute()
  await deed(act, 'counter-added', id)
  if (hall) await noteSeats(act)
  else if (form.officer !== null) await noteSeat(act, { id, officer: form.officer })
  await bumpConfig(act.trx, act.unit)
  return { id }
}

export async function changeCounter(
  act: Acting,
  id: string,
  patch: CounterPatch,
): Promise<Changed | Refusal> {
  const { trx, unit, deps } = act
  const counter = await trx
    .selectFrom('counter')
    .selectAll()
    .where('id', '=', id)
    .where('unit', '=', unit)
    .executeTakeFirst()
  if (!counter) return refuse('not-found')
  const { closed = counter.closed_since !== null, ...named } = patch
  const next = { label: counter.label, name: counter.name, officer: counter.officer, ...defined(named) }
  const wrong = await counterTrouble(act, next, { hall: counter.hall === 1, self: counter })
  if (wrong) return wrong
  const closed_since = closed ? (counter.closed_since ?? deps.now()) : null
  await trx
    .updateTable('counter')
    .set({ ...next, closed_since })
    .where('id', '=', id)
    .execute()
  await bumpConfig(trx, unit)
  await deed(act, 'counter-changed', `${id} ${Object.keys(patch).sort().join(',')}`)
  if (next.officer !== counter.officer) await noteSeat(act, { id, officer: next.officer })
  return { id }
}

/** The officer must be of this unit and, where newly chosen, there today; and two counters must not bear one label. */
async function counterTrouble(
  { trx, unit, deps }: Acting,
  { label, officer }: CounterForm,
  { hall, self }: { hall: boolean; self?: Schema['counter'] },
): Promise<Refusal | undefined> {
  if (officer !== null && hall) return refuse('invalid', { fields: { officer: 'not-right' } })
  if (officer !== null) {
    const known = await trx
      .selectFrom('officer')
      .select('absences')
      .where('id', '=', officer)
      .where('unit', '=', unit)
      .executeTakeFirst()
    if (!known) return refuse('invalid', { fields: { officer: 'no-officer' } })
    if (officer !== self?.officer && isAway(absencesOf(known), localTime(deps.now()).day))
      return refuse('invalid', { fields: { officer: 'officer-away' } })
  }
  const others = await trx
    .selectFrom('counter')
    .select('label')
    .where('unit', '=', unit)
    .where('id', '!=', self?.id ?? '')
    .execute()
  if (!others.some((other) => other.label === label)) return undefined
  return refuse('taken', { fields: { label: 'taken' } })
}
