import type { Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { may } from '#src/domain/access.ts'
import { OwnQuery } from '#src/protocol/own.ts'
import type { Deps } from '../deps.ts'
import { ownFigures } from '../own-figures.ts'
import { Refusal, refuse } from '../problems.ts'
import { personOf, SESSION_COOKIE } from '../sessions.ts'
import { snapshot } from '../transact.ts'
import { answer } from './answer.ts'
import { crossSite } from './cross-site.ts'
import { readQuery } from './read.ts'

/** What an officer reads of themselves; no address names another one. */
export function ownRoutes(app: Hono, deps: Deps): void {
  app.get('/api/v1/own/figures', async (c) => {
    const query = crossSite(c.req.raw, deps.publicUrl) ?? readQuery(c, OwnQuery)
    if (query instanceof Refusal) return answer(query)
    const read = await snapshot(deps, async (trx) => {
      const person = await personOf(trx, deps, getCookie(c, SESSION_COOKIE))
      if (person instanceof Refusal) return person
      const { role, officer, unit } = person
      if (!may(role, 'own-figures', 'self')) return refuse('forbidden')
      return officer === null ? refuse('not-found') : ownFigures(trx, deps, { officer, unit }, query)
    })
    return answer(read)
  })
}
