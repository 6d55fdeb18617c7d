import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Browser, newProfile, openBrowser } from './browser.ts'
import { kiosk, SIZES } from './screens.ts'
import { newPlace, type Place, type Server, startServer } from './server.ts'
import { type Head, type Office, setUpOffice, signIn } from './server-head.ts'

/** Longer than any tablet waits between two exchanges. */
const SOON = { timeout: 90_000, interval: 250 }

/** A screen that was untouched for so long may change by itself. */
const RESTED_MS = 12_000

export type Paired = {
  place: Place
  office: Office
  server: Server
  head: Head
  profile: string
  browser: Browser
  page: Page
}

/** An office with one paired tablet on K1 whose practice has ended, in a fresh Chromium at a fresh server. */
export async function pairedTablet(place?: Place): Promise<Paired> {
  const practising = await practisingTablet(place)
  await endPractice(practising)
  return practising
}

/** The head says that it begins, and the tablet, which nobody touches, takes that on. */
export async function endPractice({ head, page }: Pick<Paired, 'head' | 'page'>): Promise<void> {
  const band = page.getByText(kiosk(page).t.practice)
  await band.waitFor()
  await head.begin()
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await page.clock.runFor(RESTED_MS)
  await band.waitFor({ state: 'hidden' })
  await kiosk(page).ready()
}

/** The same before the head says that it begins. */
export async function practisingTablet(given?: Place): Promise<Paired> {
  const place = given ?? (await newPlace())
  const office = await setUpOffice(place)
  const server = await startServer(place)
  const head = await signIn(server, office)
  const profile = await newProfile()
  const { browser, page } = await openTablet(profile, office.pairing)
  const { t, button, ready } = kiosk(page)
  await button(t.pairing.pair).click()
  // A browser without a head does not keep storage for ever, and staff are told so once.
  await button(t.pairing.goOn).click()
  await ready()
  return { place, office, server, head, profile, browser, page }
}

/** Waits until the server has all that the tablet holds: so many ratings today, and none left to come. */
export async function allReceived(page: Page, head: Head, ratings: number): Promise<void> {
  await expect.poll(async () => (await head.summary()).today, SOON).toBeGreaterThanOrEqual(ratings)
  // What a tablet says of itself it says before it sends, so only a later exchange tells that nothing waits.
  const pending = async () => {
    await page.evaluate(() => dispatchEvent(new Event('online')))
    return (await head.view()).devices[0]?.pending
  }
  await expect.poll(pending, { ...SOON, interval: 1_000 }).toBe(0)
  expect((await head.summary()).today).toBe(ratings)
}

/** A browser on that profile with the tablet at that address: a cold start. What is `expected` on the console is no fault. */
export async function openTablet(
  profile: string,
  address: string,
  time = Date.now(),
  expected?: RegExp,
): Promise<{ browser: Browser; page: Page }> {
  const browser = await openBrowser(profile, expected)
  const page = await browser.page()
  await page.setViewportSize(SIZES.landscape)
  await page.clock.install({ time })
  await page.goto(address)
  return { browser, page }
}
