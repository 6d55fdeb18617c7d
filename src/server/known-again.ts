import { localTime } from '#src/domain/calendar.ts'
import { parseLogId } from '#src/domain/id.ts'
import { Config } from '#src/protocol/config.ts'
import { KnownClaim, type SignedClaim } from '#src/protocol/pairing.ts'
import { signedText } from '#src/protocol/signed.ts'
import { insertRows } from './db/insert.ts'
import type { Deps, Trx } from './deps.ts'
import { isKept, keepKey } from './device-keys.ts'
import { readJson } from './json.ts'
import { mintCookie } from './pairing-cookie.ts'
import { type Refusal, refuse } from './problems.ts'
import { replaceDevice } from './replacing.ts'
import { verifySigned, verifyText } from './signature.ts'
import { transact } from './transact.ts'
import { lockUnit } from './unit.ts'
import { type Acting, deed } from './units-change.ts'

/** What a tablet has shown and is believed. */
type Shown = { generation: number; paired: NonNullable<Config['paired']>; config: Config }

/** Known; with a new cookie where nothing was known of it. */
export type KnownAgain = { cookie: string | undefined }

/**
 * Takes up a tablet of which the database knows nothing, or not its key, because it was put back to a backup from before the
 * pairing. The tablet shows the config that this very server signed for it, which names its key, and signs that with the key: so
 * it goes on as the tablet that it was, and its log counts whole. Nothing else makes it known. Safe to say twice. `within`: the
 * unit whose tablet it must be, or null for any.
 */
export async function knowAgain(
  deps: Deps,
  claim: SignedClaim,
  within: string | null,
): Promise<KnownAgain | Refusal> {
  const shown = readClaim(deps, claim)
  if (!shown || (within !== null && shown.config.unit.id !== within)) return refuse('unknown-device')
  return transact(deps, (trx) => takeUp(trx, deps, shown))
}

function readClaim({ keys }: Deps, { line, sig }: SignedClaim): Shown | undefined {
  const said = readJson(KnownClaim, line)
  if (!said || !verifySigned(keys.sign.key, 'config', said.config)) return undefined
  const config = readJson(Config, said.config.line)
  const { owner, generation } = parseLogId(said.log)
  if (!config?.paired || config.device !== owner) return undefined
  const { paired } = config
  return verifyText(paired.key, signedText('known', line), sig) ? { generation, paired, config } : undefined
}

async function takeUp(trx: Trx, deps: Deps, shown: Shown): Promise<KnownAgain | Refusal> {
  const { config, paired } = shown
  const { device, unit } = config
  const of = await trx.selectFrom('unit').select('id').where('id', '=', unit.id).executeTakeFirst()
  if (!of) return refuse('unknown-device')
  await lockUnit(trx, deps, unit.id)
  const known = await trx.selectFrom('device').select('unit').where('id', '=', device).executeTakeFirst()
  if (known && known.unit !== unit.id) return refuse('unknown-device')
  const cookie = known ? undefined : await putBack({ trx, deps, unit: unit.id, by: null }, shown)
  if (known && !(await isKept(trx, { device, key: paired.key }))) await forgetOwnTries(trx, deps, device)
  await keepKey({ trx, deps, unit: unit.id, by: null }, { device, key: paired.key })
  return { cookie }
}

/** A tablet asks to be known as soon as it was refused; more refusals than these are not its own. */
const OWN_TRIES = 3

/** What it had sent under the key that was not known was no forgery: today's refusals of that go, unless there were more. */
async function forgetOwnTries(trx: Trx, { now }: Deps, device: string): Promise<void> {
  await trx
    .deleteFrom('refusal')
    .where('device', '=', device)
    .where('code', '=', 'bad-signature')
    .where('day', '=', localTime(now()).day)
    .where('count', '<=', OWN_TRIES)
    .execute()
}

/** The tablet as its config says that it was, with the counter where that came after the backup too; answers its cookie. */
async function putBack(act: Acting, { config, generation, paired }: Shown): Promise<string> {
  const { trx, deps, unit } = act
  const { id: counter, label, name } = config.counter
  const hall = config.hall ? 1 : 0
  const place = { id: counter, unit, label, name, officer: null, closed_since: config.closedSince, hall }
  await insertRows({ trx, dialect: deps.dialect }, 'counter', [place], { orIgnore: true })
  const { cookie, hash } = mintCookie(deps)
  await trx
    .insertInto('device')
    .values({
      id: config.device,
      unit,
      counter,
      key: paired.key,
      generation,
      practice: Number(config.practice),
      retired: Number(config.retired),
      paired_at: paired.at,
      config_version: 0,
      cookie: hash,
      state: null,
      seen_at: null,
      replaces: paired.replaces ?? null,
    })
    .execute()
  await deed(act, 'device-known-again', `${config.device} ${counter}`)
  if (paired.replaces) await replaceDevice(act, paired.replaces, config.device)
  return cookie
}
