import type { Context, Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { NoQuery } from '#src/protocol/reports.ts'
import { Setup, SetupQuery, SignIn } from '#src/protocol/session.ts'
import type { Deps } from '../deps.ts'
import { Refusal, refuse } from '../problems.ts'
import { closeSession, openSession, SESSION_COOKIE, sessionCookie, sessionView, signIn } from '../sessions.ts'
import { isSetupToken, prepareSetup, setUpUnit, useSetupToken } from '../setup.ts'
import { transact } from '../transact.ts'
import { answer } from './answer.ts'
import { crossSite } from './cross-site.ts'
import { looked } from './head.ts'
import { readForm, readQuery } from './read.ts'

/** Signing in and out, and the first set-up, which signs in too. */
export function sessionRoutes(app: Hono, deps: Deps): void {
  app.post('/api/v1/session', async (c) => {
    const form = crossSite(c.req.raw, deps.publicUrl) ?? (await readForm(c, SignIn))
    if (form instanceof Refusal) return answer(form)
    const token = await signIn(deps, form)
    return token instanceof Refusal ? answer(token) : signedIn({}, token)
  })
  app.get(
    '/api/v1/session',
    looked(deps, NoQuery, ({ trx, person }) => sessionView(trx, deps, person)),
  )
  app.delete('/api/v1/session', async (c) => {
    const foreign = crossSite(c.req.raw, deps.publicUrl)
    if (foreign) return answer(foreign)
    await transact(deps, (trx) => closeSession(trx, getCookie(c, SESSION_COOKIE)))
    return signedIn({}, '')
  })
  app.get('/api/v1/setup', async (c) => {
    const query = readQuery(c, SetupQuery)
    if (query instanceof Refusal) return answer(query)
    const good = await transact(deps, (trx) => isSetupToken(trx, query.token))
    return answer(good ? {} : refuse('link-used'))
  })
  app.post('/api/v1/setup', (c) => setUp(c, deps))
}

/** Nothing is stretched for a link that is not good: a stranger must not make the server work. */
async function setUp(c: Context, deps: Deps): Promise<Response> {
  const form = crossSite(c.req.raw, deps.publicUrl) ?? (await readForm(c, Setup))
  if (form instanceof Refusal) return answer(form)
  if (!(await transact(deps, (trx) => isSetupToken(trx, form.token)))) return answer(refuse('link-used'))
  const prepared = await prepareSetup(deps, form)
  const result = await transact(deps, async (trx) => {
    if (!(await useSetupToken(trx, form.token))) return refuse('link-used')
    const made = await setUpUnit(trx, deps, prepared)
    if (made instanceof Refusal) return made
    return { made, token: await openSession(trx, deps, made.head) }
  })
  return result instanceof Refusal ? answer(result) : signedIn(result.made, result.token)
}

function signedIn(body: object, token: string): Response {
  const response = answer(body)
  response.headers.append('Set-Cookie', sessionCookie(token))
  return response
}
