import { localTime } from '#src/domain/calendar.ts'
import type { Entry } from '#src/domain/entry.ts'
import { logId, symbols } from '#src/domain/id.ts'
import type { Deed } from '#src/domain/kinds.ts'
import type { DeedKind } from '#src/protocol/deeds.ts'
import type { Changed, UnitPatch } from '#src/protocol/session.ts'
import { unconfined } from './db/confine.ts'
import { insertRows } from './db/insert.ts'
import type { Deps, Trx } from './deps.ts'
import { bumpConfig, UnitSettings } from './device-config.ts'
import { keepNames } from './names.ts'
import { type Refusal, refuse } from './problems.ts'
import { keepUnitName } from './tree/names.ts'
import { appendUnitEntry } from './unit-log.ts'

/** Who does something in which unit, within one transaction; `by` null: the operator, in the terminal. */
export type Acting = { deps: Deps; trx: Trx; unit: string; by: string | null }

/** After these something has another name than before. */
const NAMING = /^(set-up|(counter|officer|roster|account)-(added|changed)|token-made)$/

/** These tell whom ratings are credited to (duties/told.ts). */
const DECIDING = /^(duty-(kept|corrected)|counter-officer)$/

/** Everything that somebody does is an entry of the unit's log: ids and plain facts. What these are called is kept beside it. Answers its number. */
export async function deed(act: Acting, name: DeedKind, of = ''): Promise<number> {
  const { trx, deps, unit, by } = act
  const body: Deed = { by, deed: name, of }
  const { n, line } = await appendUnitEntry(trx, deps, unit, 'deed', body)
  if (NAMING.test(name)) await keepNames(act, of.split(' '), n)
  if (DECIDING.test(name)) {
    const { at } = JSON.parse(line) as Entry
    await insertRows({ trx, dialect: deps.dialect }, 'duty_entry', [{ log: logId(unit, 1), n, unit, at }])
  }
  return n
}

/** An id that is free now; six symbols leave room for a billion, so a second draw is rare. */
export async function mintId(
  trx: Trx,
  deps: Deps,
  table: 'unit' | 'account' | 'token' | 'counter' | 'officer' | 'device',
): Promise<string> {
  for (;;) {
    const id = symbols(deps.random(table === 'device' ? 8 : 6))
    const holder = () => trx.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst()
    if (!(await unconfined(trx, deps.dialect, holder))) return id
  }
}

export async function changeUnit(act: Acting, patch: UnitPatch): Promise<Changed | Refusal> {
  const { trx, unit } = act
  if (patch.urgent && !(await mayReceive(act, patch.urgent)))
    return refuse('invalid', { fields: { urgent: 'no-account' } })
  const { settings } = await trx
    .selectFrom('unit')
    .select('settings')
    .where('id', '=', unit)
    .executeTakeFirstOrThrow()
  const { name, place, ...settled } = patch
  const changed = {
    ...(name !== undefined && { name }),
    ...(place !== undefined && { place }),
    settings: JSON.stringify({
      ...UnitSettings.parse(JSON.parse(settings)),
      ...defined(settled),
    }),
  }
  if (name !== undefined || place !== undefined) await renamed(act, { name, place })
  await trx.updateTable('unit').set(changed).where('id', '=', unit).execute()
  await bumpConfig(trx, unit)
  await deed(act, 'unit-changed', Object.keys(patch).sort().join(','))
  return { id: unit }
}

/** Heads and deputies of the unit whose accounts are in use. */
async function mayReceive({ trx, unit }: Acting, accounts: readonly string[]): Promise<boolean> {
  const rows = await trx
    .selectFrom('account')
    .select('id')
    .where('unit', '=', unit)
    .where('role', 'in', ['head', 'deputy'])
    .where('ended_at', 'is', null)
    .execute()
  return accounts.every((account) => rows.some(({ id }) => id === account))
}

/** What it was called until today stays known. */
async function renamed(
  { trx, deps, unit }: Acting,
  { name, place }: Pick<UnitPatch, 'name' | 'place'>,
): Promise<void> {
  const before = await trx
    .selectFrom('unit')
    .select(['name', 'place', 'national_id'])
    .where('id', '=', unit)
    .executeTakeFirstOrThrow()
  const names = { ...before, ...(name !== undefined && { name }), ...(place !== undefined && { place }) }
  if (names.name === before.name && names.place === before.place) return
  await keepUnitName(trx, unit, localTime(deps.now()).day, names)
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** What is absent from a patch stays as it was. */
export function defined<T extends object>(patch: T): Partial<Defined<T>> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Partial<
    Defined<T>
  >
}
