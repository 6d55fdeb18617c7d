import type { Hono } from 'hono'
import { NoQuery } from '#src/protocol/reports.ts'
import { TokenForm } from '#src/protocol/tokens.ts'
import type { Deps } from '../deps.ts'
import { makeToken, revokeToken, tokenList } from '../tokens.ts'
import { looked, withAddress, withForm } from './head.ts'

/** By what other programs pull from a unit. Who gives people access gives it to programs. */
export function tokenRoutes(app: Hono, deps: Deps): void {
  const tokens = '/api/v1/units/:unit/tokens'
  app.get(tokens, looked(deps, { as: 'accounts', takes: NoQuery }, tokenList))
  app.post(tokens, withForm(deps, { as: 'accounts', takes: TokenForm }, makeToken))
  app.post(
    `${tokens}/:id/revoke`,
    withAddress(deps, 'accounts', (act) => revokeToken(act, act.c.req.param('id')!)),
  )
}
