import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { newProfile } from '#tests/support/browser.ts'
import { kiosk } from '#tests/support/screens.ts'
import { endPractice, openTablet, pairedTablet } from '#tests/support/screens-tablet.ts'
import { ahead, type Place, runScript, startServer } from '#tests/support/server.ts'
import { type Head, signIn } from '#tests/support/server-head.ts'

const DAY = 86_400_000
/** A server that was put back says so to each tablet, once. */
const GAP = /status of 409 \(Conflict\) \(\S+\/api\/v1\/log\)$/
const SOON = { timeout: 90_000, interval: 500 }

test('P1 P7 a server that was put back by a day is filled in by its tablets alone', async () => {
  const { place, office, server, head, profile, browser, page } = await pairedTablet()
  const second = await pairSecond(head, office.counter)
  await rateMany(page, 3)
  await rateMany(second.page, 2)
  await allSent(head, [page, second.page], 5)
  const made = await runScript(place, 'backup', ['--json'])
  const { path } = JSON.parse(made) as { path: string }
  await browser.kill()
  await second.browser.kill()
  await server.stop()

  const today = ahead(place, DAY)
  const working = await startServer(today)
  const address = `${working.origin}/kiosk/`
  const a = await openTablet(profile, address, Date.now() + DAY, GAP)
  const b = await openTablet(second.profile, address, Date.now() + DAY, GAP)
  await rateMany(a.page, 4)
  await rateMany(b.page, 6)
  const before = await signIn(working, office)
  await allSent(before, [a.page, b.page], 10)

  await working.stop('SIGKILL')
  await moveAway(place)
  const said = JSON.parse(await runScript(today, 'restore', ['--from', path, '--json'])) as { at: number }
  expect(said.at, 'the backup is from before this day').toBeLessThan(Date.now())
  const restored = await signIn(await startServer(today), office)
  await expect.poll(() => poked([a.page, b.page], restored), SOON).toBe(10)
  const { devices } = await restored.view()
  expect(devices.flatMap(({ faults }) => faults)).toEqual([])
  await expect(runScript(today, 'verify', [])).resolves.toBeTypeOf('string')
})

test('P4 P6 a tablet whose storage a browser emptied is known by its cookie, and the head reads what is lost', async () => {
  const { server, head, page } = await pairedTablet()
  await rateMany(page, 2)
  await allSent(head, [page], 2)
  const [before] = (await head.view()).devices
  await emptyStorage(page, server.origin)
  await page.goto(`${server.origin}/kiosk/`)
  await kiosk(page).ready()
  // Where the old worker was still going when the page came, the new one has it loaded anew once it takes over.
  await expect.poll(() => controllerOf(page), SOON).toBe('activated')
  await kiosk(page).ready()
  await rateMany(page, 1)
  await expect.poll(() => poked([page], head), SOON).toBe(3)
  const { devices } = await head.view()
  expect(devices).toHaveLength(1)
  expect(devices[0]).toMatchObject({ id: before?.id, practice: false, faults: [{ kind: 'emptied' }] })
})

/** A second tablet of that counter, in a browser of its own, whose practice has ended. */
async function pairSecond(head: Head, counter: string) {
  const offer = (await head.post('/pairing-codes', { counter })) as { address: string }
  const profile = await newProfile()
  const { browser, page } = await openTablet(profile, offer.address)
  const { t, button, ready } = kiosk(page)
  await button(t.pairing.pair).click()
  await button(t.pairing.goOn).click()
  await ready()
  await endPractice({ head, page })
  return { profile, browser, page }
}

async function rateMany(page: Page, count: number): Promise<void> {
  const { ready, rate, afterThanks } = kiosk(page)
  await ready()
  for (let i = 0; i < count; i += 1) {
    await rate((i % 5) + 1)
    await afterThanks()
  }
}

/** So many ratings of today have come. What tablets say to wait they said before they sent, so it tells nothing here. */
async function allSent(head: Head, pages: readonly Page[], ratings: number): Promise<void> {
  await expect.poll(() => poked(pages, head), SOON).toBe(ratings)
}

/** Each tablet is told that there is a network, as an operating system tells it. Answers how many ratings of today the head sees. */
async function poked(pages: readonly Page[], head: Head): Promise<number> {
  for (const page of pages) {
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await page.clock.runFor(5_000)
  }
  return (await head.summary()).today
}

/** What a browser does that is short of room: all that pages keep is gone, the cookies are not. */
async function emptyStorage(page: Page, origin: string): Promise<void> {
  await page.goto('about:blank')
  const session = await page.context().newCDPSession(page)
  const storageTypes = 'indexeddb,local_storage,cache_storage,service_workers'
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes })
}

/** How the worker stands that serves the page; undefined while there is none, or the page is just being loaded. */
async function controllerOf(page: Page): Promise<string | undefined> {
  await page.waitForLoadState()
  return page.evaluate(() => navigator.serviceWorker.controller?.state)
}

async function moveAway({ env }: Place): Promise<void> {
  for (const end of ['', '-wal', '-shm']) {
    const file = join(env.DATA_DIR!, `hailong.sqlite${end}`)
    await rename(file, `${file}.old`).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error // a server that was stopped in order leaves one file
    })
  }
}
