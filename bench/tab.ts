import type { CDPSession, Page } from 'playwright-core'
import { type Browser, newProfile, openBrowser } from '../tests/support/browser.ts'
import { kiosk, SIZES } from '../tests/support/screens.ts'
import { freePort, START } from '../tests/support/server.ts'
import { setUpOffice, signIn } from '../tests/support/server-head.ts'
import { countBytes } from './count-bytes.ts'
import type { Course } from './measure.ts'
import { newFolder } from './office.ts'
import { startNode } from './process.ts'
import { watchPage } from './watch.ts'

/** A slow tablet: REFERENCES.md measured at the same. */
export const SLOW = 6
/** DevTools' "Fast 3G": ms a request, bytes a second. */
const FAST_3G = { latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 }
const NO_LINE = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 }

/** A page of a Chromium. */
export type Tab = {
  page: Page
  cdp: CDPSession
  slow: (times: number) => Promise<void>
  line: (kind: 'fast 3G' | 'off' | 'full') => Promise<void>
}

/** What is on the console where the line is cut is no fault. */
const CUT = /ERR_INTERNET_DISCONNECTED|Failed to load resource/

/** A Chromium whose pages all are watched alike. */
export async function openChromium(): Promise<Browser> {
  const browser = await openBrowser(await newProfile(), CUT)
  await browser.context.addInitScript(watchPage)
  return browser
}

/** A page in that Chromium, or in one of its own. */
export async function openTab(chromium?: Browser): Promise<Tab> {
  const browser = chromium ?? (await openChromium())
  const page = await browser.page()
  await page.setViewportSize(SIZES.landscape)
  const cdp = await browser.context.newCDPSession(page)
  await cdp.send('Network.enable')
  return {
    page,
    cdp,
    slow: async (rate) => void (await cdp.send('Emulation.setCPUThrottlingRate', { rate })),
    line: async (kind) => {
      const speed = kind === 'fast 3G' ? FAST_3G : NO_LINE
      await browser.context.setOffline(kind === 'off') // the service worker's too
      await cdp.send('Network.emulateNetworkConditions', { offline: kind === 'off', ...speed })
    },
  }
}

/** As `npm start` runs it on an empty folder, with the office that `npm run setup` makes; what goes over the wire is counted. */
async function openServer(course: Pick<Course, 'atEnd'>) {
  const [port, behind] = [await freePort(), await freePort()]
  const wire = await countBytes(course, port, behind)
  const { PATH } = process.env
  const env = {
    PATH,
    PORT: String(behind),
    PUBLIC_URL: `http://localhost:${port}`,
    DATA_DIR: newFolder(course),
    LOG_LEVEL: 'error',
    BACKUP: 'off',
  }
  const office = await setUpOffice({ port, env })
  const { pid } = await startNode(course, { args: START, env, until: '/kiosk/' })
  const origin = `http://localhost:${port}`
  const head = await signIn({ origin, pid, printed: '', stop: async () => undefined }, office)
  return { origin, office, head, wire }
}

/** Longer than an untouched screen rests before it changes by itself. */
const RESTED_MS = 12_000

/** The product's tablet at a server of its own, paired through its own screens and past its practice, on K1. */
export async function openTablet(course: Pick<Course, 'atEnd'>, chromium?: Browser) {
  const server = await openServer(course)
  const tab = await openTab(chromium)
  const { page } = tab
  await page.goto(server.office.pairing)
  const { t, button, ready } = kiosk(page)
  await button(t.pairing.pair).click()
  await button(t.pairing.goOn).click()
  const band = page.getByText(t.practice)
  await band.waitFor()
  await server.head.begin()
  await page.evaluate(() => dispatchEvent(new Event('online')))
  while (await band.isVisible()) {
    await page.evaluate((ms) => window.bench.skip(ms), RESTED_MS)
    await page.waitForTimeout(100)
  }
  await ready()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  return { ...tab, ...server }
}
