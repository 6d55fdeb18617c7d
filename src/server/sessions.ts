import { may, type Role } from '#src/domain/access.ts'
import { DAY_MS } from '#src/domain/calendar.ts'
import type { Session, SignIn, WhoReads } from '#src/protocol/session.ts'
import { stateOf } from './account-state.ts'
import { countTry, takeBack } from './attempts.ts'
import type { Deps, Trx } from './deps.ts'
import { browserToken, type Guesser, signInLimits } from './guessing.ts'
import { verifyPassword } from './passwords.ts'
import { Refusal, refuse } from './problems.ts'
import { sha256 } from './signature.ts'
import { transact } from './transact.ts'
import { lockUnit } from './unit.ts'
import { deed } from './units-change.ts'
import { isNamed } from './urgent.ts'

export const SESSION_COOKIE = '__Host-session'
/** Marks a browser in which somebody has signed in, for that account and password alone: see guessing.ts. */
export const BROWSER_COOKIE = '__Host-browser'
const SESSION_MS = 12 * 3_600_000
/** An officer's own telephone, which opens that officer's figures and nothing else. */
export const PHONE_MS = 30 * DAY_MS
const BROWSER_SECONDS = 180 * 86_400
const TOKEN_BYTES = 32

/** Who asks, and the one unit that they may see. */
export type Person = { account: string; unit: string; user: string; name: string; role: Role } & {
  /** Which officer of the unit this person is; null: none. */
  officer: string | null
  hasPassword: boolean
}

/** A cookie that no script reads and no other site sends. `maxAge` in seconds; 0 removes it. */
export function hostCookie(name: string, value: string, maxAge: number): string {
  return `${name}=${value}; Path=/; Max-Age=${maxAge}; Secure; HttpOnly; SameSite=Strict`
}

/** Both cookies of a session that begins. */
export function signedInCookies({ session, browser, ms }: SignedIn): string[] {
  return [
    hostCookie(SESSION_COOKIE, session, ms / 1000),
    hostCookie(BROWSER_COOKIE, browser, BROWSER_SECONDS),
  ]
}

export function signedOutCookie(): string {
  return hostCookie(SESSION_COOKIE, '', 0)
}

/** What a browser is given when somebody signs in: tokens, each for a cookie of its own; the session is good for so many `ms`. */
export type SignedIn = { session: string; browser: string; ms: number }

/**
 * A new session, or `sign-in-failed` or `slow-down`, in words and time that never tell whether the account
 * exists. A try is counted before the password is checked, so that a hundred at once are a hundred; the check itself holds no
 * transaction, since it takes as long as it is meant to.
 */
export async function signIn(
  deps: Deps,
  { user, password }: SignIn,
  guesser: Guesser,
): Promise<SignedIn | Refusal> {
  const name = user.trim().toLowerCase()
  const account = await deps.db
    .selectFrom('account')
    .select(['id', 'unit', 'password', 'ended_at', 'first_day', 'last_day'])
    .where('user', '=', name)
    .executeTakeFirst()
  // Who has none yet is answered, and as slowly, as who does not exist.
  const stored = account?.password || undefined
  const limits = signInLimits(deps, { user: name, password: stored }, guesser)
  const slow = await countTry(deps, limits)
  if (slow) return slow
  const right = await verifyPassword(password, stored)
  if (!account || !right) return refuse('sign-in-failed')
  const { id, unit } = account
  return transact(deps, async (trx) => {
    await lockUnit(trx, deps, unit)
    await takeBack(trx, deps, limits)
    // Another password may have been set while this one was checked; then it opens nothing.
    if ((await lockPassword(trx, deps, id)) !== account.password) return refuse('sign-in-failed')
    if (stateOf(account, deps.now()) !== 'open') return refuse('account-closed')
    await deed({ trx, deps, unit, by: id }, 'signed-in')
    return openSession(trx, deps, { id, user: name, password: account.password })
  })
}

/** The stored hash of the account's password, which stays as it is until the transaction ends. */
async function lockPassword(trx: Trx, deps: Deps, account: string): Promise<string | undefined> {
  const query = trx.selectFrom('account').select('password').where('id', '=', account)
  const found = await (deps.dialect === 'postgres' ? query.forUpdate() : query).executeTakeFirst()
  return found?.password
}

/** The token goes to the cookie alone; the database keeps its hash. */
export async function openSession(
  trx: Trx,
  deps: Deps,
  account: { id: string; user: string; password: string },
  ms = SESSION_MS,
): Promise<SignedIn> {
  const token = Buffer.from(deps.random(TOKEN_BYTES)).toString('base64url')
  const now = deps.now()
  await trx.deleteFrom('session').where('expires_at', '<=', now).execute()
  await trx
    .insertInto('session')
    .values({ token: sha256(token), account: account.id, created_at: now, expires_at: now + ms })
    .execute()
  return { session: token, browser: browserToken(deps, account), ms }
}

/** Of a session that opened nothing any more it is not written down that it was closed. */
export async function closeSession(trx: Trx, deps: Deps, token = ''): Promise<void> {
  const person = await personOf(trx, deps, token)
  if (!(person instanceof Refusal)) await lockUnit(trx, deps, person.unit)
  const closed = await trx.deleteFrom('session').where('token', '=', sha256(token)).executeTakeFirst()
  if (person instanceof Refusal || closed.numDeletedRows === 0n) return
  await deed({ trx, deps, unit: person.unit, by: person.account }, 'signed-out')
}

/** Whether there was such a session of that account. */
export async function endSession(trx: Trx, account: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('session')
    .where('token', '=', id)
    .where('account', '=', account)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Whoever is signed in as that account is so no longer. */
export async function endSessions(trx: Trx, account: string): Promise<void> {
  await trx.deleteFrom('session').where('account', '=', account).execute()
}

export async function personOf(trx: Trx, deps: Deps, token: string | undefined): Promise<Person | Refusal> {
  if (!token) return refuse('signed-out')
  const person = await trx
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account')
    .select(['account.id as account', 'account.unit', 'account.user', 'account.name', 'account.role'])
    .select([
      'account.ended_at',
      'account.first_day',
      'account.last_day',
      'account.officer',
      'account.password',
    ])
    .where('session.token', '=', sha256(token))
    .where('session.expires_at', '>', deps.now())
    .executeTakeFirst()
  if (!person || stateOf(person, deps.now()) !== 'open') return refuse('signed-out')
  const { account, unit, user, name, role, officer, password } = person
  return { account, unit, user, name, role, officer, hasPassword: password !== '' }
}

export async function whoReads(trx: Trx, deps: Deps, token: string | undefined): Promise<WhoReads> {
  const person = await personOf(trx, deps, token)
  if (person instanceof Refusal) return { signedIn: false }
  return { signedIn: true, session: await sessionOf(trx, deps, person) }
}

async function sessionOf(trx: Trx, deps: Deps, person: Person): Promise<Session> {
  const unit = await trx
    .selectFrom('unit')
    .select(['id', 'name', 'place'])
    .where('id', '=', person.unit)
    .executeTakeFirstOrThrow()
  const { account: id, user, name, role, officer, hasPassword } = person
  const urgent = may(role, 'below') || (may(role, 'urgent') && (await isNamed(trx, unit.id, id)))
  return { account: { id, user, name, role, officer, hasPassword, urgent }, unit, origin: deps.publicUrl }
}
