import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { LANGUAGES, type Lang } from '#src/ui/text/lang.ts'
import { kiosk, SIZES, type Size, WAYS } from '#tests/support/screens.ts'
import { auditTablet } from '#tests/support/screens-audit.ts'
import { endPractice, practisingTablet } from '#tests/support/screens-tablet.ts'

const MEET = { room: 'phòng 101, tầng 1', phone: '024 3822 1234' }
const PLACE = 'Thôn Đục Khê, Xã Hương Sơn, Thành phố Hà Nội'

test('K1 to K4, both languages, both orientations, and in large text: nothing cut, nothing that axe finds, the focus in order', {
  timeout: 600_000,
}, async () => {
  const { page, head } = await practisingTablet()
  for (const { size, lang } of WAYS) {
    await citizen(page, size, lang)
    await auditTablet(page, `K1-practice-${size}-${lang}`)
  }
  await expectFocusInOrder(page)
  await page.reload()
  await endPractice({ head, page })
  for (const { size, lang } of WAYS) {
    await inNormalText(page, size, lang)
    await inLargeText(page, size, lang)
  }
  await head.patch('', { meet: MEET, place: PLACE })
  await page.addInitScript(() => {
    navigator.storage.estimate = async () => ({ usage: 2 ** 30, quota: 2 ** 30 })
  })
  await page.reload()
  await page.getByText(PLACE).waitFor()
  await withAllElse(page, 'landscape', 'en')
  await withAllElse(page, 'portrait', 'vi')
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
  const heights = page.locator('.chip').evaluateAll((chips) => chips.map(({ clientHeight }) => clientHeight))
  // SPEC section 2: 116 px with both edges of 2 px.
  expect(Math.min(...(await heights)), `a reason in ${size}`).toBeGreaterThanOrEqual(112)
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
  await shot('K3-page-1')
  await button(t.next).click()
  await shot('K3-page-2')
  await button(t.skip).click()
  await heading(t.thanks).waitFor()
  await shot('K4')
  await kiosk(page).afterThanks()
}

/** A disk that is nearly full, not this person, the face chosen again, a comment masked, and thanks that say where the head is. */
async function withAllElse(page: Page, size: Size, lang: Lang): Promise<void> {
  const { t, face, button, heading } = await citizen(page, size, lang)
  const shot = (screen: string) => auditTablet(page, `${screen}-${size}-${lang}`)
  await button(t.notThisPerson).click()
  await page.getByText(t.notice.diskNearlyFull).waitFor()
  await shot('K1-full-other')
  await face(2).click()
  await heading(t.standardsQuestion).waitFor()
  await button(t.chooseAgain).click()
  await heading(t.question).waitFor()
  await shot('K1-again')
  await face(1).click()
  await button(t.done).click()
  await heading(t.reasonsQuestion).waitFor()
  await page.getByRole('textbox').fill('Gọi tôi theo số 0912 345 678')
  await page.getByText(t.masked).waitFor()
  await shot('K3-masked')
  await button(t.skip).click()
  await page.getByText(t.meet(MEET.room, MEET.phone)).waitFor()
  await shot('K4-meet')
  await kiosk(page).afterThanks()
}

/** Upright the focus goes from the faces down to the controls. */
async function expectFocusInOrder(page: Page): Promise<void> {
  const { t, heading } = await citizen(page, 'portrait', 'vi')
  await heading(t.question).focus()
  const expected = [...t.faces, ...Object.values(LANGUAGES), t.textSize]
  for (const words of expected) {
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(words)
  }
}

/** A citizen comes to the tablet on K1, which has that size, and chooses that language. */
async function citizen(page: Page, size: Size, lang: Lang) {
  await page.setViewportSize(SIZES[size])
  await page.getByRole('radio', { name: LANGUAGES[lang] }).click()
  const seen = kiosk(page, lang)
  await seen.ready()
  return seen
}
