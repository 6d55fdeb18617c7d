import { localTime } from '#src/domain/calendar.ts'
import { insertRows } from '../db/insert.ts'
import type { Acting } from '../units-change.ts'

/**
 * What accounts and units of elsewhere are called, written beside the unit's log from that entry on: its own names are found by themselves,
 * and these are not the unit's.
 */
export async function nameThere(
  { trx, deps, unit }: Pick<Acting, 'trx' | 'deps' | 'unit'>,
  n: number,
  ids: readonly string[],
): Promise<void> {
  const named = async (table: 'account' | 'unit') =>
    trx.selectFrom(table).select(['id', 'name']).where('id', 'in', ids).execute()
  const rows = [...(await named('account')), ...(await named('unit'))].map(({ id, name }) => ({
    ...{ unit, id, n, name },
  }))
  await insertRows({ trx, dialect: deps.dialect }, 'name_since', rows, { orIgnore: true })
}

/** Whether the unit's last day is past: nothing is added to it any more. */
export async function isOver({ trx, deps, unit }: Pick<Acting, 'trx' | 'deps' | 'unit'>): Promise<boolean> {
  const { last_day } = await trx
    .selectFrom('unit')
    .select('last_day')
    .where('id', '=', unit)
    .executeTakeFirstOrThrow()
  return last_day !== null && last_day < localTime(deps.now()).day
}
