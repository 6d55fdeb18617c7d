import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { LANGUAGES } from '#src/ui/text/lang.ts'
import { kiosk, SIZES, WAYS } from '#tests/support/screens.ts'
import { auditBothWays, auditTablet } from '#tests/support/screens-audit.ts'
import { inkOf, READABLE } from '#tests/support/screens-ink.ts'
import { type Paired, practisingTablet } from '#tests/support/screens-tablet.ts'

type Page = Paired['page']

/** Longer than any notice stands. */
const NOTICE_MS = 13_000

test('P12 each notice, in both orientations and the languages that it has: nothing cut, nothing that axe finds', {
  timeout: 600_000,
}, async () => {
  const { page, browser, head } = await practisingTablet()
  const { t, ready, heading } = kiosk(page)

  const second = await browser.context.newPage()
  await second.goto(page.url())
  await kiosk(second).heading(t.notice.secondTab).waitFor()
  await auditBothWays(second, 'second')
  await second.close()

  for (const { size, lang } of WAYS) {
    const citizen = kiosk(page, lang)
    await page.setViewportSize(SIZES[size])
    for (const notice of ['failed', 'part'] as const) {
      await ready()
      await page.getByRole('radio', { name: LANGUAGES[lang] }).click()
      if (notice === 'failed') await fillDisk(page)
      await citizen.face(4).click()
      if (notice === 'part') {
        await citizen.heading(citizen.t.standardsQuestion).waitFor()
        await fillDisk(page)
        await citizen.button(citizen.t.done).click()
      }
      await citizen.heading(notice === 'failed' ? citizen.t.notRecorded : citizen.t.restMayBeLost).waitFor()
      await whileTimeCreeps(page, () => auditTablet(page, `${notice}-${size}-${lang}`))
      await emptyDisk(page)
      await page.clock.runFor(NOTICE_MS)
    }
  }

  await page.setViewportSize(SIZES.landscape)
  await head.post(`/devices/${(await head.view()).devices[0]!.id}/retire`)
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await page.clock.runFor(NOTICE_MS)
  await heading(t.notice.retired).waitFor()
  await auditBothWays(page, 'retired')
})

test('forced colours: what is chosen and what is pressed to go on stay readable', async () => {
  const { page } = await practisingTablet()
  const { t, face, button, heading } = kiosk(page)
  await page.emulateMedia({ forcedColors: 'active' })
  expect(await inkOf(page.getByRole('radio', { name: LANGUAGES.vi }))).toEqual(READABLE)
  await face(4).click()
  await heading(t.standardsQuestion).waitFor()
  const answer = (word: string, i: number) => page.getByRole('radio', { name: word, exact: true }).nth(i)
  await answer(t.yes, 0).click()
  await answer(t.no, 1).click()
  for (const chosen of [answer(t.yes, 0), answer(t.no, 1), answer(t.yes, 2), button(t.done)]) {
    expect(await inkOf(chosen)).toEqual(READABLE)
  }
})

/** On a busy machine the page's clock may have gone past that instant before it hears of it. */
async function pauseSoon(page: Page, tries = 20): Promise<void> {
  const soon = (await page.evaluate(() => Date.now())) + 100
  await page.clock.pauseAt(soon).catch((error: unknown) => {
    if (tries === 0 || !String(error).includes('fast-forward to the past')) throw error
    return pauseSoon(page, tries - 1)
  })
}

/** The notice goes by itself after twelve seconds; axe needs a timer or two of the page's. */
async function whileTimeCreeps(page: Page, look: () => Promise<void>): Promise<void> {
  await pauseSoon(page)
  let isOver = false
  const creeping = async () => {
    while (!isOver) {
      await page.clock.runFor(10)
      await setTimeout(50)
    }
  }
  const crept = creeping()
  await look().finally(() => {
    isOver = true
  })
  await crept
  await page.clock.resume()
}

async function fillDisk(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { put, add } = IDBObjectStore.prototype
    const full = () => {
      throw new DOMException('no room', 'QuotaExceededError')
    }
    Object.assign(IDBObjectStore.prototype, { put: full, add: full })
    Object.assign(window, { emptied: () => Object.assign(IDBObjectStore.prototype, { put, add }) })
  })
}

async function emptyDisk(page: Page): Promise<void> {
  await page.evaluate(() => {
    if ('emptied' in window && typeof window.emptied === 'function') window.emptied()
  })
}
