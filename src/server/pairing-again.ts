import { logId } from '#src/domain/id.ts'
import { TabletState } from '#src/protocol/log-schema.ts'
import type { PairAgainRequest, PairAnswer } from '#src/protocol/pairing.ts'
import type { Schema } from './db/schema.ts'
import type { Deps, Trx } from './deps.ts'
import { bumpDeviceConfig, configFor } from './device-config.ts'
import { type Refusal, refuse } from './problems.ts'
import { readPoint, sha256 } from './signature.ts'
import { transact } from './transact.ts'
import { presentTime } from './trusted-time.ts'
import { lockUnit } from './unit.ts'
import { appendUnitEntry } from './unit-log.ts'

type Device = Schema['device']

/**
 * A tablet whose storage came back empty is known by its cookie: it gets its next generation under a new key, at once, and
 * the head reads how far the log before had come. `unknown`: nobody has that cookie, or the head retired its tablet.
 * Safe to say twice: a generation of which nothing ever came is given again.
 */
export function pairAgain(
  deps: Deps,
  { key }: PairAgainRequest,
  cookie: string | undefined,
): Promise<PairAnswer | 'unknown' | Refusal> {
  const refusal = readPoint(Buffer.from(key, 'base64url'))
    ? undefined
    : refuse('invalid', { fields: { key: 'bad-form' } })
  if (refusal) return Promise.resolve(refusal)
  if (!cookie) return Promise.resolve('unknown')
  return transact(deps, async (trx) => {
    const known = await deviceBy(trx, cookie)
    if (!known) return 'unknown'
    await lockUnit(trx, deps, known.unit)
    const device = await deviceBy(trx, cookie)
    if (!device || device.retired === 1) return 'unknown'
    return nextLife(trx, deps, device, key)
  })
}

function deviceBy(trx: Trx, cookie: string): Promise<Device | undefined> {
  return trx.selectFrom('device').selectAll().where('cookie', '=', sha256(cookie)).executeTakeFirst()
}

async function nextLife(trx: Trx, deps: Deps, device: Device, key: string): Promise<PairAnswer> {
  const before = await trx
    .selectFrom('log')
    .select(['id', 'head', 'hash'])
    .where('id', '=', logId(device.id, device.generation))
    .executeTakeFirst()
  const generation = before ? device.generation + 1 : device.generation
  const at = await presentTime(trx, deps)
  if (before) await note(trx, deps, device, { log: before.id, n: before.head, hash: before.hash, at })
  await trx.updateTable('device').set({ key, generation, state: null }).where('id', '=', device.id).execute()
  await bumpDeviceConfig(trx, device.id)
  const last = await trx
    .selectFrom('emptied')
    .select(['log', 'n', 'hash'])
    .where('device', '=', device.id)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    device: device.id,
    log: logId(device.id, generation),
    epoch: deps.epoch,
    config: await configFor(trx, deps, device.id),
    serverKeys: [{ kid: deps.keys.sign.kid, key: deps.keys.sign.key }],
    at,
    ...(last && { after: last }),
  }
}

type Stood = { log: string; n: number; hash: string; at: number }

/** `pending`: what the tablet said last of what it still had to send; it may have taken more since. */
async function note(trx: Trx, deps: Deps, device: Device, stood: Stood): Promise<void> {
  const pending = device.state === null ? null : TabletState.parse(JSON.parse(device.state)).pending
  await trx
    .insertInto('emptied')
    .values({ device: device.id, pending, ...stood })
    .execute()
  await appendUnitEntry(trx, deps, device.unit, 'deed', {
    by: null,
    deed: 'device-emptied',
    of: `${stood.log} ${stood.n}`,
  })
}
