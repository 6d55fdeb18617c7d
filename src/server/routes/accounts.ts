import type { Context, Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { AccountForm, AccountPatch, OwnPassword } from '#src/protocol/accounts.ts'
import { NoQuery } from '#src/protocol/reports.ts'
import { accountList } from '../account-list.ts'
import { addAccount, changeAccount, stretched } from '../accounts.ts'
import type { Deps } from '../deps.ts'
import { invite } from '../invitations.ts'
import { endOwnSession, ownSessions, setOwnPassword } from '../own-account.ts'
import { Refusal } from '../problems.ts'
import { SESSION_COOKIE } from '../sessions.ts'
import { snapshot, transact } from '../transact.ts'
import { answer } from './answer.ts'
import { crossSite } from './cross-site.ts'
import { looked, withAddress, withSecret } from './head.ts'
import { readForm, readQuery } from './read.ts'
import { guesserOf, signedIn } from './session.ts'

/** Who may sign in to a unit's pages, and what each does with the account of their own. */
export function accountRoutes(app: Hono, deps: Deps): void {
  const accounts = '/api/v1/units/:unit/accounts'
  app.get(accounts, looked(deps, { as: 'accounts', takes: NoQuery }, accountList))
  app.post(
    accounts,
    withSecret(deps, { as: 'accounts', takes: AccountForm }, (form) => stretched(deps, form), addAccount),
  )
  app.patch(
    `${accounts}/:id`,
    withSecret(
      deps,
      { as: 'accounts', takes: AccountPatch },
      (form) => stretched(deps, form),
      (act, form) => changeAccount(act, act.c.req.param('id')!, form),
    ),
  )
  app.post(
    `${accounts}/:id/invitation`,
    withAddress(deps, 'accounts', (act) => invite(act, act.c.req.param('id')!)),
  )
  selfRoutes(app, deps)
}

function selfRoutes(app: Hono, deps: Deps): void {
  const own = '/api/v1/account'
  app.get(`${own}/sessions`, async (c) => {
    const query = crossSite(c.req.raw, deps.publicUrl) ?? readQuery(c, NoQuery)
    if (query instanceof Refusal) return answer(query)
    return answer(await snapshot(deps, (trx) => ownSessions(trx, deps, tokenOf(c))))
  })
  app.delete(`${own}/sessions/:session`, async (c) => {
    const foreign = crossSite(c.req.raw, deps.publicUrl)
    if (foreign) return answer(foreign)
    const ending = { token: tokenOf(c), id: c.req.param('session') }
    return answer(await transact(deps, (trx) => endOwnSession(trx, deps, ending)))
  })
  app.post(`${own}/password`, async (c) => {
    const form = crossSite(c.req.raw, deps.publicUrl) ?? (await readForm(c, OwnPassword))
    if (form instanceof Refusal) return answer(form)
    const signed = await setOwnPassword(deps, form, { token: tokenOf(c), guesser: guesserOf(c) })
    return signed instanceof Refusal ? answer(signed) : signedIn({}, signed)
  })
}

function tokenOf(c: Context): string | undefined {
  return getCookie(c, SESSION_COOKIE)
}
