import { isAway } from '#src/domain/absence.ts'
import { localTime } from '#src/domain/calendar.ts'
import { isEasyPin } from '#src/domain/pin.ts'
import type { PinForm, PinLink, PinLinkAnswer } from '#src/protocol/pins.ts'
import { absencesOf } from '../absences.ts'
import { countTry, type Limit, takeBack } from '../attempts.ts'
import type { Deps, Trx } from '../deps.ts'
import { bumpConfig } from '../device-config.ts'
import { pinLinkLimits } from '../guessing.ts'
import { pinVerifier } from '../passwords.ts'
import { Refusal, refuse } from '../problems.ts'
import { sha256 } from '../signature.ts'
import { transact } from '../transact.ts'
import { lockUnit } from '../unit.ts'
import { deed } from '../units-change.ts'
import { forgetTries } from './offer.ts'

/** OWASP's number for PBKDF2-SHA-256 (Password Storage Cheat Sheet). What a million PINs hold then: docs/SECURITY.md. */
const ROUNDS = 600_000

type Owner = { officer: string; name: string; unit: string; unit_name: string }

/** Whose PIN the link sets. A wrong one counts as a guess. */
export async function ownerOfLink(
  deps: Deps,
  { token }: PinLink,
  address: string,
): Promise<PinLinkAnswer | Refusal> {
  const limits = pinLinkLimits(deps, address)
  const slow = await countTry(deps, limits)
  if (slow) return slow
  const owner = await knownOwner(deps, token, limits)
  return owner instanceof Refusal ? owner : { officer: owner.name, unit: owner.unit_name }
}

/**
 * The officer's PIN, by their own hand; the link is used up, and of two at once one gets it. Nothing is stretched for who has no good
 * link, and stretching holds no transaction.
 */
export async function setPin(
  deps: Deps,
  { token, pin }: PinForm,
  address: string,
): Promise<object | Refusal> {
  if (isEasyPin(pin)) return refuse('invalid', { fields: { pin: 'easy-pin' } })
  const limits = pinLinkLimits(deps, address)
  const slow = await countTry(deps, limits)
  if (slow) return slow
  const owner = await knownOwner(deps, token, [])
  if (owner instanceof Refusal) return owner
  const { salt, rounds, hash: stretched } = await pinVerifier(pin, deps.random, ROUNDS)
  return transact(deps, async (trx) => {
    await lockUnit(trx, deps, owner.unit)
    await takeBack(trx, deps, limits)
    if (!(await ownerOf(trx, deps, token))) return refuse('pin-link-used')
    const { officer, unit } = owner
    const now = deps.now()
    // Who was let set another one is believed to be the officer: a lock of the one before is over.
    const row = { salt, rounds, stretched, set_at: now, locked_at: null, tries_from: now }
    await trx.deleteFrom('pin_link').where('officer', '=', officer).execute()
    await trx
      .insertInto('officer_pin')
      .values({ officer, ...row })
      .onConflict((found) => found.column('officer').doUpdateSet(row))
      .execute()
    await forgetTries({ trx }, officer)
    await bumpConfig(trx, unit)
    await deed({ trx, deps, unit, by: null }, 'pin-set', officer)
    return {}
  })
}

/** Those limits are given back where the link is good. */
function knownOwner(deps: Deps, token: string, limits: readonly Limit[]): Promise<Owner | Refusal> {
  return transact(deps, async (trx) => {
    const owner = await ownerOf(trx, deps, token)
    if (!owner) return refuse('pin-link-used')
    await takeBack(trx, deps, limits)
    return owner
  })
}

/** Undefined also where the officer has left since. The hash is looked up, so the time that it takes tells nothing of the token. */
async function ownerOf(trx: Trx, deps: Deps, token: string): Promise<Owner | undefined> {
  const found = await trx
    .selectFrom('pin_link as link')
    .innerJoin('officer', 'officer.id', 'link.officer')
    .innerJoin('unit', 'unit.id', 'officer.unit')
    .where('link.hash', '=', sha256(token))
    .where('link.expires_at', '>', deps.now())
    .select(['officer.id as officer', 'officer.name', 'officer.absences', 'unit.id as unit'])
    .select('unit.name as unit_name')
    .executeTakeFirst()
  return found && !isAway(absencesOf(found), localTime(deps.now()).day) ? found : undefined
}
