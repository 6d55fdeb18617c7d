import { OFFICERS } from '#src/domain/access.ts'
import type { AccountForm, AccountPatch } from '#src/protocol/accounts.ts'
import type { Changed } from '#src/protocol/session.ts'
import { forgetGuesses } from './attempts.ts'
import { isCommonPassword } from './common-passwords.ts'
import type { Schema } from './db/schema.ts'
import type { Deps } from './deps.ts'
import { accountKey } from './guessing.ts'
import { hashPassword } from './passwords.ts'
import { type Refusal, refuse } from './problems.ts'
import { endSessions } from './sessions.ts'
import { type Acting, deed, mintId } from './units-change.ts'

/** More than any unit has. */
const MOST = 500

/** A form whose password is stretched already: that takes long and holds no transaction. */
export type Stretched<Form> = Omit<Form, 'password'> & { hash: string | undefined }

/** Refuses a password that is common, before it is stretched. */
export async function stretched<Form extends { password?: string | undefined; user?: string }>(
  { random }: Pick<Deps, 'random'>,
  { password, ...form }: Form,
): Promise<Stretched<Form> | Refusal> {
  if (password !== undefined && (await isCommonPassword(password, form.user ?? '')))
    return refuse('invalid', { fields: { password: 'common' } })
  const hash = password === undefined ? undefined : await hashPassword(password, random)
  return { ...form, hash }
}

export async function addAccount(
  act: Acting,
  { role, name, user, term, hash = '', ...form }: Stretched<AccountForm>,
): Promise<Changed | Refusal> {
  const { trx, deps, unit } = act
  const { officer = null } = form
  const namesake = await trx.selectFrom('account').select('id').where('user', '=', user).executeTakeFirst()
  if (namesake) return refuse('taken', { fields: { user: 'taken' } })
  const wrong = await officerTrouble(act, officer)
  if (wrong) return wrong
  const { count } = await trx
    .selectFrom('account')
    .select((of) => of.fn.countAll<number | string>().as('count'))
    .where('unit', '=', unit)
    .executeTakeFirstOrThrow()
  if (Number(count) >= MOST) return refuse('too-many')
  const id = await mintId(trx, deps, 'account')
  const { first = null, last = null, reason = null } = term ?? {}
  await trx
    .insertInto('account')
    .values({
      ...{ id, unit, role, user, name, password: hash, created_at: deps.now() },
      ...{ first_day: first, last_day: last, reason, ended_at: null, officer },
    })
    .execute()
  await deed(act, 'account-added', `${id} ${role}${officer === null ? '' : ` ${officer}`}`)
  return { id }
}

/**
 * Nobody ends the account by which they are signed in, or gives it a last day, so that a unit always keeps one that administers it; nor
 * sets its password here, where nobody asks for the one before.
 */
export async function changeAccount(
  act: Acting,
  id: string,
  { hash, name, last, officer, ended }: Stretched<AccountPatch>,
): Promise<Changed | Refusal> {
  const { trx, deps } = act
  const found = await openAccount(act, id)
  if (!found) return refuse('not-found')
  const wrong =
    ownTrouble(act, found, { hash, last, ended }) ??
    lastTrouble(found, last) ??
    roleTrouble(found, officer) ??
    (await officerTrouble(act, officer === found.officer ? null : (officer ?? null)))
  if (wrong) return wrong
  const change = {
    ...(name !== undefined && { name }),
    ...(hash !== undefined && { password: hash }),
    ...(last !== undefined && last !== found.last_day && { last_day: last }),
    ...(officer !== undefined && officer !== found.officer && { officer }),
    ...(ended && { ended_at: deps.now() }),
  }
  if (Object.keys(change).length === 0) return { id }
  if (hash !== undefined) await forgetGuesses(trx, accountKey(found.user))
  await trx.updateTable('account').set(change).where('id', '=', id).execute()
  if (ended || hash !== undefined) {
    await trx.deleteFrom('invitation').where('account', '=', id).execute()
    await endSessions(trx, id)
  }
  await deed(
    act,
    ended ? 'account-ended' : 'account-changed',
    ended ? id : `${id} ${Object.keys(change).sort().join(',')}`,
  )
  return { id }
}

/** One of the unit's that has not ended. */
export function openAccount({ trx, unit }: Acting, id: string): Promise<Schema['account'] | undefined> {
  return trx
    .selectFrom('account')
    .selectAll()
    .where('id', '=', id)
    .where('unit', '=', unit)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
}

type Patch = Pick<Stretched<AccountPatch>, 'hash' | 'last' | 'ended'>

function ownTrouble(
  { by }: Acting,
  { id, last_day }: Schema['account'],
  { hash, last, ended }: Patch,
): Refusal | undefined {
  if (id !== by) return undefined
  if (ended) return refuse('invalid', { fields: { ended: 'own-account' } })
  if (hash !== undefined) return refuse('invalid', { fields: { password: 'own-account' } })
  const isOther = last !== undefined && last !== last_day
  return isOther ? refuse('invalid', { fields: { last: 'own-account' } }) : undefined
}

/** An auditor's term has an end. */
function lastTrouble({ first_day }: Schema['account'], last: AccountPatch['last']): Refusal | undefined {
  if (last === undefined || first_day === null || (last !== null && last >= first_day)) return undefined
  return refuse('invalid', { fields: { last: 'not-right' } })
}

function roleTrouble({ role }: Schema['account'], officer: AccountPatch['officer']): Refusal | undefined {
  if (officer === undefined) return undefined
  const isRight = officer === null ? role !== 'officer' : OFFICERS.some((one) => one === role)
  return isRight ? undefined : refuse('invalid', { fields: { officer: 'not-right' } })
}

/** The officer must be of this unit, and no other account that has not ended be theirs. */
async function officerTrouble({ trx, unit }: Acting, officer: string | null): Promise<Refusal | undefined> {
  if (officer === null) return undefined
  const known = await trx
    .selectFrom('officer')
    .select('id')
    .where('id', '=', officer)
    .where('unit', '=', unit)
    .executeTakeFirst()
  if (!known) return refuse('invalid', { fields: { officer: 'no-officer' } })
  const theirs = await trx
    .selectFrom('account')
    .select('id')
    .where('officer', '=', officer)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return theirs && refuse('invalid', { fields: { officer: 'officer-taken' } })
}
