import { logId } from '#src/domain/id.ts'
import type { PairAgainRequest, PairAnswer } from '#src/protocol/pairing.ts'
import type { Schema } from './db/schema.ts'
import type { Deps, Trx } from './deps.ts'
import { bumpDeviceConfig, configFor } from './device-config.ts'
import { keepKey } from './device-keys.ts'
import { noteEmptied, standOf } from './emptied.ts'
import { type Refusal, refuse } from './problems.ts'
import { readPoint, sha256 } from './signature.ts'
import { transact } from './transact.ts'
import { presentTime } from './trusted-time.ts'
import { lockUnit } from './unit.ts'
import { deed } from './units-change.ts'

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

/**
 * A tablet that asks again so soon heard no answer; later it has lost what it took on its new log, and so it may have where
 * the server's clock went back or is not sure, and stands.
 */
const ASKS_AGAIN_MS = 10 * 60_000

async function nextLife(trx: Trx, deps: Deps, device: Device, key: string): Promise<PairAnswer> {
  const at = await presentTime(trx, deps)
  const stood = await standOf(trx, device)
  const since = at - (await givenAt(trx, device))
  const begins = stood !== undefined || since <= 0 || since > ASKS_AGAIN_MS
  const generation = begins ? device.generation + 1 : device.generation
  if (begins) {
    const of = await noteEmptied(trx, deps, { device, stood, at })
    await deed({ trx, deps, unit: device.unit, by: null }, 'device-emptied', of)
  }
  await trx.updateTable('device').set({ key, generation, state: null }).where('id', '=', device.id).execute()
  await keepKey({ trx, deps, unit: device.unit, by: null }, { device: device.id, key })
  await bumpDeviceConfig(trx, device.id)
  const last = await lastEmptied(trx, device)
  return {
    device: device.id,
    log: logId(device.id, generation),
    epoch: deps.epoch,
    config: await configFor(trx, deps, { id: device.id, key }),
    serverKeys: [{ kid: deps.keys.sign.kid, key: deps.keys.sign.key }],
    at,
    ...(last && { after: { log: last.log, n: last.n, hash: last.hash } }),
  }
}

/** When its newest log was given to it. */
async function givenAt(trx: Trx, device: Device): Promise<number> {
  return (await lastEmptied(trx, device))?.at ?? device.paired_at
}

function lastEmptied(trx: Trx, { id }: Device) {
  return trx
    .selectFrom('emptied')
    .select(['log', 'n', 'hash', 'at'])
    .where('device', '=', id)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
}
