import { Hono } from 'hono'
import { matchedRoutes } from 'hono/route'
import { symbols } from '#src/domain/id.ts'
import { securityHeaders } from './csp.ts'
import type { Deps } from './deps.ts'
import { ownHealth } from './own-health.ts'
import { problemsPage, Refusal, refuse } from './problems.ts'
import { accountRoutes } from './routes/accounts.ts'
import { answer } from './routes/answer.ts'
import { AUTHORITY_PATH, authorityFile } from './routes/authority.ts'
import { deedRoutes } from './routes/deeds.ts'
import { dutyRoutes } from './routes/duties.ts'
import { invitationRoutes } from './routes/invitation.ts'
import { officerRoutes } from './routes/officers.ts'
import { ownRoutes } from './routes/own.ts'
import { pinRoutes } from './routes/pin.ts'
import { proofRoutes } from './routes/proof.ts'
import { receiptRoutes } from './routes/receipt.ts'
import { reportRoutes } from './routes/reports.ts'
import { rescueRoutes } from './routes/rescue.ts'
import { sessionRoutes } from './routes/session.ts'
import { tabletRoutes } from './routes/tablet.ts'
import { tokenRoutes } from './routes/tokens.ts'
import { treeRoutes } from './routes/tree.ts'
import { unitRoutes } from './routes/units.ts'
import { answerStatic, type Site } from './static.ts'

/** The whole server as one function Request → Response; `site` is the built pages. */
export function createApp(deps: Deps, site: Site = new Map()): Hono {
  const app = new Hono()
  const headers = Object.entries(securityHeaders(deps.publicUrl.startsWith('https:')))
  app.use(async (c, next) => {
    const start = performance.now()
    await next()
    for (const [name, value] of headers) if (!c.res.headers.has(name)) c.res.headers.set(name, value)
    deps.log('request', {
      method: c.req.method,
      // The pattern and not the address: what somebody typed there may be personal. The first is this middleware.
      route: matchedRoutes(c)[1]?.path ?? '',
      status: c.res.status,
      ms: Math.round(performance.now() - start),
    })
  })
  for (const routes of [
    tabletRoutes,
    sessionRoutes,
    accountRoutes,
    invitationRoutes,
    ownRoutes,
    tokenRoutes,
    unitRoutes,
    treeRoutes,
    officerRoutes,
    pinRoutes,
    dutyRoutes,
    reportRoutes,
    deedRoutes,
    receiptRoutes,
    rescueRoutes,
    proofRoutes,
  ])
    routes(app, deps)
  app.get('/healthz', async () => {
    const { clock, backup, build, certificateEnds } = await ownHealth(deps.db, deps)
    return answer({ ok: true, clock, backup, certificateEnds, build: build?.id ?? null })
  })
  const authority = deps.certificate?.authority
  if (authority) app.get(AUTHORITY_PATH, () => authorityFile(authority))
  app.get('/problems', (c) => c.html(problemsPage()))
  refuseOtherMethods(app)
  app.all('/api/*', () => answer(refuse('not-found')))
  app.get('*', (c) => {
    const found = answerStatic(site, c.req.raw)
    return found instanceof Refusal ? answer(found) : found
  })
  app.all('*', () => answer(refuse('method-not-allowed', { allow: ['GET', 'HEAD'] })))
  // Who hung up in the middle of a body hears no answer, and nothing here has failed.
  app.onError((error, c) => answer(c.req.raw.signal.aborted ? refuse('unavailable') : failure(deps, error)))
  return app
}

/** An address that exists says to a method that it does not take which ones it does. */
function refuseOtherMethods(app: Hono): void {
  const methods = new Map<string, string[]>()
  for (const { method, path } of app.routes) {
    if (method === 'ALL') continue
    methods.set(path, [...(methods.get(path) ?? []), ...(method === 'GET' ? ['GET', 'HEAD'] : [method])])
  }
  for (const [path, taken] of methods) {
    const allow = taken.toSorted()
    app.all(path, () => answer(refuse('method-not-allowed', { allow })))
  }
}

/** What a database says when it cannot serve now but may soon: somebody else is at work, or makes room. */
const PASSING = new Set([
  'SQLITE_BUSY',
  'SQLITE_FULL',
  'SQLITE_READONLY',
  'ECONNREFUSED',
  'ECONNRESET',
  '57P01',
  '57P03',
  '40001',
  '40P01',
  '53300',
  '53100',
  '25006',
])

/** The log and the answer share nothing but that it happened; the log's line has an id and where in the code. */
function failure(deps: Deps, error: Error): Refusal {
  const code = 'code' in error ? String(error.code) : ''
  const id = symbols(deps.random(8))
  deps.log('failure', { level: 'error', id, name: error.name, code, stack: error.stack ?? error.message })
  return refuse(PASSING.has(code) ? 'unavailable' : 'internal', { retryAfter: 5 })
}
