import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { DATABASE } from '#src/device/db.ts'
import { VERSION } from '#src/device/stored.ts'
import { STAFF_TEXT } from '#src/ui/text/staff.ts'
import { kiosk } from '#tests/support/screens.ts'
import { auditBothWays } from '#tests/support/screens-audit.ts'
import { allReceived, openTablet, type Paired, pairedTablet } from '#tests/support/screens-tablet.ts'
import { ahead, freePort, newPlace, type Place, runScript, startServer } from '#tests/support/server.ts'
import { type Builds, openBuilds } from '#tests/support/server-builds.ts'
import { signIn } from '#tests/support/server-head.ts'

const SOON = { timeout: 60_000, interval: 200 }
const NINETY_DAYS = 90 * 86_400_000

test.each([
  ['the browser is killed', true],
  ['the server falls silent and the line is cut', false],
])(
  'P5 P6 P11 an update in the middle of which %s leaves the old version, which rates without a network; later it completes',
  async (_, isKilled) => {
    const { tablet, builds } = await behindBuilds()
    const { head, profile, browser } = tablet
    const address = `${builds.origin}/kiosk/`
    await rateOne(tablet.page)
    await allReceived(tablet.page, head, 1)
    const before = await kept(tablet.page)
    await leaveOldCache(tablet.page, builds)

    builds.deploy('second')
    builds.stallAfter(2)
    await lookForUpdate(tablet.page)
    await expect.poll(() => builds.isStalled(), SOON).toBe(true)
    expect(await worker(tablet.page, 'installing')).toBe(true)
    await rateOne(tablet.page)
    if (isKilled) await browser.kill()
    builds.cut(true)
    if (!isKilled) {
      await expect.poll(() => worker(tablet.page, 'installing'), SOON).toBe(false)
      expect(await worker(tablet.page, 'waiting')).toBe(false)
      await browser.kill()
    }

    const cold = await openTablet(profile, address)
    await kiosk(cold.page).ready()
    expect(await running(cold.page)).toBe('first')
    expect(await kept(cold.page)).toEqual(expect.arrayContaining(before))
    await rateOne(cold.page)
    await cold.browser.kill()

    builds.cut(false)
    const last = await openTablet(profile, address)
    await kiosk(last.page).ready()
    await letIn(last.page, 'second')
    await allReceived(last.page, head, 3)
    await expectOnly(last.page, builds, 'second')
  },
)

test('P6 P11 a tablet that slept for three months, while the server was upgraded twice, brings all that it held', async () => {
  const { tablet, builds, place } = await behindBuilds()
  const { page, head, office, profile, browser, server } = tablet
  const { t, face, heading } = kiosk(page)
  for (let i = 0; i < 2; i += 1) await rateOne(page)
  await allReceived(page, head, 2)
  builds.cut(true)
  for (let i = 0; i < 3; i += 1) await rateOne(page)
  await face(2).click()
  await heading(t.standardsQuestion).waitFor()
  await browser.kill()
  await server.stop()

  builds.deploy('second')
  builds.deploy('third')
  builds.cut(false)
  const later = ahead(place, NINETY_DAYS)
  const newer = await startServer(later)
  const woken = await openTablet(profile, `${builds.origin}/kiosk/`, Date.now() + NINETY_DAYS)
  await kiosk(woken.page).ready()
  await expect.poll(() => ratingsIn(later), { ...SOON, interval: 2_000 }).toBe(2 + 3 + 1)
  await letIn(woken.page, 'third')
  const numbers = await numbersHeld(woken.page)
  expect(numbers, 'nothing is pruned').toEqual(numbers.map((_, i) => i + 1))
  await expectOnly(woken.page, builds, 'third')
  await rateOne(woken.page)
  await allReceived(woken.page, await signIn(newer, office), 1)
})

test('P6 P12 a page that finds what a newer version wrote says so, thanks nobody, and leaves it as it is', async () => {
  const { page } = await pairedTablet()
  const { t, face, heading } = kiosk(page)
  await rateOne(page)
  const before = await numbersHeld(page)
  await page.evaluate(
    ([name, version]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name, version)
        opening.onupgradeneeded = () => opening.result.createObjectStore('later')
        opening.onblocked = () => reject(new Error('the page did not let go'))
        opening.onsuccess = () => {
          opening.result.close()
          resolve()
        }
      }),
    [DATABASE, VERSION + 1] as const,
  )
  await face(4).click()
  await heading(t.notRecorded).waitFor()
  await page.reload()
  await heading(t.notice.storageFailed).waitFor()
  for (const { storage } of Object.values(STAFF_TEXT)) await page.getByText(storage.newer).waitFor()
  await auditBothWays(page, 'broken-newer')
  expect(await numbersHeld(page)).toEqual(before)
})

