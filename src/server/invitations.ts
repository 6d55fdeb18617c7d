import { DAY_MS } from '#src/domain/calendar.ts'
import type {
  Invitation,
  InvitationLink,
  Invited,
  InvitedPassword,
  InvitedPin,
} from '#src/protocol/accounts.ts'
import { stateOf } from './account-state.ts'
import { openAccount } from './accounts.ts'
import { countTry, forgetGuesses, type Limit, takeBack } from './attempts.ts'
import { isCommonPassword } from './common-passwords.ts'
import type { Schema } from './db/schema.ts'
import type { Deps, Trx } from './deps.ts'
import { accountKey, invitationLimits, invitedPinLimits } from './guessing.ts'
import { hashPassword, isPin } from './passwords.ts'
import { Refusal, refuse } from './problems.ts'
import { endSessions, openSession, PHONE_MS, type SignedIn } from './sessions.ts'
import { sha256 } from './signature.ts'
import { transact } from './transact.ts'
import { lockUnit } from './unit.ts'
import { type Acting, deed } from './units-change.ts'

const TOKEN_BYTES = 16
const LINK_MS = DAY_MS

/** A link by which that person signs in without a password, to choose one; the one before is good no more. Sessions and password stay until then. */
export async function invite(act: Acting, id: string): Promise<Invitation | Refusal> {
  const { trx, deps, by } = act
  const found = await openAccount(act, id)
  if (!found) return refuse('not-found')
  if (id === by) return refuse('invalid', { fields: { password: 'own-account' } })
  const token = Buffer.from(deps.random(TOKEN_BYTES)).toString('base64url')
  const link = { hash: sha256(token), expires_at: deps.now() + LINK_MS }
  await trx
    .insertInto('invitation')
    .values({ account: id, ...link })
    .onConflict((known) => known.column('account').doUpdateSet(link))
    .execute()
  await deed(act, 'account-invited', id)
  return { address: `${deps.publicUrl}/moi#token=${token}`, seconds: LINK_MS / 1000 }
}

/** Whom the link invites. A wrong one counts as a guess. */
export async function invitedBy(
  deps: Deps,
  { token }: InvitationLink,
  address: string,
): Promise<Invited | Refusal> {
  const found = await guarded(deps, token, invitationLimits(deps, address))
  if (found instanceof Refusal) return found
  const { name, user, role, unit_name: unit, officer, stretched, locked_at } = found
  const pin =
    stretched === null ? ('none' as const) : locked_at === null ? ('set' as const) : ('locked' as const)
  return { name, user, role, unit, pin: officer === null ? null : pin }
}

/** Chooses the password and signs in; the link is used up, and of two at once one gets it. */
export async function choosePassword(
  deps: Deps,
  { token, password }: InvitedPassword,
  address: string,
): Promise<SignedIn | Refusal> {
  const found = await guarded(deps, token, invitationLimits(deps, address))
  if (found instanceof Refusal) return found
  if (await isCommonPassword(password, found.user))
    return refuse('invalid', { fields: { password: 'common' } })
  const hash = await hashPassword(password, deps.random)
  return useUp(deps, { token, found, limits: [] }, async (trx) => {
    const { id, user, unit } = found
    await forgetGuesses(trx, accountKey(user))
    await trx.updateTable('account').set({ password: hash }).where('id', '=', id).execute()
    await endSessions(trx, id)
    await deed({ deps, trx, unit, by: id }, 'password-set', id)
    return openSession(trx, deps, { id, user, password: hash })
  })
}

/**
 * An officer signs in on their own telephone, by the link and the PIN by which they go on duty. A wrong PIN counts as a guess at that
 * officer's and leaves the link as it is.
 */
export async function signInByPin(
  deps: Deps,
  { token, pin }: InvitedPin,
  address: string,
): Promise<SignedIn | Refusal> {
  const found = await guarded(deps, token, invitationLimits(deps, address))
  if (found instanceof Refusal) return found
  const { id, user, unit, password, salt, rounds, stretched, locked_at } = found
  if (
    found.role !== 'officer' ||
    salt === null ||
    rounds === null ||
    stretched === null ||
    locked_at !== null
  )
    return refuse('invalid', { fields: { pin: 'no-pin' } })
  const limits = invitedPinLimits(deps, id, address)
  const slow = await countTry(deps, limits)
  if (slow) return slow
  if (!(await isPin(pin, { salt, rounds, hash: stretched })))
    return refuse('invalid', { fields: { pin: 'not-right' } })
  return useUp(deps, { token, found, limits }, async (trx) => {
    // A telephone that was lost is signed out by the one that comes in its place.
    await endSessions(trx, id)
    await deed({ deps, trx, unit, by: id }, 'signed-in')
    return openSession(trx, deps, { id, user, password }, PHONE_MS)
  })
}

type Found = NonNullable<Awaited<ReturnType<typeof openInvitation>>>

/** The good link's account; one that is none counts as a guess. */
async function guarded(deps: Deps, token: string, limits: readonly Limit[]): Promise<Found | Refusal> {
  const slow = await countTry(deps, limits)
  if (slow) return slow
  return transact(deps, async (trx) => {
    const found = await openInvitation(trx, deps, token)
    if (!found) return refuse('invitation-used')
    await takeBack(trx, deps, limits)
    return found
  })
}

type Use = { token: string; found: Found; limits: readonly Limit[] }

async function useUp(
  deps: Deps,
  { token, found: { id, unit }, limits }: Use,
  act: (trx: Trx) => Promise<SignedIn>,
): Promise<SignedIn | Refusal> {
  return transact(deps, async (trx) => {
    await lockUnit(trx, deps, unit)
    await takeBack(trx, deps, limits)
    if (!(await openInvitation(trx, deps, token))) return refuse('invitation-used')
    await trx.deleteFrom('invitation').where('account', '=', id).execute()
    return act(trx)
  })
}

type Pin = { [K in 'salt' | 'rounds' | 'stretched' | 'locked_at']: Schema['officer_pin'][K] | null }

/** Undefined also where the account is good no more. The hash is looked up, so the time that it takes tells nothing of the token. */
async function openInvitation(trx: Trx, deps: Deps, token: string) {
  const now = deps.now()
  const found = await trx
    .selectFrom('invitation as i')
    .innerJoin('account', 'account.id', 'i.account')
    .innerJoin('unit', 'unit.id', 'account.unit')
    .leftJoin('officer_pin as p', 'p.officer', 'account.officer')
    .selectAll('account')
    .select(['unit.name as unit_name', 'p.salt', 'p.rounds', 'p.stretched', 'p.locked_at'])
    .where('i.hash', '=', sha256(token))
    .where('i.expires_at', '>', now)
    .executeTakeFirst()
  return found && stateOf(found, now) === 'open' ? (found satisfies Pin) : undefined
}
