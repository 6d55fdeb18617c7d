import type { Context, Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { NoQuery } from '#src/protocol/reports.ts'
import { Setup, SetupLink, SignIn } from '#src/protocol/session.ts'
import { senderOf } from '../address.ts'
import { isCommonPassword } from '../common-passwords.ts'
import type { Deps } from '../deps.ts'
import type { Guesser } from '../guessing.ts'
import { Refusal, refuse } from '../problems.ts'
import {
  BROWSER_COOKIE,
  closeSession,
  openSession,
  SESSION_COOKIE,
  type SignedIn,
  signedInCookies,
  signedOutCookie,
  signIn,
  whoReads,
} from '../sessions.ts'
import { isSetupToken, prepareSetup, setUpUnit, useSetupToken } from '../setup.ts'
import { snapshot, transact } from '../transact.ts'
import { answer } from './answer.ts'
import { crossSite } from './cross-site.ts'
import { readForm, readQuery } from './read.ts'

/** Signing in and out, and the first set-up, which signs in too. */
export function sessionRoutes(app: Hono, deps: Deps): void {
  app.post('/api/v1/session', async (c) => {
    const form = crossSite(c.req.raw, deps.publicUrl) ?? (await readForm(c, SignIn))
    if (form instanceof Refusal) return answer(form)
    const signed = await signIn(deps, form, guesserOf(c))
    return signed instanceof Refusal ? answer(signed) : signedIn({}, signed)
  })
  app.get('/api/v1/session', async (c) => {
    const query = crossSite(c.req.raw, deps.publicUrl) ?? readQuery(c, NoQuery)
    if (query instanceof Refusal) return answer(query)
    return answer(await snapshot(deps, (trx) => whoReads(trx, deps, getCookie(c, SESSION_COOKIE))))
  })
  app.delete('/api/v1/session', async (c) => {
    const foreign = crossSite(c.req.raw, deps.publicUrl)
    if (foreign) return answer(foreign)
    await transact(deps, (trx) => closeSession(trx, deps, getCookie(c, SESSION_COOKIE)))
    return withCookies({}, [signedOutCookie()])
  })
  app.post('/api/v1/setup/link', async (c) => {
    const form = crossSite(c.req.raw, deps.publicUrl) ?? (await readForm(c, SetupLink))
    if (form instanceof Refusal) return answer(form)
    const good = await transact(deps, (trx) => isSetupToken(trx, form.token))
    return answer(good ? {} : refuse('link-used'))
  })
  app.post('/api/v1/setup', (c) => setUp(c, deps))
}

/** Nothing is stretched for a link that is not good: a stranger must not make the server work. */
async function setUp(c: Context, deps: Deps): Promise<Response> {
  const form = crossSite(c.req.raw, deps.publicUrl) ?? (await readForm(c, Setup))
  if (form instanceof Refusal) return answer(form)
  if (!(await transact(deps, (trx) => isSetupToken(trx, form.token)))) return answer(refuse('link-used'))
  if (await isCommonPassword(form.head.password, form.head.user))
    return answer(refuse('invalid', { fields: { 'head.password': 'common' } }))
  const prepared = await prepareSetup(deps, form)
  const result = await transact(deps, async (trx) => {
    if (!(await useSetupToken(trx, form.token))) return refuse('link-used')
    const made = await setUpUnit(trx, deps, prepared)
    if (made instanceof Refusal) return made
    const account = { id: made.head, user: form.head.user, password: prepared.passwordHash }
    return { made, signed: await openSession(trx, deps, account) }
  })
  return result instanceof Refusal ? answer(result) : signedIn(result.made, result.signed)
}

export function guesserOf(c: Context): Guesser {
  return { address: senderOf(c), browser: getCookie(c, BROWSER_COOKIE) }
}

export function signedIn(body: object, signed: SignedIn): Response {
  return withCookies(body, signedInCookies(signed))
}

function withCookies(body: object, cookies: readonly string[]): Response {
  const response = answer(body)
  for (const cookie of cookies) response.headers.append('Set-Cookie', cookie)
  return response
}
