import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '#src/server/app.ts'
import { openDatabase } from '#src/server/db/open.ts'
import type { Deps } from '#src/server/deps.ts'
import { loadKeys } from '#src/server/keys.ts'
import { newSetupToken } from '#src/server/setup.ts'
import { transact } from '#src/server/transact.ts'
import { type Clock, makeClock } from '#tests/support/device.ts'

export const PUBLIC_URL = 'https://hailong.test'
export const PASSWORD = 'một mật khẩu đủ dài'
export const HEAD = 'tran.nam'

/** One request of a tablet, and what the server answered. Bodies are base64 where they are gzip. */
export type Exchange = {
  at: number
  path: string
  headers: Record<string, string>
  body: string
  status: number
  answer: string
}

/** An office of which only the outermost is touched, so that this file runs in trees that are years apart. */
export type World = {
  clock: Clock
  deps: Deps
  folder: string
  /** Where it stands, every exchange since `exchanges` was last emptied. */
  exchanges: Exchange[]
  /** The network is gone. */
  isCut: boolean
  /** Each request arrives twice, as one does whose answer was lost. */
  isTwice: boolean
  unit: string
  counters: string[]
  officer: string
  cookie: string
  /** As the head, under /api/v1/units/<own unit>. */
  ask: <T>(method: string, path: string, body?: unknown) => Promise<T>
  fetch: typeof fetch
  /** The database as it stands goes to a file, or comes back from it under that epoch. */
  save: (path: string) => Promise<void>
  rollBack: (path: string, epoch: string) => Promise<void>
  end: () => Promise<void>
}

export async function openWorld(start: number): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'hai-long-landed-'))
  const path = join(folder, 'hailong.sqlite')
  const clock = makeClock(start)
  let deps = await depsOf(path, folder, clock)
  let app = createApp(deps)
  const reopen = async (act: () => Promise<void>) => {
    await deps.db.destroy()
    await act()
    deps = await depsOf(path, folder, clock)
    app = createApp(deps)
    world.deps = deps
  }
  const world: World = {
    ...{
      clock,
      deps,
      folder,
      exchanges: [],
      isCut: false,
      isTwice: false,
      unit: '',
      counters: [],
      officer: '',
      cookie: '',
    },
    fetch: async (input, init) => {
      if (world.isCut) throw new TypeError('no network')
      const request = new Request(input, init)
      const sent = Buffer.from(await request.clone().arrayBuffer())
      if (world.isTwice) await app.fetch(request.clone())
      const response = await app.fetch(request)
      world.exchanges.push(await exchangeOf(clock.now(), request, sent, response.clone()))
      return response
    },
    ask: async <T>(method: string, route: string, body?: unknown) => {
      const response = await app.request(
        route.startsWith('/api') ? route : `/api/v1/units/${world.unit}${route}`,
        {
          method,
          headers: {
            'Content-Type': 'application/json',
            'Sec-Fetch-Site': 'same-origin',
            Cookie: world.cookie,
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        },
      )
      if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${await response.text()}`)
      world.cookie ||= response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
      return (await response.json()) as T
    },
    save: (to) => reopen(() => copyFile(path, to)),
    rollBack: async (from, epoch) => {
      await reopen(() => copyFile(from, path))
      await reopen(async () => {
        const { db } = await openDatabase(path)
        await db.updateTable('meta').set({ value: epoch }).where('key', '=', 'epoch').execute()
        await db.destroy()
      })
    },
    end: async () => {
      await deps.db.destroy()
      await rm(folder, { recursive: true })
    },
  }
  await setUp(world)
  return world
}

async function depsOf(path: string, folder: string, clock: Clock): Promise<Deps> {
  return {
    ...(await openDatabase(path)),
    keys: loadKeys(join(folder, 'server-key.jwk')),
    now: clock.now,
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    publicUrl: PUBLIC_URL,
    log: () => undefined,
  }
}

async function exchangeOf(at: number, request: Request, sent: Buffer, response: Response): Promise<Exchange> {
  const gzip = request.headers.get('Content-Encoding') === 'gzip'
  return {
    at,
    path: new URL(request.url).pathname,
    headers: Object.fromEntries(request.headers),
    body: sent.toString(gzip ? 'base64' : 'utf8'),
    status: response.status,
    answer: await response.text(),
  }
}

async function setUp(world: World): Promise<void> {
  const token = await transact(world.deps, (trx) => newSetupToken(trx, world.deps))
  const made = await world.ask<{ unit: string; counter: string; officer: string }>('POST', '/api/v1/setup', {
    token,
    unit: { name: 'Trung tâm Phục vụ hành chính công xã Hương Sơn', place: 'Xã Hương Sơn' },
    head: { name: 'Trần Văn Nam', user: HEAD, password: PASSWORD },
    counter: { label: 'Quầy 01', name: 'Hộ tịch' },
    officer: { name: 'Nguyễn Thị Lan', title: 'Công chức' },
    staffPin: '246810',
  })
  world.unit = made.unit
  world.officer = made.officer
  const form = { label: 'Quầy 02', name: 'Đất đai', officer: made.officer }
  const { id } = await world.ask<{ id: string }>('POST', '/counters', form)
  world.counters = [made.counter, id]
}

/** A session lasts a day; the head comes back. */
export async function signIn(world: World, password = PASSWORD): Promise<void> {
  world.cookie = ''
  await world.ask('POST', '/api/v1/session', { user: HEAD, password })
}
