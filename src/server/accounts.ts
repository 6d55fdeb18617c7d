import type { AccountForm, AccountList, AccountPatch } from '#src/protocol/accounts.ts'
import type { Changed } from '#src/protocol/session.ts'
import { stateOf } from './account-state.ts'
import { forgetGuesses } from './attempts.ts'
import { isCommonPassword } from './common-passwords.ts'
import type { Deps } from './deps.ts'
import { accountKey } from './guessing.ts'
import { hashPassword } from './passwords.ts'
import { type Refusal, refuse } from './problems.ts'
import { endSessions } from './sessions.ts'
import { type Acting, deed, mintId } from './units-change.ts'

/** More than any unit has. */
const MOST = 200

/** Who may sign in to the unit's pages, by role and name. */
export async function accountList({ trx, deps, unit }: Acting): Promise<AccountList> {
  const now = deps.now()
  const accounts = await trx.selectFrom('account').selectAll().where('unit', '=', unit).execute()
  const sessions = await trx
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account')
    .select(['session.account', (of) => of.fn.countAll<number | string>().as('n')])
    .where('account.unit', '=', unit)
    .where('session.expires_at', '>', now)
    .groupBy('session.account')
    .execute()
  const open = new Map(sessions.map(({ account, n }) => [account, Number(n)]))
  return {
    accounts: accounts.map((account) => {
      const { id, role, name, user, first_day: first, last_day: last, reason } = account
      const term = first !== null && last !== null && reason !== null ? { first, last, reason } : null
      return { id, role, name, user, term, state: stateOf(account, now), sessions: open.get(id) ?? 0 }
    }),
  }
}

/** A form whose password is stretched already: that takes long and holds no transaction. */
export type Stretched<Form> = Omit<Form, 'password'> & {
  hash: Form extends { password: string } ? string : string | undefined
}

/** Refuses a password that is common, before it is stretched. */
export async function stretched<Form extends { password?: string | undefined; user?: string }>(
  { random }: Pick<Deps, 'random'>,
  { password, ...form }: Form,
): Promise<Stretched<Form> | Refusal> {
  if (password !== undefined && (await isCommonPassword(password, form.user ?? '')))
    return refuse('invalid', { fields: { password: 'common' } })
  const hash = password === undefined ? undefined : await hashPassword(password, random)
  return { ...form, hash } as Stretched<Form>
}

export async function addAccount(
  act: Acting,
  { role, name, user, term, hash }: Stretched<AccountForm>,
): Promise<Changed | Refusal> {
  const { trx, deps, unit } = act
  const namesake = await trx.selectFrom('account').select('id').where('user', '=', user).executeTakeFirst()
  if (namesake) return refuse('taken', { fields: { user: 'taken' } })
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
      ...{ first_day: first, last_day: last, reason, ended_at: null },
    })
    .execute()
  await deed(act, 'account-added', `${id} ${role}`)
  return { id }
}

/**
 * Nobody ends the account by which they are signed in, so that a unit always keeps one that administers it; nor sets its password
 * here, where nobody asks for the one before.
 */
export async function changeAccount(
  act: Acting,
  id: string,
  { hash, name, last, ended }: Stretched<AccountPatch>,
): Promise<Changed | Refusal> {
  const { trx, deps, unit, by } = act
  const found = await trx
    .selectFrom('account')
    .selectAll()
    .where('id', '=', id)
    .where('unit', '=', unit)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (!found) return refuse('not-found')
  if (id === by && (ended || hash !== undefined))
    return refuse('invalid', { fields: { [ended ? 'ended' : 'password']: 'own-account' } })
  if (last !== undefined && (found.first_day === null || last < found.first_day))
    return refuse('invalid', { fields: { last: 'not-right' } })
  const change = {
    ...(name !== undefined && { name }),
    ...(hash !== undefined && { password: hash }),
    ...(last !== undefined && { last_day: last }),
    ...(ended && { ended_at: deps.now() }),
  }
  if (Object.keys(change).length === 0) return { id }
  if (hash !== undefined) await forgetGuesses(trx, accountKey(found.user))
  await trx.updateTable('account').set(change).where('id', '=', id).execute()
  if (ended || hash !== undefined) await endSessions(trx, id)
  await deed(
    act,
    ended ? 'account-ended' : 'account-changed',
    ended ? id : `${id} ${Object.keys(change).sort().join(',')}`,
  )
  return { id }
}
