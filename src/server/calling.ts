import type { Changed } from '#src/protocol/session.ts'
import { bumpDeviceConfig } from './device-config.ts'
import { type Refusal, refuse } from './problems.ts'
import { deviceIn } from './replacing.ts'
import { type Acting, deed } from './units-change.ts'

/** Longer than any tablet waits between two exchanges, and then half a minute to find it by. */
const CALL_MS = 90_000

/**
 * The tablet is called: at its next exchange it hears so, sends at once what it still holds, and shows which one it is while nobody is at it. Nobody
 * is told when it answered, since a tablet exchanges right after each rating (P9).
 */
export async function callDevice(act: Acting, id: string): Promise<Changed | Refusal> {
  const { trx, deps } = act
  const device = await deviceIn(act, id)
  if (!device || device.retired === 1) return refuse('not-found')
  const called_until = deps.now() + CALL_MS
  await trx.updateTable('device').set({ called_until }).where('id', '=', id).execute()
  await bumpDeviceConfig(trx, id)
  await deed(act, 'device-called', id)
  return { id }
}
