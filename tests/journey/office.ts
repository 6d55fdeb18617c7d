import { randomBytes } from 'node:crypto'
import type { Tablet } from '#src/device/types.ts'
import { createApp } from '#src/server/app.ts'
import { openDatabase } from '#src/server/db/open.ts'
import type { Deps } from '#src/server/deps.ts'
import { loadKeys } from '#src/server/keys.ts'
import { beginDevice, offerCode } from '#src/server/pairing.ts'
import { Refusal } from '#src/server/problems.ts'
import { prepareSetup, setUpUnit } from '#src/server/setup.ts'
import type { TestDatabase } from '#tests/support/database.ts'
import { type Clock, type Device, makeClock, makeDevice, whenOpened } from '#tests/support/device.ts'

/** A unit with a server and a database, in this process. The clock is the world's; tablets may have theirs wrong. */
export type Office = {
  clock: Clock
  deps: Deps
  unit: string
  counter: string
  officer: string
  /** The server as a network would reach it; restarts change what is behind it. */
  answer: (request: Request) => Promise<Response>
  /** The process ends and another opens the same database, or the one at that address. */
  restartServer: (url?: string) => Promise<void>
}

export async function openOffice(database: TestDatabase): Promise<Office> {
  const clock = makeClock()
  const keys = `${database.folder}/server-key.jwk`
  const depsOf = (opened: Awaited<ReturnType<typeof openDatabase>>): Deps => ({
    ...opened,
    keys: loadKeys(keys),
    now: clock.now,
    random: (bytes) => randomBytes(bytes),
    publicUrl: 'https://hailong.test',
    log: () => undefined,
  })
  const deps = depsOf(database)
  const prepared = await prepareSetup(deps, {
    unit: { name: 'Trung tâm Phục vụ hành chính công', place: 'Xã Hương Sơn' },
    head: { name: 'Bùi Thanh Hương', user: 'huong', password: 'mot mat khau dai' },
    counter: { label: 'Quầy 02', name: 'Hộ tịch' },
    officer: { name: 'Nguyễn Thị Lan', title: 'Công chức' },
    staffPin: '135790',
  })
  const made = await deps.db.transaction().execute((trx) => setUpUnit(trx, deps, prepared))
  if (made instanceof Refusal || !made.officer) throw new Error('the office could not be set up')
  let app = createApp(deps)
  let url = database.url
  const office: Office = {
    clock,
    deps,
    unit: made.unit,
    counter: made.counter,
    officer: made.officer,
    answer: async (request) => app.fetch(request),
    restartServer: async (other) => {
      await office.deps.db.destroy()
      url = other ?? url
      office.deps = depsOf(await openDatabase(url))
      app = createApp(office.deps)
    },
  }
  return office
}

/** A tablet that is paired, has met the server and is past its practice. */
export async function pairTablet(
  office: Office,
  fetch: typeof globalThis.fetch,
): Promise<{ device: Device; tablet: Tablet }> {
  const acting = { deps: office.deps, unit: office.unit, by: null }
  const offer = await office.deps.db
    .transaction()
    .execute((trx) => offerCode({ ...acting, trx }, office.counter))
  if (offer instanceof Refusal) throw new Error('no pairing code')
  const device = makeDevice(fetch, office.clock)
  const tablet = await whenOpened(device.open())
  const pairing = await tablet.pair(offer.code)
  if (!pairing.ok) throw new Error(`not paired: ${pairing.why}`)
  await tablet.syncNow()
  const log = (await tablet.health()).log
  await office.deps.db.transaction().execute((trx) => beginDevice({ ...acting, trx }, log.split('.')[0]!))
  await tablet.syncNow()
  const status = tablet.status()
  if (status.kind !== 'paired' || status.config.practice) throw new Error('practice did not end')
  return { device, tablet }
}
