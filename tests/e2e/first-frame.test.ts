import { expect, test } from 'vitest'
import { newProfile, openBrowser } from '#tests/support/browser.ts'
import { kiosk } from '#tests/support/screens.ts'
import { pairedTablet } from '#tests/support/screens-tablet.ts'
import { newPlace, startServer } from '#tests/support/server.ts'
import { setUpOffice } from '#tests/support/server-head.ts'

declare global {
  interface Window {
    hasFrame?: boolean
    /** The app took over, before a frame or after one. */
    began?: { hadFrame: boolean }
  }
}

test('the app begins after the first frame, and also in a page that has no frames', async () => {
  const place = await newPlace()
  await setUpOffice(place)
  const { origin } = await startServer(place)
  const browser = await openBrowser(await newProfile())
  await browser.context.addInitScript(() => {
    requestAnimationFrame(() => {
      window.hasFrame = true
    })
    Object.defineProperty(window, 'hailongReady', {
      set: () => {
        window.began ??= { hadFrame: window.hasFrame === true }
      },
    })
  })
  const page = await browser.page()
  const begin = async () => {
    await page.goto(`${origin}/kiosk/`)
    const began = await page.waitForFunction(() => window.began, null, { polling: 50 })
    return began.jsonValue()
  }
  expect(await begin()).toEqual({ hadFrame: true })
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  for (let i = 0; i < 5; i += 1) expect(await begin(), 'from the service worker').toEqual({ hadFrame: true })

  await browser.context.addInitScript(() => {
    window.requestAnimationFrame = () => 0
  })
  await begin()
})

test('a page whose app does not come looks for it again by itself, and never leaves for a page of the browser', async () => {
  const place = await newPlace()
  await setUpOffice(place)
  const { origin } = await startServer(place)
  const browser = await openBrowser(await newProfile(), /Failed to (load|fetch)|status of 503/)
  const page = await browser.page()
  await page.clock.install()
  let isDown = true
  const refused: string[] = []
  await page.route(/\/(assets\/kiosk-[^/]+\.js|kiosk\/)$/, async (route) => {
    const isFirst = route.request().isNavigationRequest() && refused.length === 0
    if (!isDown || isFirst) return route.continue()
    refused.push(new URL(route.request().url()).pathname)
    await route.fulfill({ status: 503 })
  })
  await page.goto(`${origin}/kiosk/`)
  const pass = async () => {
    await page.clock.runFor(1_000)
    return refused.filter((path) => path === '/kiosk/').length
  }
  await expect.poll(pass, { timeout: 30_000 }).toBeGreaterThan(1)
  expect(await page.evaluate(() => window.hailongReady)).toBeUndefined()
  isDown = false
  const ready = async () => {
    await page.clock.runFor(1_000)
    return page.evaluate(() => window.hailongReady)
  }
  await expect.poll(ready, { timeout: 30_000 }).toBe(true)
})

test('P1 a tap that the app comes too late for is said to be none, and then faces take taps again', async () => {
  const { page, letCome, t, face, button, heading } = await withoutApp()
  await face(2).click()
  expect(await face(2).getAttribute('aria-checked')).toBe('true')
  await page.clock.runFor(5_000)
  await page.getByRole('alert').getByText(t.notRecorded).waitFor()
  expect(await face(2).getAttribute('aria-checked')).toBe('false')
  letCome()
  await page.locator('.link').waitFor({ state: 'attached' })
  expect(await face(2).getAttribute('aria-checked')).toBe('false')
  // It is still said, and is over with the next tap: nobody reads it beside "recorded", and it covers no button.
  expect(await page.getByRole('alert').getByText(t.notRecorded).isVisible()).toBe(true)
  await face(5).click()
  await heading(t.standardsQuestion).waitFor()
  expect(await page.getByRole('alert').getByText(t.notRecorded).isVisible()).toBe(false)
  await button(t.done).click()
  await heading(t.thanks).waitFor()
})

test('P1 each tap that comes too early is told of for its own time', async () => {
  const { page, face, t } = await withoutApp()
  const word = page.getByRole('alert').getByText(t.notRecorded)
  await face(2).click()
  await page.clock.runFor(5_000)
  await word.waitFor()
  await page.clock.runFor(6_000)
  await face(3).click()
  expect(await word.isVisible(), 'a tap that is held is not refused yet').toBe(false)
  await page.clock.runFor(5_000)
  await word.waitFor()
  await page.clock.runFor(6_000)
  expect(await word.isVisible()).toBe(true)
  await page.clock.runFor(7_000)
  expect(await word.isVisible()).toBe(false)
})

/** A paired tablet that starts anew, with nothing kept, at a server that gives the app's file only when it is let. */
async function withoutApp() {
  const { page, server } = await pairedTablet()
  const session = await page.context().newCDPSession(page)
  const storageTypes = 'service_workers,cache_storage'
  await session.send('Storage.clearDataForOrigin', { origin: server.origin, storageTypes })
  await session.send('Network.clearBrowserCache')
  let letCome: () => void = () => undefined
  const late = new Promise<void>((resolve) => {
    letCome = resolve
  })
  await page.route('**/assets/kiosk-*.js', async (route) => {
    await late
    await route.continue()
  })
  await page.reload({ waitUntil: 'commit' })
  return { page, letCome: () => letCome(), ...kiosk(page) }
}
