import type { Course, Measure } from './measure.ts'
import type { Figures } from './rounds.ts'
import { openTab, openTablet, SLOW, type Tab } from './tab.ts'
import { serveTwin } from './twin.ts'

const OURS = 'Hài Lòng'
const TWIN = 'hand-written'

const MOMENTS = ['cold', 'offline'].flatMap((start) =>
  ['tappable', 'whole', 'on disk'].map((moment) => `${start} ${moment}`),
)

/** From the navigation to a face that takes a tap, and until that tap is on disk, beside the hand-written page. */
export const start: Measure = {
  name: 'start',
  title: 'From a cold start to a face that can be tapped',
  how: `At ${SLOW}× slowdown, on a tablet whose log and pairing stand. **cold**: browser cache, service worker and its files are gone, and the line is
as DevTools' "Fast 3G" (562.5 ms a request, 1.44 Mbit/s). **offline**: from the service worker, without a network. *tappable*: the page is tapped after
each frame until a tap on a face is taken; *whole*: whom the rating is for stands there too, which the hand-written page has in its HTML and a tablet reads from
its disk; *on disk*: until that tap's open rating is, strict. **${OURS}**: as built, served by \`npm start\`. **${TWIN}**: bench/twin,
one page with all inside, served alike, which has the same fonts and a service worker of its own.`,
  open: async (course) => ({
    sides: [await ours(course), await twin(course)].map(({ name, tab, address }) => ({
      name,
      once: () => startBoth(tab, address),
    })),
    rounds: 9,
    figures: MOMENTS.map((name) => ({ name, unit: 'ms', digits: 0 })),
    goals: [
      { figure: 'cold tappable', of: OURS, to: TWIN, atMost: 1.2 },
      { figure: 'cold whole', of: OURS, to: TWIN },
      { figure: 'cold on disk', of: OURS, to: TWIN },
      { figure: 'offline tappable', of: OURS, to: TWIN, atMost: 1.25 },
      { figure: 'offline whole', of: OURS, to: TWIN },
      { figure: 'offline on disk', of: OURS, to: TWIN },
    ],
  }),
}

type Place = { name: string; tab: Tab; address: string }

async function ours(course: Course): Promise<Place> {
  const tab = await openTablet(course)
  return { name: OURS, tab, address: `${tab.origin}/kiosk/` }
}

async function twin(course: Course): Promise<Place> {
  const address = await serveTwin(course)
  const tab = await openTab()
  await tab.page.goto(address)
  return { name: TWIN, tab, address }
}

/** A cold start, which brings the service worker back, and one from it without a network. */
async function startBoth(tab: Tab, address: string): Promise<Figures> {
  const { page, cdp } = tab
  await page.evaluate(() => localStorage.setItem('bench.tapAtOnce', 'yes'))
  await page.goto('about:blank')
  const { origin } = new URL(address)
  await cdp.send('Storage.clearDataForOrigin', { origin, storageTypes: 'service_workers,cache_storage' })
  await cdp.send('Network.clearBrowserCache')
  await tab.line('fast 3G')
  const cold = await startOnce(tab, address)
  await tab.line('full')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.goto('about:blank')
  await tab.line('off')
  const offline = await startOnce(tab, address)
  await tab.line('full')
  return {
    'cold tappable': cold.tappable,
    'cold whole': cold.whole,
    'cold on disk': cold.stored,
    'offline tappable': offline.tappable,
    'offline whole': offline.whole,
    'offline on disk': offline.stored,
  }
}

async function startOnce(
  { page, slow }: Tab,
  address: string,
): Promise<{ tappable: number; whole: number; stored: number }> {
  await slow(SLOW)
  await page.goto(address, { waitUntil: 'commit' })
  await page.waitForFunction(() => {
    const { tappable, whole, stored } = window.bench
    return tappable !== undefined && whole !== undefined && stored !== undefined
  })
  await slow(1)
  const {
    tappable = 0,
    whole = 0,
    stored = 0,
  } = await page.evaluate(() => ({
    tappable: window.bench.tappable,
    whole: window.bench.whole,
    stored: window.bench.stored,
  }))
  await page.evaluate(() => window.bench.finish())
  return { tappable, whole, stored }
}
