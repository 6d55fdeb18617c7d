import { insertRows } from './db/insert.ts'
import type { Schema } from './db/schema.ts'
import type { Trx } from './deps.ts'
import { sha256 } from './signature.ts'
import { type Acting, deed } from './units-change.ts'

type Given = Schema['device_key']

/**
 * Of every key that a tablet is given: what it signs with one of them is its own for ever. The unit's log names it, so that
 * nobody who holds only the database gives a tablet a key. Safe to say twice. The caller holds the unit's lock.
 */
export async function keepKey(act: Acting, given: Given): Promise<void> {
  const { trx, deps } = act
  if (await isKept(trx, given)) return
  await insertRows({ trx, dialect: deps.dialect }, 'device_key', [given], { orIgnore: true })
  await deed(act, 'device-key', keyNamed(given))
}

export async function isKept(trx: Trx, { device, key }: Given): Promise<boolean> {
  const found = await trx
    .selectFrom('device_key')
    .select('key')
    .where('device', '=', device)
    .where('key', '=', key)
    .executeTakeFirst()
  return found !== undefined
}

/** Every key that the unit's tablets have, named: what its first closing says, since earlier versions named none. */
export async function namedKeys(trx: Trx, unit: string): Promise<string[]> {
  const given = await trx
    .selectFrom('device_key')
    .innerJoin('device', 'device.id', 'device_key.device')
    .select(['device_key.device', 'device_key.key'])
    .where('device.unit', '=', unit)
    .execute()
  return given.map(keyNamed).sort()
}

/** As the unit's log says it: the tablet, and the hash of its key. */
export function keyNamed({ device, key }: Given): string {
  return `${device} ${sha256(key)}`
}
