import { expect, test } from 'vitest'
import { LANGUAGES, type Lang } from '#src/ui/text/lang.ts'
import { newProfile } from '#tests/support/browser.ts'
import { kiosk, SIZES } from '#tests/support/screens.ts'
import { auditTablet } from '#tests/support/screens-audit.ts'
import { endPractice, openTablet, type Paired, practisingTablet } from '#tests/support/screens-tablet.ts'
import { newPlace, startServer } from '#tests/support/server.ts'
import { OFFICE, setUpOffice } from '#tests/support/server-head.ts'

type Size = keyof typeof SIZES
const EACH = (Object.keys(SIZES) as Size[]).flatMap((size) =>
  (Object.keys(LANGUAGES) as Lang[]).map((lang) => ({ size, lang })),
)

test.each(EACH)('K1 to K4, $lang, $size: nothing cut, nothing that axe finds', async ({ size, lang }) => {
  const { page, t, face, button, heading, begin } = await citizen(size, lang)
  const shot = (screen: string) => auditTablet(page, `${screen}-${size}-${lang}`)
  await shot('K1-practice')
  await begin()
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
})

test.each(EACH)('K1 to K3 in large text, $lang, $size', async ({ size, lang }) => {
  const { page, t, face, button, heading, begin } = await citizen(size, lang)
  const shot = (screen: string) => auditTablet(page, `${screen}-large-${size}-${lang}`)
  await begin()
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
})

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

test.each(['landscape', 'portrait'] as const)('K7, K8 and the staff corner, %s', async (size) => {
  const place = await newPlace()
  const office = await setUpOffice(place)
  const server = await startServer(place)
  const { page: unpaired } = await openTablet(await newProfile(), office.pairing.replace(/#.*/, ''))
  await unpaired.setViewportSize(SIZES[size])
  await kiosk(unpaired).heading(kiosk(unpaired).t.pairing.title).waitFor()
  await auditTablet(unpaired, `K7-${size}-vi`)
  await server.stop()

  const { page, head, office: other } = await practisingTablet()
  const { t, ready, heading, button } = kiosk(page)
  await page.setViewportSize(SIZES[size])
  const corner = page.getByRole('button', { name: t.corner.title })
  await corner.hover()
  await page.mouse.down()
  await page.clock.runFor(2_500)
  await heading(t.corner.title).waitFor()
  await page.mouse.up()
  await auditTablet(page, `staff-pin-${size}-vi`)
  for (const digit of OFFICE.staffPin) await button(digit).click()
  await button(t.corner.syncNow).waitFor()
  await auditTablet(page, `staff-${size}-vi`)
  await button(t.corner.close).click()
  await ready()

  await head.patch(`/counters/${other.counter}`, { closed: true })
  await page.reload()
  await heading(t.closed.title).waitFor()
  await auditTablet(page, `K8-${size}-vi`)
})

/** A citizen at a tablet of that size who reads that language; the tablet is in practice until the head says `begin`. */
async function citizen(size: Size, lang: Lang) {
  const { page, head }: Paired = await practisingTablet()
  await page.setViewportSize(SIZES[size])
  const chooseLanguage = async () => {
    await kiosk(page, 'vi').ready()
    await page.getByRole('radio', { name: LANGUAGES[lang] }).click()
    await kiosk(page, lang).ready()
  }
  const begin = async () => {
    await page.reload()
    await endPractice({ head, page })
    await chooseLanguage()
  }
  await chooseLanguage()
  return { page, begin, ...kiosk(page, lang) }
}
