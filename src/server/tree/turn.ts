import type { Day } from '#src/domain/calendar.ts'
import { closingTime, halfDayOf } from '#src/domain/calendar.ts'
import type { Deps, Trx } from '../deps.ts'
import { bumpConfig } from '../device-config.ts'
import { deed } from '../units-change.ts'
import { turnName } from './names.ts'
import { turnParent } from './parents.ts'

type Turning = { trx: Trx; deps: Deps; unit: string }

/**
 * What that closing turns: from the half day after it a unit may bear another name, stand under another one, or be over, and then its counters are closed. What its
 * tablets still send is taken as ever. The caller holds the unit's lock.
 */
export async function turnUnit({ trx, deps, unit }: Turning, release: number): Promise<void> {
  const { day } = halfDayOf(release + 1)
  await turnName(trx, unit, day)
  await turnParent(trx, unit, day)
  await endUnit({ trx, deps, unit }, { day, at: closingTime(release) })
}

async function endUnit({ trx, deps, unit }: Turning, { day, at }: { day: Day; at: number }): Promise<void> {
  const { last_day } = await trx
    .selectFrom('unit')
    .select('last_day')
    .where('id', '=', unit)
    .executeTakeFirstOrThrow()
  if (last_day === null || day <= last_day) return
  const open = await trx
    .selectFrom('counter')
    .select('id')
    .where('unit', '=', unit)
    .where('closed_since', 'is', null)
    .orderBy('id')
    .execute()
  for (const { id } of open) {
    await trx.updateTable('counter').set({ closed_since: at }).where('id', '=', id).execute()
    await deed({ trx, deps, unit, by: null }, 'counter-changed', `${id} closed`)
  }
  if (open.length > 0) await bumpConfig(trx, unit)
}
