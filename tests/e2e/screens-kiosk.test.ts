import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { LANGUAGES, type Lang } from '#src/ui/text/lang.ts'
import { newProfile } from '#tests/support/browser.ts'
import { kiosk, SIZES } from '#tests/support/screens.ts'
import { auditTablet } from '#tests/support/screens-audit.ts'
import { endPractice, openTablet, practisingTablet } from '#tests/support/screens-tablet.ts'
import { OFFICE } from '#tests/support/server-head.ts'

type Size = keyof typeof SIZES
const EACH = (Object.keys(SIZES) as Size[]).flatMap((size) =>
  (Object.keys(LANGUAGES) as Lang[]).map((lang) => ({ size, lang })),
)

test('K1 to K4, both languages, both orientations, and in large text: nothing cut, nothing that axe finds', {
  timeout: 600_000,
}, async () => {
  const { page, head } = await practisingTablet()
  for (const { size, lang } of EACH) {
    await citizen(page, size, lang)
    await auditTablet(page, `K1-practice-${size}-${lang}`)
  }
  await page.reload()
  await endPractice({ head, page })
  for (const { size, lang } of EACH) {
    await inNormalText(page, size, lang)
    await inLargeText(page, size, lang)
  }
})

async function inNormalText(page: Page, size: Size, lang: Lang): Promise<void> {
  const { t, face, button, heading } = await citizen(page, size, lang)
  const shot = (screen: string) => auditTablet(page, `${screen}-${size}-${lang}`)
  await shot('K1')
  await face(2).click()
  await heading(t.standardsQuestion).waitFor()
  await shot('K2')
  await button(t.done).click()
  await heading(t.reasonsQuestion).waitFor()
  await shot('K3')
  await button(t.skip).click()
  await heading(t.thanks).waitFor()
  await shot('K4')
  await kiosk(page).afterThanks()
}

async function inLargeText(page: Page, size: Size, lang: Lang): Promise<void> {
  const { t, face, button, heading } = await citizen(page, size, lang)
  const shot = (screen: string) => auditTablet(page, `${screen}-large-${size}-${lang}`)
  await button(t.textSize).click()
  await shot('K1')
  await face(1).click()
  await heading(t.standardsQuestion).waitFor()
  await shot('K2-page-1')
  await button(t.next).click()
  await shot('K2-page-2')
  await button(t.done).click()
  await heading(t.reasonsQuestion).waitFor()
  await shot('K3')
  await button(t.skip).click()
  await heading(t.thanks).waitFor()
  await kiosk(page).afterThanks()
}

test('K1 upright: the focus goes from the faces down to the controls', async () => {
  const { page } = await practisingTablet()
  const { t, heading } = kiosk(page)
  await page.setViewportSize(SIZES.portrait)
  await heading(t.question).focus()
  const expected = [...t.faces, ...Object.values(LANGUAGES), t.textSize]
  for (const words of expected) {
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(words)
  }
})

test('K7, K8 and the staff corner, both orientations', { timeout: 600_000 }, async () => {
  const { page, head, office, server } = await practisingTablet()
  const look = async (on: Page, screen: string) => {
    for (const size of Object.keys(SIZES) as Size[]) {
      await on.setViewportSize(SIZES[size])
      await auditTablet(on, `${screen}-${size}-vi`)
    }
  }
  const unpaired = await openTablet(await newProfile(), `${server.origin}/kiosk/`)
  await kiosk(unpaired.page).heading(kiosk(unpaired.page).t.pairing.title).waitFor()
  await look(unpaired.page, 'K7')
  await unpaired.browser.kill()

  const { t, ready, heading, button } = kiosk(page)
  const corner = page.getByRole('button', { name: t.corner.title })
  await corner.hover()
  await page.mouse.down()
  await page.clock.runFor(2_500)
  await heading(t.corner.title).waitFor()
  await page.mouse.up()
  await look(page, 'staff-pin')
  for (const digit of OFFICE.staffPin) await button(digit).click()
  await button(t.corner.syncNow).waitFor()
  await look(page, 'staff')
  await button(t.corner.close).click()
  await ready()

  await head.patch(`/counters/${office.counter}`, { closed: true })
  await page.reload()
  await heading(t.closed.title).waitFor()
  await look(page, 'K8')
})

/** A citizen comes to the tablet on K1, which has that size, and chooses that language. */
async function citizen(page: Page, size: Size, lang: Lang) {
  await page.setViewportSize(SIZES[size])
  await page.getByRole('radio', { name: LANGUAGES[lang] }).click()
  const seen = kiosk(page, lang)
  await seen.ready()
  return seen
}
