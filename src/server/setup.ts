import type { Setup, SetupAnswer } from '#src/protocol/session.ts'
import { addCounter } from './counters.ts'
import type { Deps, Trx } from './deps.ts'
import { addOfficer } from './officers.ts'
import { hashPassword, pinVerifier } from './passwords.ts'
import { type Refusal, refuse } from './problems.ts'
import { sha256 } from './signature.ts'
import { insertUnit } from './tree/found.ts'
import { deed, mintId } from './units-change.ts'

/** One row for each link that was printed; after this stands the SHA-256 of its token. */
const LINK = 'setup-token'
const TOKEN_BYTES = 16

/** What to set up, with secrets already stretched: that takes long and holds no transaction. */
export type Prepared = Omit<Setup, 'token'> & { passwordHash: string; staffPinVerifier: string }

/**
 * The token of a new one-time link while there is no unit; undefined when there is one. Earlier links stay good, since two starts
 * at once each print one: whichever is used first uses up all.
 */
export async function newSetupToken(trx: Trx, deps: Deps): Promise<string | undefined> {
  const unit = await trx.selectFrom('unit').select('id').limit(1).executeTakeFirst()
  if (unit) return undefined
  const token = Buffer.from(deps.random(TOKEN_BYTES)).toString('base64url')
  await trx
    .insertInto('meta')
    .values({ key: keyOf(token), value: String(deps.now()) })
    .execute()
  return token
}

/** The one-time link as it is printed: the address of the dashboard's page, with the token where no server's log sees it. */
export function setupAddress(publicUrl: string, token: string): string {
  return `${publicUrl}/thiet-lap#token=${token}`
}

/** The hash is looked up, so the time that it takes tells nothing of the token. */
export async function isSetupToken(trx: Trx, token: string): Promise<boolean> {
  const stored = await trx.selectFrom('meta').select('key').where('key', '=', keyOf(token)).executeTakeFirst()
  return stored !== undefined
}

/** Uses up every link by a good one: of two people at once, each with a link of their own, one gets true. */
export async function useSetupToken(trx: Trx, token: string): Promise<boolean> {
  // One statement: two that each took their own link first would wait for each other for ever.
  const used = await allLinks(trx)
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('meta as own').select('own.key').where('own.key', '=', keyOf(token))),
    )
    .returning('key')
    .execute()
  return used.some(({ key }) => key === keyOf(token))
}

/** No link that was printed works any more. */
export async function voidSetupTokens(trx: Trx): Promise<void> {
  await allLinks(trx).execute()
}

function allLinks(trx: Trx) {
  return trx.deleteFrom('meta').where('key', 'like', `${LINK}%`)
}

function keyOf(token: string): string {
  return `${LINK}/${sha256(token)}`
}

export async function prepareSetup(deps: Deps, setup: Omit<Setup, 'token'>): Promise<Prepared> {
  const [passwordHash, verifier] = await Promise.all([
    hashPassword(setup.head.password, deps.random),
    pinVerifier(setup.staffPin, deps.random),
  ])
  return { ...setup, passwordHash, staffPinVerifier: JSON.stringify(verifier) }
}

/** A unit with its head, counter and officer, or `taken` where the user name is. */
export async function setUpUnit(
  trx: Trx,
  deps: Deps,
  {
    unit,
    parent = null,
    head,
    counter,
    officer,
    passwordHash,
    staffPinVerifier,
  }: Prepared & { parent?: string | null },
): Promise<SetupAnswer | Refusal> {
  const namesake = await trx
    .selectFrom('account')
    .select('id')
    .where('user', '=', head.user)
    .executeTakeFirst()
  if (namesake) return refuse('taken', { fields: { 'head.user': 'taken' } })
  const now = deps.now()
  const id = await insertUnit(trx, deps, {
    parent,
    name: unit.name,
    place: unit.place,
    national_id: unit.nationalId || null,
    staff_pin: staffPinVerifier,
  })
  const headId = await mintId(trx, deps, 'account')
  await trx
    .insertInto('account')
    .values({
      id: headId,
      unit: id,
      role: 'head',
      user: head.user,
      name: head.name,
      password: passwordHash,
      created_at: now,
      ...{ first_day: null, last_day: null, reason: null, ended_at: null, officer: null },
    })
    .execute()
  await deed({ deps, trx, unit: id, by: null }, 'set-up', headId)
  const place = { deps, trx, unit: id, by: headId }
  const first = officer && (await addOfficer(place, officer))
  if (first && !('id' in first)) return first
  const officerId = first?.id ?? null
  const added = await addCounter(place, { ...counter, officer: officerId })
  return 'id' in added ? { unit: id, head: headId, counter: added.id, officer: officerId } : added
}
