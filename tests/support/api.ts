import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Setup } from '#src/protocol/session.ts'
import { createApp } from '#src/server/app.ts'
import { closeDue } from '#src/server/closing.ts'
import type { Deps } from '#src/server/deps.ts'
import { loadKeys } from '#src/server/keys.ts'
import { Refusal } from '#src/server/problems.ts'
import { newSetupToken, prepareSetup, setUpUnit } from '#src/server/setup.ts'
import type { Site } from '#src/server/static.ts'
import { transact } from '#src/server/transact.ts'
import { confirmTime } from '#src/server/trusted-time.ts'
import type { Open } from './database.ts'

export const ORIGIN = 'http://localhost:3000'
export const PASSWORD = 'một mật khẩu đủ dài'

/** A Monday, 8:00 in Vietnam. */
export const MONDAY = Date.parse('2026-11-23T01:00:00Z')

/** `raw` is sent as it is, `body` as JSON (a string as it is); an empty header is left out. */
export type Ask = {
  body?: unknown
  raw?: Uint8Array<ArrayBuffer>
  headers?: Record<string, string>
  cookie?: string
  /** The address that it comes from. */
  from?: string
}
export type Api = {
  deps: Deps
  clock: { now: number }
  /** What the server wrote in its log, as JSON lines. */
  logged: string[]
  ask: (method: string, path: string, ask?: Ask) => Promise<Response>
  /** Lets time pass to that instant, closing what becomes due on the way. */
  passTo: (instant: number) => Promise<void>
}

/** The real app on a real database, with a clock that stands still until it is told. */
export async function openApi(open: Open, site: Site = new Map(), publicUrl = ORIGIN): Promise<Api> {
  const { db, dialect, epoch, folder } = await open()
  const clock = { now: MONDAY }
  const logged: string[] = []
  const deps: Deps = {
    db,
    dialect,
    epoch,
    keys: loadKeys(join(folder, 'server-key.jwk')),
    now: () => clock.now,
    random: (bytes) => randomBytes(bytes),
    publicUrl,
    log: (event, facts) => logged.push(JSON.stringify({ event, ...facts })),
  }
  const app = createApp(deps, site)
  return {
    deps,
    clock,
    logged,
    ask: async (method, path, { body, raw, headers = {}, cookie, from } = {}) => {
      const all: Record<string, string> = {
        ...(cookie && { Cookie: cookie }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        'Sec-Fetch-Site': 'same-origin',
        ...headers,
      }
      const init = {
        method,
        headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')),
        ...(raw && { body: raw }),
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }
      return app.request(path, init, { address: from })
    },
    passTo: async (instant) => {
      clock.now = instant
      await confirmTime(deps.db, instant)
      await closeDue(deps)
    },
  }
}

export type Head = {
  account: string
  unit: string
  counter: string
  officer: string
  cookie: string
  /** Asks under /api/v1/units/<own unit>; fails where the answer is a refusal. */
  get: <T>(path: string) => Promise<T>
  post: <T>(path: string, body?: unknown) => Promise<T>
  patch: <T>(path: string, body: unknown) => Promise<T>
}

const FORM: Omit<Setup, 'token'> = {
  unit: { name: 'UBND xã Hòa Bình', place: 'Hòa Bình' },
  head: { name: 'Trần Văn Nam', user: 'tran.nam', password: PASSWORD },
  counter: { label: '1', name: 'Hộ tịch' },
  officer: { name: 'Nguyễn Thị Hoa', title: 'Công chức' },
  staffPin: '246810',
}

/** Sets up the first unit, over the one-time link. */
export async function setUpHead(api: Api, token?: string): Promise<Head> {
  const link = token ?? (await transact(api.deps, (trx) => newSetupToken(trx, api.deps)))
  const response = await api.ask('POST', '/api/v1/setup', { body: { ...FORM, token: link } })
  expect(response.status, await response.clone().text()).toBe(200)
  const { head, unit, counter, officer } = (await response.json()) as Record<string, string>
  const own = { account: head!, unit: unit!, counter: counter!, officer: officer! }
  return headOf(api, { ...own, cookie: cookieOf(response) })
}

/** One more unit, as the operator makes it in the terminal, below that one or on its own. */
export async function setUpAnother(api: Api, user: string, parent: string | null = null): Promise<Head> {
  const { token: _, ...form } = setupForm('', user)
  const prepared = await prepareSetup(api.deps, form)
  const made = await transact(api.deps, (trx) => setUpUnit(trx, api.deps, { ...prepared, parent }))
  if (made instanceof Refusal) throw new Error(made.code)
  const response = await api.ask('POST', '/api/v1/session', { body: { user, password: PASSWORD } })
  return headOf(api, { ...made, account: made.head, officer: made.officer ?? '', cookie: cookieOf(response) })
}

export function headOf(
  api: Api,
  who: Pick<Head, 'account' | 'unit' | 'counter' | 'officer' | 'cookie'>,
): Head {
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await api.ask(method, `/api/v1/units/${who.unit}${path}`, { body, cookie: who.cookie })
    expect(response.status, `${method} ${path}: ${await response.clone().text()}`).toBe(200)
    return (await response.json()) as T
  }
  return {
    ...who,
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    patch: (path, body) => call('PATCH', path, body),
  }
}

export function setupForm(token: string, user = 'tran.nam'): Setup {
  return { ...FORM, token, head: { ...FORM.head, user } }
}

/** What a browser would send back. */
export function cookieOf(response: Response): string {
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

/** The code of a refusal, whose form is checked on the way. */
export async function problemOf(response: Response): Promise<string> {
  expect(response.headers.get('Content-Type'), response.url + (await response.clone().text())).toBe(
    'application/problem+json',
  )
  const body = (await response.json()) as { type: string; code: string; status: number; title: string }
  expect(body).toMatchObject({ type: `/problems#${body.code}`, status: response.status })
  expect(body.title).not.toBe('')
  return body.code
}
