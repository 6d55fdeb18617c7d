import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { NO_HASH } from '../src/domain/entry.ts'
import { freePort, START } from '../tests/support/server.ts'
import { bundle } from './bundle.ts'
import { countBytes } from './count-bytes.ts'
import type { Course, Measure } from './measure.ts'
import { newFolder } from './office.ts'
import { newLinks, plant } from './plant.ts'
import { startNode } from './process.ts'
import type { Side } from './rounds.ts'
import { openTab, openTablet } from './tab.ts'

const AT = { counter: 'quay22', officer: 'canba2' }

/** A tablet that was offline for long gives what waits to its server, beside what others do with the same ratings. */
export const queue: Measure = {
  name: 'queue',
  title: 'From a full queue to the server, and bytes on the wire',
  how: `Ratings that wait in a real Chromium's IndexedDB, until the server has said that all are kept. **Hài Lòng**: src/device as the kiosk
calls it, planted with ratings of the same form as tapped ones; signed gzip batches to \`npm start\`, which verifies, tallies and signs; SQLite, \`synchronous=FULL\`. **PouchDB**: a
document a rating, replicated to express-pouchdb on LevelDB in batches of 500; whether it is durable was not looked at. **one POST a rating**: the next when
the last is answered, to a route that parses and inserts, \`synchronous=FULL\`. Bytes are those of TCP, both ways, headers and receipts included.`,
  packages: ['better-sqlite3', 'pouchdb-browser', 'express-pouchdb'],
  open: async (course) => {
    const count = course.size(10_000, 300)
    return {
      sides: [
        { name: 'Hài Lòng', once: await openOurs(course, count) },
        {
          name: 'PouchDB',
          once: await openPeer(course, count, { page: 'queue-pouchdb', server: 'pouchdb-server' }),
        },
        {
          name: 'one POST a rating',
          once: await openPeer(course, count, { page: 'queue-posts', server: 'ingest-twin' }),
        },
      ],
      figures: [
        { name: 'took', unit: 'ms', digits: 0 },
        { name: 'wire', unit: 'bytes a rating', digits: 1 },
      ],
      goals: [
        { figure: 'took', of: 'PouchDB', to: 'Hài Lòng', atLeast: 4 },
        { figure: 'took', of: 'one POST a rating', to: 'Hài Lòng', atLeast: 8 },
        { figure: 'wire', of: 'Hài Lòng', atMost: 45 },
        { figure: 'wire', of: 'PouchDB', to: 'Hài Lòng' },
        { figure: 'wire', of: 'one POST a rating', to: 'Hài Lòng' },
      ],
    }
  },
}

async function openOurs(course: Course, count: number): Promise<Side['once']> {
  const { page, cdp, origin, office, wire } = await openTablet(course)
  await cdp.send('Page.setBypassCSP', { enabled: true })
  const code = await bundle('device')
  return async () => {
    await page.goto(`${origin}/favicon.svg`)
    await plant(page, office, count)
    await page.evaluate(code)
    await page.evaluate(() => window.bench_page.store.open())
    return sendAll(page, wire, count)
  }
}

type Peer = { page: string; server: string }

async function openPeer(course: Course, count: number, peer: Peer): Promise<Side['once']> {
  const [port, behind] = [await freePort(), await freePort()]
  const wire = await countBytes(course, port, behind)
  const { PATH } = process.env
  const args = [...START.slice(0, -1), fileURLToPath(new URL(`${peer.server}.ts`, import.meta.url))]
  const env = { PATH, PORT: String(behind), DATA_DIR: newFolder(course) }
  await startNode(course, { args, env, until: 'http' })
  const { page, cdp } = await openTab()
  await cdp.send('Page.setBypassCSP', { enabled: true })
  await page.goto(`http://localhost:${port}/`)
  await page.evaluate(await bundle(peer.page))
  let head = { n: 0, hash: NO_HASH }
  return async () => {
    const links = newLinks('tablet.1', { head, at: AT, count })
    head = links.at(-1)!
    await page.evaluate((given) => window.bench_page.queue.fill(given), links)
    return sendAll(page, wire, count)
  }
}

async function sendAll(page: Page, wire: { bytes: () => number }, count: number) {
  const before = wire.bytes()
  const took = await page.evaluate(async () => {
    const began = performance.now()
    await window.bench_page.queue.send()
    return performance.now() - began
  })
  return { took, wire: (wire.bytes() - before) / count }
}
