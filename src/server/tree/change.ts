import { addDays, localTime } from '#src/domain/calendar.ts'
import type { Changed } from '#src/protocol/session.ts'
import type { CloseForm, NameForm } from '#src/protocol/tree.ts'
import type { Trx } from '../deps.ts'
import { type Refusal, refuse } from '../problems.ts'
import { type Acting, deed } from '../units-change.ts'
import { unitsBelow } from './below.ts'
import { nationalIdTrouble } from './found.ts'
import { keepUnitName, turnName } from './names.ts'
import { isOver, nameThere } from './there.ts'

/** How far ahead a change of names or units is set. */
const AHEAD_DAYS = 366

export type ActingThere = Acting & { by: string; home: string }

/** What the unit is called from that day on; today at once. */
export async function nameUnit(
  act: ActingThere,
  { name, place, nationalId, from }: NameForm,
): Promise<Changed | Refusal> {
  const { trx, deps, unit, by } = act
  const today = localTime(deps.now()).day
  if (await isOver(act)) return refuse('unit-over')
  const wrong = dayTrouble('from', from, today) ?? (await nationalIdTrouble(trx, nationalId, unit))
  if (wrong) return wrong
  await keepUnitName(trx, unit, from, { name, place, national_id: nationalId || null })
  await turnName(trx, unit, today)
  const n = await deed(act, 'unit-renamed', `${unit} ${from}`)
  await nameThere(act, n, [by, unit])
  return { id: unit }
}

/**
 * The unit's last day, and who comes after it. Its tallies stay its own, under its name of then; from the next day on the successors' heads
 * read what of them is closed. Until that day is over it can be said anew.
 */
export async function closeUnitBy(act: ActingThere, { last, into }: CloseForm): Promise<Changed | Refusal> {
  const { trx, deps, unit, by } = act
  const wrong = await closeTrouble(act, { last, into })
  if (wrong) return wrong
  const from_day = addDays(last, 1)
  await trx.updateTable('unit').set({ last_day: last }).where('id', '=', unit).execute()
  await trx.deleteFrom('succession').where('former', '=', unit).execute()
  const successors = [...new Set(into)].sort()
  if (successors.length > 0)
    await trx
      .insertInto('succession')
      .values(successors.map((successor) => ({ former: unit, successor, from_day })))
      .execute()
  const n = await deed(act, 'unit-closing', [unit, last].join(' '))
  await nameThere(act, n, [by, unit])
  for (const successor of successors) {
    const there = { deps, trx, unit: successor, by }
    await nameThere(there, await deed(there, 'unit-succeeds', `${unit} ${from_day}`), [by, unit])
  }
  return { id: unit }
}

async function closeTrouble(
  { trx, deps, unit, home }: ActingThere,
  { last, into }: CloseForm,
): Promise<Refusal | undefined> {
  const today = localTime(deps.now()).day
  if (await isOver({ trx, deps, unit })) return refuse('unit-over')
  const wrong = dayTrouble('last', last, today)
  if (wrong) return wrong
  const below = await unitsBelow(trx, home)
  const stands = ({ last_day: end }: { last_day: string | null }) => end === null || end > last
  if (below.some((one) => one.parent === unit && stands(one)) || (await isAwaiting(trx, unit, today)))
    return refuse('invalid', { fields: { last: 'has-units' } })
  const known = new Set(below.filter(stands).map(({ id }) => id))
  const strange = into.some((id) => id === unit || !known.has(id))
  return strange ? refuse('invalid', { fields: { into: 'no-unit' } }) : undefined
}

/** Whether a unit is to come below that one. */
async function isAwaiting(trx: Trx, unit: string, today: string): Promise<boolean> {
  const found = await trx
    .selectFrom('unit_parent')
    .select('unit')
    .where('parent', '=', unit)
    .where('from_day', '>', today)
    .executeTakeFirst()
  return found !== undefined
}

export function dayTrouble(field: string, day: string, today: string): Refusal | undefined {
  if (day < today) return refuse('invalid', { fields: { [field]: 'day-past' } })
  return day > addDays(today, AHEAD_DAYS) ? refuse('invalid', { fields: { [field]: 'day-far' } }) : undefined
}
