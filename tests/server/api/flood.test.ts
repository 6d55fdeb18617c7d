import { readFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Ask } from '#tests/support/api.ts'
import { OTHER_ROUTES, ofUnit, UNIT_ROUTES } from '#tests/support/api-routes.ts'
import { pairTablet } from '#tests/support/api-tablet.ts'
import { type Batch, batches } from '#tests/support/generated-lines.ts'
import { type Generated, requests } from '#tests/support/generated-requests.ts'
import { newPlace, runScript, type Server, startServer } from '#tests/support/server.ts'
import { type Head, type Office, setUpOffice, signIn } from '#tests/support/server-head.ts'
import { expectSound } from '#tests/support/sound.ts'

/** `FLOOD_REQUESTS=1000000 npm test -- tests/server/api/flood`; a seed that was printed comes again with `FLOOD_SEED`. */
const REQUESTS = Number(process.env.FLOOD_REQUESTS ?? 1_500)
const SEED = Number(process.env.FLOOD_SEED ?? Date.now() % 2 ** 31)
const AT_ONCE = 8
/** Few at a time, so that the server works while more are thought up. */
const CHUNK = 16
const MEMORY_MIB = 300

type Something = { kind: 'request'; made: Generated } | { kind: 'batch'; made: Batch }

test(
  `P3 ${REQUESTS} generated requests over HTTP, seed ${SEED}: the same process answers each, in ${MEMORY_MIB} MiB`,
  async () => {
    const place = await newPlace()
    const office = await setUpOffice(place)
    const server = await startServer(place)
    const desk = await openDesk(server, office)
    const { signing, something } = await atOffice(desk, office)
    let done = 0
    await eachOf(sampled(something), async (what, lane) => {
      if (what.kind === 'request') await expectSound(await desk.send(what.made))
      else await signing[lane]!(what.made)
      done += 1
      if (done % 50_000 === 0) console.log(`${done} requests, ${await memoryOf(server)} MiB`)
    })
    expect((await fetch(`${server.origin}/healthz`)).ok).toBe(true)
    const most = await memoryOf(server)
    console.log(`${REQUESTS} requests, seed ${SEED}: at most ${most ?? 'unknown'} MiB`)
    if (most !== undefined) expect(most).toBeLessThanOrEqual(MEMORY_MIB)
    expect(await faultsIn(place)).toEqual([])
  },
  120_000 + REQUESTS * 50,
)

function* sampled<T>(something: fc.Arbitrary<T>): Generator<T> {
  for (let done = 0; done < REQUESTS; done += CHUNK)
    yield* fc.sample(something, { numRuns: Math.min(CHUNK, REQUESTS - done), seed: SEED + done })
}

/** What is asked there, and a tablet that signs whatever it is told to send. */
async function atOffice(desk: Desk, { unit, counter, officer }: Office) {
  const post = async <T>(path: string, body?: unknown) =>
    (await desk.head.post(path, (body ?? {}) as object)) as T
  const own = { unit, counter, officer, post }
  const api = { ask: desk.ask, clock: { now: Date.now() } }
  const { device } = await pairTablet(api, own)
  const routes = [
    ...OTHER_ROUTES,
    ...UNIT_ROUTES.map((route) => ofUnit(route, { account: officer, counter, officer, device })).map(
      (route) => ({
        ...route,
        path: `/api/v1/units/${unit}${route.path}`,
      }),
    ),
  ]
  const ids = { unit, epoch: 'k3m9x2aq', device }
  const something: fc.Arbitrary<Something> = fc.oneof(
    { weight: 9, arbitrary: requests(routes, ids).map((made) => ({ kind: 'request' as const, made })) },
    { weight: 1, arbitrary: batches(own).map((made) => ({ kind: 'batch' as const, made })) },
  )
  const signing = await Promise.all(Array.from({ length: AT_ONCE }, () => signer(api, own)))
  return { signing, something }
}

/** A tablet that signs whatever it is told, one batch at a time. */
async function signer(...at: Parameters<typeof pairTablet>) {
  const tablet = await pairTablet(...at)
  await tablet.sendOk()
  return async ({ lines, state }: Batch) => {
    for (const line of lines) tablet.writeLine(line)
    await expectSound(await tablet.send(state))
    tablet.drop()
  }
}

type Desk = {
  head: Head
  ask: (method: string, path: string, ask?: Ask) => Promise<Response>
  send: (made: Generated) => Promise<Response>
}

/** A desk whose head stays signed in: only who is not signed in asks to be signed out. */
async function openDesk(server: Server, office: Office): Promise<Desk> {
  const head = await signIn(server, office)
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const ask: Desk['ask'] = (method, path, { headers = {}, raw, body } = {}) => {
    const said = raw ?? (typeof body === 'string' || body === undefined ? body : JSON.stringify(body))
    return answerOf(`${server.origin}${path}`, { method, headers, agent }, said)
  }
  return {
    head,
    ask: (method, path, given = {}) =>
      ask(method, path, { ...given, headers: { 'Content-Type': 'application/json', ...given.headers } }),
    send: ({ method, path, headers, body, session }) => {
      const { 'Content-Length': _, ...own } = headers
      const keeps = session && !(method === 'DELETE' && path.startsWith('/api/v1/session'))
      const all = { 'Content-Type': 'application/json', ...(keeps && { Cookie: head.cookie() }), ...own }
      return ask(method, path, { headers: all, body })
    },
  }
}

/** Over a plain connection, since fetch would not send everything. */
function answerOf(
  address: string,
  options: { method: string; headers: Record<string, string>; agent: Agent },
  said: string | Uint8Array | undefined,
): Promise<Response> {
  const { origin } = new URL(address)
  return new Promise((resolve, reject) => {
    const url = new URL(origin)
    const path = address.slice(origin.length)
    // A body without its length would be read as the next request.
    const length = said === undefined ? {} : { 'Content-Length': Buffer.byteLength(said) }
    const headers = { 'Sec-Fetch-Site': 'same-origin', ...options.headers, ...length }
    const asked = request({ ...options, headers, host: url.hostname, port: url.port, path }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', reject)
      answer.on('end', () => {
        const { statusCode: status = 0 } = answer
        const headers = new Headers()
        for (const [name, value] of Object.entries(answer.headers)) headers.set(name, String(value))
        const body = [204, 304].includes(status) ? null : Buffer.concat(parts)
        resolve(new Response(body, { status, headers }))
      })
    })
    asked.on('error', reject)
    asked.end(said)
  })
}

/** In so many lanes at once, each with the next that comes, until all are done. */
async function eachOf<T>(waiting: Generator<T>, act: (one: T, lane: number) => Promise<void>): Promise<void> {
  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, lane) => {
      for (const one of waiting) await act(one, lane)
    }),
  )
}

/** The most that the process has held, MiB; undefined where the system does not say. */
async function memoryOf({ pid }: Server): Promise<number | undefined> {
  const said = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const most = /VmHWM:\s+(\d+) kB/.exec(said)?.[1]
  return most === undefined ? undefined : Math.ceil(Number(most) / 1024)
}

async function faultsIn(place: Parameters<typeof runScript>[0]): Promise<unknown[]> {
  const said = await runScript(place, 'verify', ['--json']).catch((found: { stdout: string }) => found.stdout)
  const { faults } = JSON.parse(said) as {
    faults: { kind: string }[]
  }
  return faults.filter(({ kind }) => kind !== 'comment-missing')
}
