import type { Session, SignIn } from '#src/protocol/session.ts'
import { countFailure, forgive, SIGN_IN, tooSoon } from './attempts.ts'
import type { Deps, Trx } from './deps.ts'
import { verifyPassword } from './passwords.ts'
import { Refusal, refuse } from './problems.ts'
import { sha256 } from './signature.ts'
import { transact } from './transact.ts'

export const SESSION_COOKIE = '__Host-session'
const SESSION_MS = 12 * 3_600_000
const TOKEN_BYTES = 32

/** Who asks, and the one unit that they may see. */
export type Person = { account: string; unit: string; user: string; name: string; role: 'head' }

/** A cookie that no script reads and no other site sends. `maxAge` in seconds; 0 removes it. */
export function hostCookie(name: string, value: string, maxAge: number): string {
  return `${name}=${value}; Path=/; Max-Age=${maxAge}; Secure; HttpOnly; SameSite=Strict`
}

export function sessionCookie(token: string): string {
  return hostCookie(SESSION_COOKIE, token, token === '' ? 0 : SESSION_MS / 1000)
}

/**
 * The token of a new session, or `sign-in-failed` or `slow-down`, in words and time that never tell whether the account
 * exists. A try is counted before the password is checked, so that a hundred at once are a hundred; the check itself holds no
 * transaction, since it takes as long as it is meant to.
 */
export async function signIn(deps: Deps, { user, password }: SignIn): Promise<string | Refusal> {
  const name = user.trim().toLowerCase()
  const key = `sign-in:${sha256(name)}`
  const before = await transact(deps, async (trx) => {
    const slow = await tooSoon(trx, deps, key, SIGN_IN)
    if (slow) return slow
    await countFailure(trx, deps, key)
    return trx.selectFrom('account').select(['id', 'password']).where('user', '=', name).executeTakeFirst()
  })
  if (before instanceof Refusal) return before
  const right = await verifyPassword(password, before?.password)
  if (!before || !right) return refuse('sign-in-failed')
  return transact(deps, async (trx) => {
    await forgive(trx, key)
    return openSession(trx, deps, before.id)
  })
}

/** The token goes to the cookie alone; the database keeps its hash. */
export async function openSession(trx: Trx, deps: Deps, account: string): Promise<string> {
  const token = Buffer.from(deps.random(TOKEN_BYTES)).toString('base64url')
  const now = deps.now()
  await trx.deleteFrom('session').where('expires_at', '<=', now).execute()
  await trx
    .insertInto('session')
    .values({ token: sha256(token), account, created_at: now, expires_at: now + SESSION_MS })
    .execute()
  return token
}

export async function closeSession(trx: Trx, token: string | undefined): Promise<void> {
  if (token) await trx.deleteFrom('session').where('token', '=', sha256(token)).execute()
}

export async function personOf(trx: Trx, deps: Deps, token: string | undefined): Promise<Person | Refusal> {
  if (!token) return refuse('signed-out')
  const person = await trx
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account')
    .select(['account.id as account', 'account.unit', 'account.user', 'account.name', 'account.role'])
    .where('session.token', '=', sha256(token))
    .where('session.expires_at', '>', deps.now())
    .executeTakeFirst()
  return person ?? refuse('signed-out')
}

export async function sessionView(trx: Trx, deps: Deps, person: Person): Promise<Session> {
  const unit = await trx
    .selectFrom('unit')
    .select(['id', 'name', 'place'])
    .where('id', '=', person.unit)
    .executeTakeFirstOrThrow()
  const { account: id, user, name, role } = person
  return { account: { id, user, name, role }, unit, origin: deps.publicUrl }
}
