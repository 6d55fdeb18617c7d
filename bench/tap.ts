import type { Page } from 'playwright-core'
import type { Course, Measure } from './measure.ts'
import { quantile, type Side } from './rounds.ts'
import { openTab, openTablet, SLOW, type Tab } from './tab.ts'
import { serveTwin } from './twin.ts'
import type { Tap } from './watch.ts'

const OURS = 'Hài Lòng'
const TWIN = 'hand-written'

/** From a finger to the next frame and to the disk, in the product as built, beside a hand-written page. */
export const tap: Measure = {
  name: 'tap',
  title: 'From a tap to the next frame, and to the disk',
  how: `Real taps on K1 at ${SLOW}× slowdown, no network, alone. **${OURS}**: the tablet as built and paired. **${TWIN}** (bench/twin): a page of plain HTML,
CSS and script with the same first screen, which marks the face and puts the same open rating by one bare strict put with \`tx.commit()\`. *frame*: from the finger's event to the first frame after it, done. *disk*: from the
page's first listener to \`complete\` of the transaction.`,
  open: async (course) => {
    const taps = course.size(25, 2)
    const sides = [await ours(course, taps), await twin(course, taps)]
    return {
      sides,
      figures: [
        { name: 'frame p50', unit: 'ms', digits: 1 },
        { name: 'frame p95', unit: 'ms', digits: 1 },
        { name: 'disk p50', unit: 'ms', digits: 1 },
      ],
      goals: [
        { figure: 'frame p50', of: OURS, to: TWIN, atMost: 1.3 },
        { figure: 'frame p95', of: OURS, to: TWIN, atMost: 1.3 },
        { figure: 'disk p50', of: OURS, to: TWIN, atMost: 1.3 },
      ],
    }
  },
}

async function ours(course: Course, taps: number): Promise<Side> {
  const tablet = await openTablet(course)
  await tablet.line('off')
  await tablet.slow(SLOW)
  return { name: OURS, once: () => tapMany(tablet, taps) }
}

async function twin(course: Course, taps: number): Promise<Side> {
  const tab = await openTab()
  await tab.page.goto(await serveTwin(course))
  await tab.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await tab.line('off')
  await tab.slow(SLOW)
  return { name: TWIN, once: () => tapMany(tab, taps) }
}

async function tapMany({ page }: Tab, count: number) {
  const taps: Required<Tap>[] = []
  for (let i = 0; i < count; i += 1) taps.push(await tapOnce(page, 1 + (i % 5)))
  const frames = taps.map(({ finger, painted }) => painted - finger)
  const disks = taps.map(({ began, kept }) => kept - began)
  return {
    'frame p50': quantile(frames, 0.5),
    'frame p95': quantile(frames, 0.95),
    'disk p50': quantile(disks, 0.5),
  }
}

/** One citizen: a real tap on that face, what comes of it, and K1 again. */
export async function tapOnce(page: Page, score: number): Promise<Required<Tap>> {
  const face = page.locator(`[data-score="${score}"]`)
  await face.waitFor()
  const box = await face.boundingBox()
  if (!box) throw new Error('There is no face to tap.')
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
  await page.waitForFunction(
    () => window.bench.tap?.kept !== undefined && window.bench.tap.painted !== undefined,
  )
  const tap = await page.evaluate(() => {
    const last = window.bench.tap
    window.bench.tap = undefined
    return last
  })
  await page.evaluate(() => window.bench.finish())
  return tap as Required<Tap>
}
