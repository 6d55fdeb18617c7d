import { DAY_MS } from '#src/domain/calendar.ts'
import { logId, symbols } from '#src/domain/id.ts'
import type { DeedKind } from '#src/protocol/deeds.ts'
import type { PairAnswer, PairRequest } from '#src/protocol/pairing.ts'
import type { PairingOffer } from '#src/protocol/session.ts'
import { countTry, takeBack } from './attempts.ts'
import type { Deps, Trx } from './deps.ts'
import { bumpDeviceConfig, configFor } from './device-config.ts'
import { keepKey } from './device-keys.ts'
import { pairingLimits } from './guessing.ts'
import { mintCookie } from './pairing-cookie.ts'
import { Refusal, refuse } from './problems.ts'
import { deviceIn, replaceDevice } from './replacing.ts'
import { readPoint, sha256 } from './signature.ts'
import { transact } from './transact.ts'
import { isOver } from './tree/there.ts'
import { presentTime } from './trusted-time.ts'
import { lockUnit } from './unit.ts'
import { type Acting, deed, mintId } from './units-change.ts'

const CODE_MS = 10 * 60_000

/**
 * A code for one tablet at that counter: 40 bits, shown once; the database keeps its hash. `replaces`: the tablet in whose place it
 * comes, which was emptied or is gone.
 */
export async function offerCode(
  act: Acting,
  counter: string,
  replaces?: string,
): Promise<PairingOffer | Refusal> {
  const { trx, deps, unit } = act
  if (await isOver(act)) return refuse('unit-over')
  const known = await trx
    .selectFrom('counter')
    .select('id')
    .where('id', '=', counter)
    .where('unit', '=', unit)
    .executeTakeFirst()
  if (!known) return refuse('invalid', { fields: { counter: 'no-counter' } })
  if (replaces !== undefined && !(await deviceIn(act, replaces)))
    return refuse('invalid', { fields: { replaces: 'no-device' } })
  const code = symbols(deps.random(8))
  const expires = deps.now() + CODE_MS
  await trx
    .deleteFrom('pairing_code')
    .where('expires_at', '<', deps.now() - DAY_MS)
    .execute()
  await trx
    .insertInto('pairing_code')
    .values({
      code: sha256(code),
      unit,
      counter,
      expires_at: expires,
      used_at: null,
      replaces: replaces ?? null,
    })
    .execute()
  await deed(act, 'code-offered', counter)
  const shown = `${code.slice(0, 4)}-${code.slice(4)}`.toUpperCase()
  return { code: shown, seconds: CODE_MS / 1000, expires, address: `${deps.publicUrl}/kiosk/#${shown}` }
}

export type Paired = { answer: PairAnswer; cookie: string }

/**
 * A new device in practice, and the secret of the cookie by which it is recognised when it was emptied. The try is counted before
 * the code is looked at, in a transaction of its own: the rows that everybody counts under are not held while a unit is locked.
 */
export async function pairDevice(
  deps: Deps,
  request: PairRequest,
  address: string,
): Promise<Paired | Refusal> {
  if (!readPoint(Buffer.from(request.key, 'base64url')))
    return refuse('invalid', { fields: { key: 'bad-form' } })
  const limits = pairingLimits(deps, address)
  const slow = await countTry(deps, limits)
  if (slow) return slow
  return transact(deps, async (trx) => {
    const paired = await makeDevice(trx, deps, request)
    // Only a code that never was is a guess.
    const guessed = paired instanceof Refusal && paired.code === 'code-wrong'
    if (!guessed) await takeBack(trx, deps, limits)
    return paired
  })
}

async function makeDevice(trx: Trx, deps: Deps, { code, key }: PairRequest): Promise<Paired | Refusal> {
  const place = await useCode(trx, deps, code)
  if (place instanceof Refusal) return place
  const { unit, counter, replaces } = place
  await lockUnit(trx, deps, unit)
  const device = await mintId(trx, deps, 'device')
  const { cookie, hash } = mintCookie(deps)
  await trx
    .insertInto('device')
    .values({
      id: device,
      unit,
      counter,
      key,
      generation: 1,
      practice: 1,
      retired: 0,
      paired_at: await presentTime(trx, deps),
      config_version: 0,
      cookie: hash,
      state: null,
      seen_at: null,
      replaces,
    })
    .execute()
  await deed({ trx, deps, unit, by: null }, 'device-paired', `${device} ${counter}`)
  await keepKey({ trx, deps, unit, by: null }, { device, key })
  if (replaces !== null) await replaceDevice({ trx, deps, unit, by: null }, replaces, device)
  const answer: PairAnswer = {
    device,
    log: logId(device, 1),
    epoch: deps.epoch,
    config: await configFor(trx, deps, { id: device, key }),
    serverKeys: [{ kid: deps.keys.sign.kid, key: deps.keys.sign.key }],
    at: deps.now(),
  }
  return { answer, cookie }
}

/** Where the code leads, used up; of two at once one gets it. */
async function useCode(
  trx: Trx,
  deps: Deps,
  code: string,
): Promise<{ unit: string; counter: string; replaces: string | null } | Refusal> {
  const now = deps.now()
  const used = await trx
    .updateTable('pairing_code')
    .set({ used_at: now })
    .where('code', '=', sha256(code))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['unit', 'counter', 'replaces'])
    .executeTakeFirst()
  if (used) return used
  const found = await trx
    .selectFrom('pairing_code')
    .select('used_at')
    .where('code', '=', sha256(code))
    .executeTakeFirst()
  if (!found) return refuse('code-wrong')
  return refuse(found.used_at === null ? 'code-expired' : 'code-used')
}

/** Practice ends: from the next exchange on the tablet's ratings count. */
export async function beginDevice(act: Acting, device: string): Promise<{ id: string } | Refusal> {
  return changeDevice(act, device, 'device-begun', { practice: 0 })
}

/** What a retired tablet still sends is held apart; its log stays. */
export async function retireDevice(act: Acting, device: string): Promise<{ id: string } | Refusal> {
  return changeDevice(act, device, 'device-retired', { retired: 1 })
}

/** Safe to say twice: the second time changes nothing and is no entry. */
async function changeDevice(
  act: Acting,
  device: string,
  name: DeedKind,
  change: { practice: 0 } | { retired: 1 },
): Promise<{ id: string } | Refusal> {
  const { trx, unit } = act
  const found = await trx
    .selectFrom('device')
    .select(['practice', 'retired'])
    .where('id', '=', device)
    .where('unit', '=', unit)
    .executeTakeFirst()
  if (!found) return refuse('not-found')
  const already = 'practice' in change ? found.practice === 0 : found.retired === 1
  if (already) return { id: device }
  await trx.updateTable('device').set(change).where('id', '=', device).execute()
  await bumpDeviceConfig(trx, device)
  await deed(act, name, device)
  return { id: device }
}
