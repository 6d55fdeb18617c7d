import type { Day } from '#src/domain/calendar.ts'
import type { Schema } from '../db/schema.ts'
import type { Trx } from '../deps.ts'
import { bumpConfig } from '../device-config.ts'

type Names = Pick<Schema['unit_name'], 'name' | 'place' | 'national_id'>

/** What the unit is called from that local day on. What it was called until then stays known; another name for the same day takes its place. */
export async function keepUnitName(trx: Trx, unit: string, from_day: Day, names: Names): Promise<void> {
  const before = await trx
    .selectFrom('unit')
    .select(['name', 'place', 'national_id'])
    .where('id', '=', unit)
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('unit_name')
    .values({ unit, from_day: '', ...before })
    .onConflict((known) => known.doNothing())
    .execute()
  await trx
    .insertInto('unit_name')
    .values({ unit, from_day, ...names })
    .onConflict((known) => known.columns(['unit', 'from_day']).doUpdateSet(names))
    .execute()
}

/** Its names, the first first; a unit that never was called otherwise has none here. */
export function unitNames(trx: Trx, unit: string): Promise<Schema['unit_name'][]> {
  return trx.selectFrom('unit_name').selectAll().where('unit', '=', unit).orderBy('from_day').execute()
}

/** From that local day on the unit bears the name that was set for it, and its tablets are told. */
export async function turnName(trx: Trx, unit: string, day: Day): Promise<void> {
  const last = (await unitNames(trx, unit)).findLast(({ from_day }) => from_day <= day)
  if (!last) return
  const { name, place, national_id } = last
  const { numUpdatedRows } = await trx
    .updateTable('unit')
    .set({ name, place, national_id })
    .where('id', '=', unit)
    .where((of) => of.or([of('name', '!=', name), of('place', '!=', place)]))
    .executeTakeFirst()
  if (numUpdatedRows > 0n) await bumpConfig(trx, unit)
}
