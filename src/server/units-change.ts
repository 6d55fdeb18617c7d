import { symbols } from '#src/domain/id.ts'
import type { Deed } from '#src/domain/kinds.ts'
import type {
  Changed,
  CounterForm,
  CounterPatch,
  OfficerForm,
  OfficerPatch,
  UnitPatch,
} from '#src/protocol/session.ts'
import type { Deps, Trx } from './deps.ts'
import { bumpConfig, UnitSettings } from './device-config.ts'
import { type Refusal, refuse } from './problems.ts'
import { appendUnitEntry } from './unit-log.ts'

/** Who does something in which unit, within one transaction; `by` null: the operator, in the terminal. */
export type Acting = { deps: Deps; trx: Trx; unit: string; by: string | null }

/** Everything that a head does is an entry of the unit's log: ids and plain facts. */
export async function deed({ trx, deps, unit, by }: Acting, name: string, of: string): Promise<void> {
  const body: Deed = { by, deed: name, of }
  await appendUnitEntry(trx, deps, unit, 'deed', body)
}

/** An id that is free now; six symbols leave room for a billion, so a second draw is rare. */
export async function mintId(
  trx: Trx,
  deps: Deps,
  table: 'unit' | 'account' | 'counter' | 'officer' | 'device',
): Promise<string> {
  for (;;) {
    const id = symbols(deps.random(table === 'device' ? 8 : 6))
    const found = await trx.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst()
    if (!found) return id
  }
}

export async function changeUnit(act: Acting, patch: UnitPatch): Promise<Changed> {
  const { trx, unit } = act
  const { settings } = await trx
    .selectFrom('unit')
    .select('settings')
    .where('id', '=', unit)
    .executeTakeFirstOrThrow()
  const { name, place, hours, meet } = patch
  const changed = {
    ...(name !== undefined && { name }),
    ...(place !== undefined && { place }),
    settings: JSON.stringify({
      ...UnitSettings.parse(JSON.parse(settings)),
      ...(hours !== undefined && { hours }),
      ...(meet !== undefined && { meet }),
    }),
  }
  await trx.updateTable('unit').set(changed).where('id', '=', unit).execute()
  await bumpConfig(trx, unit)
  await deed(act, 'unit-changed', Object.keys(patch).sort().join(','))
  return { id: unit }
}

/** Far more than any office has: who adds more is a program that went wrong, and every look at the unit would carry them all. */
const AT_MOST = { counter: 300, officer: 2_000 } as const

async function isFull({ trx, unit }: Acting, table: keyof typeof AT_MOST): Promise<boolean> {
  const { n } = await trx
    .selectFrom(table)
    .select((e) => e.fn.countAll().as('n'))
    .where('unit', '=', unit)
    .executeTakeFirstOrThrow()
  return Number(n) >= AT_MOST[table]
}

export async function addCounter(act: Acting, form: CounterForm): Promise<Changed | Refusal> {
  const wrong = (await counterTrouble(act, form)) ?? ((await isFull(act, 'counter')) && refuse('too-many'))
  if (wrong) return wrong
  const id = await mintId(act.trx, act.deps, 'counter')
  await act.trx
    .insertInto('counter')
    .values({ id, unit: act.unit, ...form, closed_since: null })
    .execute()
  await deed(act, 'counter-added', id)
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
  const wrong = await counterTrouble(act, next, id)
  if (wrong) return wrong
  const closed_since = closed ? (counter.closed_since ?? deps.now()) : null
  await trx
    .updateTable('counter')
    .set({ ...next, closed_since })
    .where('id', '=', id)
    .execute()
  await bumpConfig(trx, unit)
  await deed(act, 'counter-changed', `${id} ${Object.keys(patch).sort().join(',')}`)
  return { id }
}

export async function addOfficer(act: Acting, form: OfficerForm): Promise<Changed | Refusal> {
  if (await isFull(act, 'officer')) return refuse('too-many')
  const id = await mintId(act.trx, act.deps, 'officer')
  await act.trx
    .insertInto('officer')
    .values({ id, unit: act.unit, ...form })
    .execute()
  await deed(act, 'officer-added', id)
  return { id }
}

export async function changeOfficer(
  act: Acting,
  id: string,
  patch: OfficerPatch,
): Promise<Changed | Refusal> {
  const { trx, unit } = act
  const officer = await trx
    .selectFrom('officer')
    .selectAll()
    .where('id', '=', id)
    .where('unit', '=', unit)
    .executeTakeFirst()
  if (!officer) return refuse('not-found')
  const next = { name: officer.name, title: officer.title, ...defined(patch) }
  await trx.updateTable('officer').set(next).where('id', '=', id).execute()
  await bumpConfig(trx, unit)
  await deed(act, 'officer-changed', `${id} ${Object.keys(patch).sort().join(',')}`)
  return { id }
}

/** The officer must be of this unit, and two counters must not bear one label. */
async function counterTrouble(
  { trx, unit }: Acting,
  { label, officer }: CounterForm,
  self = '',
): Promise<Refusal | undefined> {
  if (officer !== null) {
    const known = await trx
      .selectFrom('officer')
      .select('id')
      .where('id', '=', officer)
      .where('unit', '=', unit)
      .executeTakeFirst()
    if (!known) return refuse('invalid', { fields: { officer: 'no-officer' } })
  }
  const others = await trx
    .selectFrom('counter')
    .select('label')
    .where('unit', '=', unit)
    .where('id', '!=', self)
    .execute()
  if (!others.some((other) => other.label === label)) return undefined
  return refuse('taken', { fields: { label: 'taken' } })
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** What is absent from a patch stays as it was. */
function defined<T extends object>(patch: T): Partial<Defined<T>> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Partial<
    Defined<T>
  >
}
