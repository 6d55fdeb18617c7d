import type { Page } from 'playwright-core'
import { NO_HASH } from '../src/domain/entry.ts'
import type { Browser } from '../tests/support/browser.ts'
import { bundle } from './bundle.ts'
import type { Course, Measure } from './measure.ts'
import { newLinks, plant } from './plant.ts'
import type { Figures } from './rounds.ts'
import { openChromium, openTablet, SLOW } from './tab.ts'

const A_CHUNK = 5_000
const AT = { counter: 'quay22', officer: 'canba2' }

/** What keeps a rating on disk, without screens: the tablet's own code beside bare IndexedDB, Dexie and PouchDB. */
export const disk: Measure = {
  name: 'disk',
  title: 'Keeping a rating on disk',
  how: `At ${SLOW}× slowdown, in one Chromium, in the tablet's origin, in a page that shows nothing; the sides take turns
rating by rating. *face*: the open rating is put, which every tap on a face waits for; *whole*: and then closed, by which a line is appended and the open one deleted. **Hài Lòng**: src/device as the kiosk calls it, with its
chain of hashes. **bare**: strict transactions of plain IndexedDB with \`tx.commit()\`. **Dexie**: the same, strict. **PouchDB**: a document a rating, written
at the face and again when it is closed, as it is: not strict. *full*: in a second tablet's origin, where so many entries are kept already.`,
  packages: ['idb', 'dexie', 'pouchdb-browser'],
  open: async (course) => {
    const chromium = await openChromium()
    const many = course.size(100_000, 1_000)
    const full = (name: string) => `${name}, full (${many.toLocaleString('en')})`
    const empty = await openTablets(course, {
      chromium,
      stores: ['device', 'bare', 'dexie', 'pouchdb'],
      kept: 0,
    })
    const filled = await openTablets(course, { chromium, stores: ['device', 'bare'], kept: many })
    const names = ['Hài Lòng', 'bare', 'Dexie', 'PouchDB', full('Hài Lòng'), full('bare')]
    return {
      sides: {
        names,
        once: async (isBack) => {
          const order = isBack ? [filled, empty] : [empty, filled]
          const given = new Map<Keeping, Figures[]>()
          for (const keeping of order) given.set(keeping, await keeping(isBack))
          const all = [empty, filled].flatMap((keeping) => given.get(keeping)!)
          return Object.fromEntries(names.map((name, i) => [name, all[i]!]))
        },
      },
      rounds: 9,
      figures: ['face p50', 'whole p50'].map((name) => ({ name, unit: 'ms', digits: 2 })),
      goals: [
        { figure: 'face p50', of: 'Hài Lòng', to: 'bare', atMost: 1.3 },
        { figure: 'face p50', of: 'Dexie', to: 'Hài Lòng', atLeast: 2.4 },
        { figure: 'face p50', of: 'Dexie', to: 'bare' },
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

/** One round in one page: what each of its stores gives, in their order. */
type Keeping = (isBack: boolean) => Promise<Figures[]>

type Place = { chromium: Browser; stores: readonly string[]; kept: number }

/** A paired tablet's origin, and in one page of it the stores, each of which holds so many entries. */
async function openTablets(course: Course, { chromium, stores, kept }: Place): Promise<Keeping> {
  const { page, origin, office, slow } = await openTablet(course, chromium)
  await page.goto(`${origin}/favicon.svg`)
  if (kept > 0) await plant(page, office, kept)
  for (const name of stores) {
    await page.evaluate(await bundle(name))
    await page.evaluate(openStore)
    if (name !== 'device') await fill(page, kept)
  }
  await slow(SLOW)
  return async (isBack) => {
    await page.bringToFront()
    return page.evaluate(keepMany, { count: course.size(60, 15), isBack })
  }
}

/** In the page: opens what was bundled last, and lists it behind the others. */
async function openStore(): Promise<void> {
  const { store } = window.bench_page
  await store.open()
  window.bench_stores = [...(window.bench_stores ?? []), store]
}

async function fill(page: Page, kept: number): Promise<void> {
  const links = newLinks('peer.1', { head: { n: 0, hash: NO_HASH }, at: AT, count: kept })
  for (let from = 0; from < kept; from += A_CHUNK) {
    const some = links.slice(from, from + A_CHUNK)
    await page.evaluate((given) => window.bench_stores!.at(-1)!.fill(given), some)
  }
}

/** In the page: a rating to each store in turn, so many times, each time another one first; the medians of each. */
async function keepMany({
  count,
  isBack,
}: {
  count: number
  isBack: boolean
}): Promise<Record<string, number>[]> {
  const stores = window.bench_stores!
  const taken = stores.map((store) => ({ store, faces: [] as number[], wholes: [] as number[] }))
  if (isBack) taken.reverse()
  for (let i = 0; i < count; i += 1) {
    const first = i % taken.length
    for (const { store, faces, wholes } of [...taken.slice(first), ...taken.slice(0, first)]) {
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
  }
  const middle = (all: number[]) => all.sort((a, b) => a - b)[all.length >> 1] ?? Number.NaN
  const inOrder = stores.map((store) => taken.find((one) => one.store === store)!)
  return inOrder.map(({ faces, wholes }) => ({ 'face p50': middle(faces), 'whole p50': middle(wholes) }))
}
