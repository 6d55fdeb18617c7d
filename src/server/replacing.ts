import type { Schema } from './db/schema.ts'
import { bumpDeviceConfig } from './device-config.ts'
import { noteEmptied, standOf } from './emptied.ts'
import { presentTime } from './trusted-time.ts'
import { type Acting, deed } from './units-change.ts'

/**
 * Closes the log of a tablet that another now stands for: what it held and did not send is named, what still comes is held. Nothing
 * where the unit has no such tablet. Safe to say twice.
 */
export async function replaceDevice(act: Acting, old: string, by: string): Promise<void> {
  const { trx, deps } = act
  const device = await deviceIn(act, old)
  if (!device) return
  const stood = await standOf(trx, device)
  const lost = await noteEmptied(trx, deps, { device, stood, at: await presentTime(trx, deps) })
  await trx.updateTable('device').set({ retired: 1 }).where('id', '=', old).execute()
  await bumpDeviceConfig(trx, old)
  await deed(act, 'device-replaced', `${old} ${by} ${lost}`)
}

/** A tablet of this unit; undefined where it is another's, or nobody's. */
export function deviceIn({ trx, unit }: Acting, id: string): Promise<Schema['device'] | undefined> {
  return trx.selectFrom('device').selectAll().where('id', '=', id).where('unit', '=', unit).executeTakeFirst()
}
