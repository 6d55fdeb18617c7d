import { appendFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openBrowser } from '#tests/support/browser.ts'
import { kiosk } from '#tests/support/screens.ts'
import { allReceived, openTablet, pairedTablet } from '#tests/support/screens-tablet.ts'
import { startServer } from '#tests/support/server.ts'

/** Chromium's own log of writes. */
function logOf(profile: string): string {
  const databases = join(profile, 'Default/IndexedDB')
  const folder = join(databases, readdirSync(databases).find((name) => name.endsWith('.leveldb'))!)
  return join(folder, readdirSync(folder).find((name) => name.endsWith('.log'))!)
}

/** What a power cut or a full disk leaves at its end: a record that was begun. */
function tearLog(profile: string): void {
  const [checksum, length, full] = [[1, 2, 3, 4], [200, 0], [1]]
  appendFileSync(logOf(profile), Buffer.from([...checksum!, ...length!, ...full!, 5, 6, 7]))
}

test('P1 P6: what is thanked after a power cut in the middle of a write outlives the next one too', async () => {
  const { place, server, head, profile, browser } = await pairedTablet()
  const address = `${server.origin}/kiosk/`
  await server.stop('SIGKILL')
  await browser.kill()
  tearLog(profile)
  for (let i = 0; i < 2; i += 1) {
    const cold = await openTablet(profile, address)
    await kiosk(cold.page).ready()
    await kiosk(cold.page).rate(5)
    await cold.browser.kill()
  }
  await startServer(place)
  const last = await openTablet(profile, address)
  await kiosk(last.page).ready()
  await allReceived(last.page, head, 2)
})

test('P1 P6 P12: without room the tablet says so and touches nothing, and with room nothing thanked is gone', async () => {
  const { place, server, head, profile, browser, page } = await pairedTablet()
  const address = `${server.origin}/kiosk/`
  await server.stop('SIGKILL')
  await kiosk(page).rate(5)
  expect(await page.evaluate(() => caches.delete('/reserve')), 'what was laid aside').toBe(true)
  await browser.kill()
  tearLog(profile)
  const torn = readFileSync(logOf(profile))
  const full = await openBrowser(profile)
  const blank = await full.page()
  const session = await full.context.newCDPSession(blank)
  await session.send('Storage.overrideQuotaForOrigin', { origin: server.origin, quotaSize: 1 })
  await blank.goto(address)
  await blank.getByText(kiosk(blank).t.notice.storageFailed).waitFor()
  await full.kill()
  expect(readFileSync(logOf(profile)).equals(torn)).toBe(true)
  for (let i = 0; i < 2; i += 1) {
    const cold = await openTablet(profile, address)
    await kiosk(cold.page).ready()
    await kiosk(cold.page).rate(5)
    await cold.browser.kill()
  }
  await startServer(place)
  const last = await openTablet(profile, address)
  await kiosk(last.page).ready()
  await allReceived(last.page, head, 3)
})
