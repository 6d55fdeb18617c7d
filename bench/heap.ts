import type { Measure } from './measure.ts'
import type { Figures } from './rounds.ts'
import { openTab, openTablet, type Tab } from './tab.ts'
import { serveTwin } from './twin.ts'

const OURS = 'Hài Lòng'
const MB = 1_000_000

/** What a page that is never closed holds after many citizens, beside the hand-written page. */
export const heap: Measure = {
  name: 'heap',
  title: 'Memory of the page after many ratings',
  how: `The page is opened anew, ten ratings are given, then so many more: the tablet as built, on the network, through K1, K2 and the thanks; the hand-written page
through its one screen and its thanks. What JavaScript holds after a garbage collection, before and after. The page's clocks leap over
what would be waited for.`,
  open: async (course) => {
    const count = course.size(1_000, 15)
    const ours = await openTablet(course)
    const twin = await openTab()
    const address = await serveTwin(course)
    return {
      sides: [
        {
          name: OURS,
          once: () =>
            rateMany(ours, {
              address: `${ours.origin}/kiosk/`,
              begun: '.link.online',
              count,
            }),
        },
        { name: 'hand-written', once: () => rateMany(twin, { address, begun: '.link', count }) },
      ],
      warm: true,
      figures: ['held at first', `grown after ${count}`].map((name) => ({ name, unit: 'MB', digits: 2 })),
      goals: [{ figure: `grown after ${count}`, of: OURS, atMost: 1 }],
    }
  },
}

/** `begun`: what stands in the page once its database is open: until then taps wait, while the page's clocks leap. */
type Many = { address: string; begun: string; count: number }

async function rateMany(tab: Tab, { address, begun, count }: Many): Promise<Figures> {
  const { page } = tab
  await page.goto(address)
  await page.locator('[data-score="5"]').waitFor()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.locator(begun).waitFor({ state: 'attached' })
  await page.evaluate(rate, 10)
  const before = await held(tab)
  await page.evaluate(rate, count)
  return { 'held at first': before, [`grown after ${count}`]: (await held(tab)) - before }
}

/** In the page. */
async function rate(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    document.querySelector<HTMLElement>(`[data-score="${1 + (i % 5)}"]`)?.click()
    await window.bench.finish()
  }
}

async function held({ cdp }: Tab): Promise<number> {
  for (let i = 0; i < 3; i += 1) await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  return usedSize / MB
}