type Behind = { tablet: Paired; builds: Builds; place: Place }

async function behindBuilds(): Promise<Behind> {
  const behind = await freePort()
  const builds = await openBuilds(behind)
  const place = await newPlace({ port: behind, publicUrl: builds.origin })
  const tablet = await pairedTablet(place)
  expect(await running(tablet.page)).toBe('first')
  return { tablet, builds, place }
}

async function rateOne(page: Page): Promise<void> {
  const { rate, afterThanks } = kiosk(page)
  await rate(4)
  await afterThanks()
}

/** The build whose page this is. */
function running(page: Page): Promise<string | undefined> {
  return page.evaluate(
    () =>
      /\/kiosk-(\w+)-/.exec(
        document.querySelector<HTMLLinkElement>('link[rel="modulepreload"]')?.href ?? '',
      )?.[1],
  )
}

function lookForUpdate(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    registration.update().catch(() => undefined) // cut off in the middle: that is what is tried
  })
}

function worker(page: Page, which: 'installing' | 'waiting'): Promise<boolean> {
  return page.evaluate(async (name) => Boolean((await navigator.serviceWorker.ready)[name]), which)
}

/** Nobody is at the screen, and so that build takes over as soon as it has come: the page reloads by itself. */
async function letIn(page: Page, build: string): Promise<void> {
  const later = async () => {
    await page.clock.runFor(15_000)
    return running(page)
  }
  await expect.poll(later, { ...SOON, interval: 1_000 }).toBe(build)
  await kiosk(page).ready()
}

/** A cache as an older service worker named it. */
function leaveOldCache(page: Page, { origin }: Builds): Promise<void> {
  return page.evaluate(async (name) => {
    await (await caches.open(name)).put('/kiosk/old.js', new Response('of long ago'))
  }, `workbox-precache-v1-${origin}/kiosk/`)
}

/** What the tablet itself lays aside for a full disk, there or given up at that moment: src/device/reserve.ts. */
const RESERVE = '/reserve'

/** Every address in every other cache, with the cache's name. */
function kept(page: Page): Promise<string[]> {
  return page.evaluate(async (reserve) => {
    const names = (await caches.keys()).filter((name) => name !== reserve)
    const files = names.map(async (name) =>
      (await (await caches.open(name)).keys()).map(({ url }) => `${name} ${url}`),
    )
    return (await Promise.all(files)).flat()
  }, RESERVE)
}

/** There is one cache besides, and in it are the files that this build's worker lists, and no others. */
async function expectOnly(page: Page, { origin }: Builds, build: string): Promise<void> {
  const source = await (await fetch(`${origin}/sw.js`)).text()
  const listed = [...source.matchAll(/\{"revision":(null|"[^"]+"),"url":"([^"]+)"\}/g)].map(
    ([, revision = '', url]) =>
      `${origin}/${url}${revision === 'null' ? '' : `?__WB_REVISION__=${JSON.parse(revision)}`}`,
  )
  expect(listed.filter((url) => url.includes(`/kiosk-${build}-`)).length).toBeGreaterThan(1)
  const name = `workbox-precache-v2-${origin}/kiosk/`
  await expect
    .poll(async () => (await kept(page)).sort(), SOON)
    .toEqual(listed.map((url) => `${name} ${url}`).sort())
}

/** The numbers of the one log that the tablet holds. */
function numbersHeld(page: Page): Promise<number[]> {
  return page.evaluate(
    (name) =>
      new Promise<number[]>((resolve, reject) => {
        const opening = indexedDB.open(name)
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const keys = opening.result.transaction('entries').objectStore('entries').getAllKeys()
          keys.onsuccess = () => {
            opening.result.close()
            resolve((keys.result as [string, number][]).map(([, n]) => n))
          }
        }
      }),
    DATABASE,
  )
}

/** What verify counts, which names nothing. */
async function ratingsIn(place: Place): Promise<number> {
  const said = JSON.parse(await runScript(place, 'verify', ['--json'])) as {
    ratings: number
    faults: unknown[]
  }
  expect(said.faults).toEqual([])
  return said.ratings
}
