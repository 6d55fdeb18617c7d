import { byGivenName } from '#src/domain/name-order.ts'
import type { AccountList } from '#src/protocol/accounts.ts'
import { stateOf } from './account-state.ts'
import type { Schema } from './db/schema.ts'
import type { Acting } from './units-change.ts'

/** Who may sign in to the unit's pages, by role and name. */
export async function accountList(act: Acting): Promise<AccountList> {
  const { trx, deps, unit } = act
  const now = deps.now()
  const accounts = await trx
    .selectFrom('account')
    .leftJoin('officer as o', 'o.id', 'account.officer')
    .leftJoin('invitation as i', (on) =>
      on.onRef('i.account', '=', 'account.id').on('i.expires_at', '>', now),
    )
    .selectAll('account')
    .select(['o.name as officer_name', 'i.expires_at as invited'])
    .where('account.unit', '=', unit)
    .execute()
  const open = await openSessions(act, now)
  const inUse = accounts.filter(({ ended_at }) => ended_at === null)
  const officers = await trx.selectFrom('officer').select(['id', 'name']).where('unit', '=', unit).execute()
  return {
    accounts: accounts.map(({ id, role, name, user, officer, officer_name, invited, ...account }) => ({
      ...{ id, role, name, user, term: termOf(account), last: account.last_day },
      officer: officer === null ? null : { id: officer, name: officer_name ?? '' },
      state: stateOf(account, now),
      hasPassword: account.password !== '',
      sessions: open.get(id) ?? 0,
      invited,
    })),
    officers: officers
      .map(({ id, name }) => ({ id, name, account: inUse.find(({ officer }) => officer === id)?.id ?? null }))
      .sort((a, b) => byGivenName(a.name, b.name)),
  }
}

function termOf({
  first_day: first,
  last_day: last,
  reason,
}: Pick<Schema['account'], 'first_day' | 'last_day' | 'reason'>) {
  return first !== null && last !== null && reason !== null ? { first, last, reason } : null
}

async function openSessions({ trx, unit }: Acting, now: number): Promise<Map<string, number>> {
  const sessions = await trx
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account')
    .select(['session.account', (of) => of.fn.countAll<number | string>().as('n')])
    .where('account.unit', '=', unit)
    .where('session.expires_at', '>', now)
    .groupBy('session.account')
    .execute()
  return new Map(sessions.map(({ account, n }) => [account, Number(n)]))
}
