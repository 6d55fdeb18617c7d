import type { Changed, MoveForm } from '#src/protocol/session.ts'
import { bumpDeviceConfig } from './device-config.ts'
import { keepNames } from './names.ts'
import { type Refusal, refuse } from './problems.ts'
import { deviceIn } from './replacing.ts'
import { type Acting, deed } from './units-change.ts'

/**
 * The tablet stands at another counter: from its next exchange on ratings are of that one, and those before stay where they were
 * given. Safe to say twice.
 */
export async function moveDevice(act: Acting, id: string, { counter }: MoveForm): Promise<Changed | Refusal> {
  const { trx, unit } = act
  const device = await deviceIn(act, id)
  if (!device || device.retired === 1) return refuse('not-found')
  const known = await trx
    .selectFrom('counter')
    .select('id')
    .where('id', '=', counter)
    .where('unit', '=', unit)
    .executeTakeFirst()
  if (!known) return refuse('invalid', { fields: { counter: 'no-counter' } })
  if (device.counter === counter) return { id }
  await keepNames(act, [id], 1) // what was done with it before was done at the counter of then
  await trx.updateTable('device').set({ counter }).where('id', '=', id).execute()
  await bumpDeviceConfig(trx, id)
  const n = await deed(act, 'device-moved', `${id} ${counter}`)
  await keepNames(act, [id], n)
  return { id }
}
