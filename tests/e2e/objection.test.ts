import { expect, test } from 'vitest'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import { LANGUAGES } from '#src/ui/text/lang.ts'
import { atDesk } from '#tests/support/desk.ts'
import { kiosk, SIZES, WAYS } from '#tests/support/screens.ts'
import { audit, auditTablet, faultsOf } from '#tests/support/screens-audit.ts'
import { choose, openCorner } from '#tests/support/screens-duty.ts'
import { endPractice, practisingTablet } from '#tests/support/screens-tablet.ts'
import { OFFICE } from '#tests/support/server-head.ts'

const PIN = '480271'
const OTHER = 'Trần Văn Hùng'
const WIDTHS = [360, 768, 1280, 1920]

test('an officer objects to a duty at the tablet, and the head corrects it, keyboard alone', {
  timeout: 600_000,
}, async () => {
  const practising = await practisingTablet()
  const { head, office, page, server } = practising
  await endPractice(practising)
  await head.post('/officers', { name: OTHER, title: '' })
  await head.patch(`/counters/${office.counter}`, { officer: null })
  await head.givePin(office.officer, PIN)
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await page.getByText(OFFICE.officer).first().waitFor({ state: 'hidden' })

  const { t, button } = kiosk(page)
  await openCorner(page)
  await choose(page, OFFICE.officer)
  await page.keyboard.type(PIN)
  await button(t.duty.start).click()
  await page.getByRole('region', { name: OFFICE.officer }).waitFor()
  await page.clock.runFor(60_000)
  await openCorner(page)
  await button(t.duty.end).click()
  await button(t.duty.endSurely).click()
  await page.getByRole('region', { name: t.counterName(OFFICE.counter) }).waitFor()

  await openCorner(page)
  await choose(page, OFFICE.officer)
  await button(t.own.look).click()
  await auditTablet(page, 'K6-look')
  await page.keyboard.type(PIN)
  await button(t.own.show).click()
  const own = page.getByRole('region', { name: t.own.title(OFFICE.officer) })
  const duties = own.getByRole('radiogroup', { name: t.own.title(OFFICE.officer) }).getByRole('radio')
  await duties.first().click()
  for (const { size, lang } of WAYS) {
    await page.setViewportSize(SIZES[size])
    await page.getByRole('radio', { name: LANGUAGES[lang] }).click()
    await auditTablet(page, `K6-own-${size}-${lang}`)
  }
  await page.setViewportSize(SIZES.landscape)
  await page.getByRole('radio', { name: LANGUAGES.vi }).click()
  await page.getByRole('radio', { name: t.own.whys['not-me'] }).click()
  await button(t.own.send).click()
  await page.getByText(t.own.sent).waitFor()
  await auditTablet(page, 'K6-objected')
  expect(await duties.first().isDisabled()).toBe(true)

  const desk = await atDesk(server, 'vi')
  const words = DASHBOARD_TEXT.vi.duties
  await expect
    .poll(
      async () => {
        await page.evaluate(() => dispatchEvent(new Event('online')))
        await desk.goto('/ca-lam-viec')
        await desk.page.getByRole('heading', { name: words.objections }).waitFor()
        return desk.page.getByText(words.objectedWhy['not-me']).count()
      },
      { timeout: 60_000, interval: 2_000 },
    )
    .toBeGreaterThan(0)
  await desk.goto('/')
  const told = desk.page.getByRole('link', { name: DASHBOARD_TEXT.vi.notice.objections('1') })
  await told.waitFor()
  await audit(desk.page, 'head-overview-objection')
  await told.press('Enter')
  await desk.page.getByRole('heading', { name: words.objections }).waitFor()
  for (const lang of ['en', 'vi'] as const) {
    await desk.page.getByRole('button', { name: LANGUAGES[lang] }).click()
    for (const width of WIDTHS) {
      await desk.page.setViewportSize({ width, height: 900 })
      await audit(desk.page, `head-duties-${width}-${lang}`)
    }
  }
  await desk.page.setViewportSize(SIZES.landscape)
  const first = desk.page.getByRole('region', { name: words.objections })
  await first.getByRole('button', { name: words.correct }).focus()
  await desk.page.keyboard.press('Enter')
  const dialog = desk.page.getByRole('dialog')
  await dialog.waitFor()
  await dialog.locator('[name=part]').selectOption('part')
  await dialog.locator('[name=from]').fill('07:07')
  await desk.page.keyboard.press('Enter')
  await dialog.getByRole('alert').waitFor()
  expect(await faultsOf(desk.page)).toEqual([])
  for (const lang of ['vi'] as const)
    for (const width of WIDTHS) {
      await desk.page.setViewportSize({ width, height: 900 })
      await audit(desk.page, `head-duty-dialog-${width}-${lang}`)
    }
  await desk.page.setViewportSize(SIZES.landscape)
  await dialog.locator('[name=part]').selectOption('whole')
  await dialog.locator('[name=officer]').selectOption({ label: OTHER })
  await dialog.getByRole('button', { name: DASHBOARD_TEXT.vi.common.save }).focus()
  await desk.page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'hidden' })
  await first.getByText(words.correctedTag, { exact: true }).waitFor()
  await first.getByText(OTHER).waitFor()
  await audit(desk.page, 'head-duties-corrected')
  await desk.goto('/so-ghi')
  await desk.page.getByText(`tính cho ${OTHER}`).first().waitFor()
})
