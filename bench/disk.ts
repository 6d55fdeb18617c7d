import type { Page } from 'playwright-core'
import { NO_HASH } from '../src/domain/entry.ts'
import { bundle } from './bundle.ts'
import type { Course, Measure } from './measure.ts'
import { newLinks, plant } from './plant.ts'
import type { Side } from './rounds.ts'
import { openTab, openTablet, SLOW } from './tab.ts'
import { serveTwin } from './twin.ts'

const A_CHUNK = 5_000
const AT = { counter: 'quay22', officer: 'canba2' }

/** What keeps a rating on disk, without screens: the tablet's own code beside bare IndexedDB, Dexie and PouchDB. */
export const disk: Measure = {
  name: 'disk',
  title: 'Keeping a rating on disk',
  how: `At ${SLOW}× slowdown, one after the other, in a page that shows nothing. *face*: the open rating is put, which every tap on a face waits for;
*whole*: and then closed, by which a line is appended and the open one deleted. **Hài Lòng**: src/device as the kiosk calls it, with its
chain of hashes. **bare**: strict transactions of plain IndexedDB with \`tx.commit()\`. **Dexie**: the same, strict. **PouchDB**: a document a rating, written
at the face and again when it is closed, as it is: not strict. *full*: where so many entries are kept already.`,
  packages: ['idb', 'dexie', 'pouchdb-browser'],
  open: async (course) => {
    const many = course.size(100_000, 1_000)
    const full = (name: string) => `${name}, full (${many.toLocaleString('en')})`
    const address = await serveTwin(course)
    const peer = (name: string, kept: number) => openPeer(course, { name, kept, address })
    const ways: [string, Promise<Side['once']>][] = [
      ['Hài Lòng', openOurs(course, 0)],
      ['bare', peer('bare', 0)],
      ['Dexie', peer('dexie', 0)],
      ['PouchDB', peer('pouchdb', 0)],
      [full('Hài Lòng'), openOurs(course, many)],
      [full('bare'), peer('bare', many)],
    ]
    const sides = await Promise.all(ways.map(async ([name, once]) => ({ name, once: await once })))
    return {
      sides,
      figures: ['face p50', 'whole p50'].map((name) => ({ name, unit: 'ms', digits: 2 })),
      goals: [
        { figure: 'face p50', of: 'Hài Lòng', to: 'bare', atMost: 1.3 },
        { figure: 'face p50', of: 'Dexie', to: 'Hài Lòng', atLeast: 2.4 },
        { figure: 'face p50', of: 'PouchDB', to: 'Hài Lòng', atLeast: 3.4 },
        {
          figure: 'face p50',
          of: [full('Hài Lòng'), 'Hài Lòng'],
          to: [full('bare'), 'bare'],
          atMost: 1.1,
        },
        { figure: 'whole p50', of: 'Hài Lòng', to: 'bare' },
        { figure: 'whole p50', of: 'Dexie', to: 'Hài Lòng' },
        { figure: 'whole p50', of: 'PouchDB', to: 'Hài Lòng' },
        {
          figure: 'whole p50',
          of: [full('Hài Lòng'), 'Hài Lòng'],
          to: [full('bare'), 'bare'],
        },
      ],
    }
  },
}

async function openOurs(course: Course, kept: number): Promise<Side['once']> {
  const { page, origin, office, slow } = await openTablet(course)
  await page.goto(`${origin}/favicon.svg`)
  if (kept > 0) await plant(page, office, kept)
  await page.evaluate(await bundle('device'))
  await page.evaluate(() => window.bench_page.store.open())
  return begin(page, slow, course)
}

type Peer = { name: string; kept: number; address: string }

async function openPeer(course: Course, { name, kept, address }: Peer): Promise<Side['once']> {
  const { page, slow } = await openTab()
  await page.goto(new URL('/favicon.svg', address).href)
  await page.evaluate(await bundle(name))
  await page.evaluate(() => window.bench_page.store.open())
  const links = newLinks('peer.1', { head: { n: 0, hash: NO_HASH }, at: AT, count: kept })
  for (let from = 0; from < kept; from += A_CHUNK) {
    const some = links.slice(from, from + A_CHUNK)
    await page.evaluate((given) => window.bench_page.store.fill(given), some)
  }
  return begin(page, slow, course)
}

async function begin(page: Page, slow: (times: number) => Promise<void>, course: Course) {
  await slow(SLOW)
  return () => page.evaluate(keepMany, course.size(60, 15))
}

/** In the page: the medians of so many ratings. */
async function keepMany(count: number): Promise<Record<string, number>> {
  const { store } = window.bench_page
  const faces: number[] = []
  const wholes: number[] = []
  for (let i = 0; i < count; i += 1) {
    const draft = {
      kind: 'rating' as const,
      answers: { score: 5 as const, standards: {}, all: false, reasons: [], rechosen: [] },
      counter: 'quay22',
      officer: 'canba2',
      shownToTap: 900,
      tappedAt: Date.now(),
    }
    const began = performance.now()
    await store.face(draft)
    const faced = performance.now()
    await store.close(draft)
    faces.push(faced - began)
    wholes.push(performance.now() - began)
  }
  const middle = (all: number[]) => all.sort((a, b) => a - b)[all.length >> 1] ?? Number.NaN
  return { 'face p50': middle(faces), 'whole p50': middle(wholes) }
}
