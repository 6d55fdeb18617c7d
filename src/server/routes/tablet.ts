import type { Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { MAX_BODY } from '#src/protocol/log.ts'
import { PairAgainRequest, PairRequest, SignedClaim } from '#src/protocol/pairing.ts'
import { senderOf } from '../address.ts'
import type { Deps } from '../deps.ts'
import { ingest, type Outcome } from '../ingest.ts'
import { knowAgain } from '../known-again.ts'
import { pairDevice } from '../pairing.ts'
import { pairAgain } from '../pairing-again.ts'
import { problemResponse, Refusal, refuse } from '../problems.ts'
import { hostCookie } from '../sessions.ts'
import { answer } from './answer.ts'
import { fromElsewhere } from './cross-site.ts'
import { readBody, readForm } from './read.ts'

const DEVICE_COOKIE = '__Host-device'
const DEVICE_COOKIE_SECONDS = 400 * 86_400

/** What tablets call: pairing, and their log, which is signed and needs no cookie. */
export function tabletRoutes(app: Hono, deps: Deps): void {
  app.post('/api/v1/pair', async (c) => {
    const form = fromElsewhere(c.req.raw, deps.publicUrl) ?? (await readForm(c, PairRequest))
    if (form instanceof Refusal) return answer(form)
    const paired = await pairDevice(deps, form, senderOf(c))
    if (paired instanceof Refusal) return answer(paired)
    const response = answer(paired.answer)
    setDeviceCookie(response, paired.cookie)
    return response
  })
  app.post('/api/v1/pair/again', async (c) => {
    const form = fromElsewhere(c.req.raw, deps.publicUrl) ?? (await readForm(c, PairAgainRequest))
    if (form instanceof Refusal) return answer(form)
    const paired = await pairAgain(deps, form, getCookie(c, DEVICE_COOKIE))
    return paired === 'unknown' ? new Response(null, { status: 204 }) : answer(paired)
  })
  app.post('/api/v1/pair/known', async (c) => {
    const form = fromElsewhere(c.req.raw, deps.publicUrl) ?? (await readForm(c, SignedClaim))
    if (form instanceof Refusal) return answer(form)
    const known = await knowAgain(deps, form, null)
    if (known instanceof Refusal) return answer(known)
    const response = answer(new Response(null, { status: 204 }))
    if (known.cookie !== undefined) setDeviceCookie(response, known.cookie)
    return response
  })
  app.post('/api/v1/log', async (c) => {
    const body = await readBody(c.req.raw, MAX_BODY)
    if (!body) return answer(refuse('too-large'))
    const header = (name: string) => c.req.header(name) ?? null
    const outcome = await ingest(deps, {
      authorization: header('Authorization'),
      tablet: header('HaiLong-Tablet'),
      after: header('HaiLong-After'),
      contentEncoding: header('Content-Encoding'),
      body,
    })
    return answer(logAnswer(outcome))
  })
}

function setDeviceCookie(response: Response, cookie: string): void {
  response.headers.append('Set-Cookie', hostCookie(DEVICE_COOKIE, cookie, DEVICE_COOKIE_SECONDS))
}

/** A gap is a problem that carries the signed receipt: it says where the server stands. */
function logAnswer(outcome: Outcome): Response | Refusal {
  switch (outcome.kind) {
    case 'stored':
      return Response.json(outcome.answer)
    case 'held':
      return Response.json(outcome.answer, { status: 202 })
    case 'gap':
      return problemResponse(refuse('gap'), outcome.answer)
    case 'refused':
      return refuse(outcome.code)
  }
}
