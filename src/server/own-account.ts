import { Hash } from '#src/domain/entry-schema.ts'
import type { OwnPassword, SessionList } from '#src/protocol/accounts.ts'
import { countTry, takeBack } from './attempts.ts'
import { isCommonPassword } from './common-passwords.ts'
import type { Deps, Trx } from './deps.ts'
import { type Guesser, signInLimits } from './guessing.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import { Refusal, refuse } from './problems.ts'
import { endSession, endSessions, openSession, type Person, personOf, type SignedIn } from './sessions.ts'
import { sha256 } from './signature.ts'
import { snapshot, transact } from './transact.ts'
import { lockUnit } from './unit.ts'
import { deed } from './units-change.ts'

/** Where somebody is signed in, the newest first. `token`: of the session that asks. */
export async function ownSessions(
  trx: Trx,
  deps: Deps,
  token: string | undefined,
): Promise<SessionList | Refusal> {
  const person = await personOf(trx, deps, token)
  if (person instanceof Refusal) return person
  const sessions = await trx
    .selectFrom('session')
    .selectAll()
    .where('account', '=', person.account)
    .where('expires_at', '>', deps.now())
    .orderBy('created_at', 'desc')
    .execute()
  const current = sha256(token ?? '')
  return {
    sessions: sessions.map(({ token: id, created_at: since, expires_at: until }) => ({
      ...{ id, since, until },
      current: id === current,
    })),
  }
}

/** Ends one of one's own sessions: whoever uses it is signed out with the next request, at every process. Safe to say twice. */
export async function endOwnSession(
  trx: Trx,
  deps: Deps,
  { token, id }: { token: string | undefined; id: string },
): Promise<object | Refusal> {
  const person = await personOf(trx, deps, token)
  if (person instanceof Refusal) return person
  if (!Hash.safeParse(id).success) return refuse('not-found')
  const { unit, account: by } = person
  await lockUnit(trx, deps, unit)
  if (await endSession(trx, by, id)) await deed({ trx, deps, unit, by }, 'session-ended')
  return {}
}

/**
 * Another password, by who knows the one before; a wrong one counts as a guess. All sessions end, and one begins for who
 * asked. Stretching takes long and holds no transaction.
 */
export async function setOwnPassword(
  deps: Deps,
  { password, next }: OwnPassword,
  { token, guesser }: { token: string | undefined; guesser: Guesser },
): Promise<SignedIn | Refusal> {
  const person = await snapshot(deps, (trx) => personOf(trx, deps, token))
  if (person instanceof Refusal) return person
  if (await isCommonPassword(next, person.user)) return refuse('invalid', { fields: { next: 'common' } })
  const stored = await storedPassword(deps, person)
  const limits = signInLimits(deps, { user: person.user, password: stored || undefined }, guesser)
  const slow = await countTry(deps, limits)
  if (slow) return slow
  if (!(await verifyPassword(password, stored || undefined)))
    return refuse('invalid', { fields: { password: 'not-right' } })
  const hash = await hashPassword(next, deps.random)
  return transact(deps, async (trx) => {
    await lockUnit(trx, deps, person.unit)
    await takeBack(trx, deps, limits)
    const { account: id, unit, user } = person
    const set = await trx
      .updateTable('account')
      .set({ password: hash })
      .where('id', '=', id)
      .where('password', '=', stored)
      .executeTakeFirst()
    // Somebody else set another one meanwhile, or ended the session.
    const still = await personOf(trx, deps, token)
    if (set.numUpdatedRows === 0n || still instanceof Refusal) return refuse('signed-out')
    await endSessions(trx, id)
    await deed({ deps, trx, unit, by: id }, 'password-set', id)
    return openSession(trx, deps, { id, user, password: hash })
  })
}

async function storedPassword({ db }: Deps, { account }: Person): Promise<string> {
  const { password } = await db
    .selectFrom('account')
    .select('password')
    .where('id', '=', account)
    .executeTakeFirstOrThrow()
  return password
}
