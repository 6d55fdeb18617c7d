import { expect, test } from 'vitest'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import { KIOSK_TEXT } from '#src/ui/text/kiosk.ts'
import { LANGUAGES } from '#src/ui/text/lang.ts'
import { atDesk } from '#tests/support/desk.ts'
import { kiosk, SIZES } from '#tests/support/screens.ts'
import { audit, faultsOf } from '#tests/support/screens-audit.ts'
import { pairedTablet } from '#tests/support/screens-tablet.ts'

const TOLD = 'Cán bộ bảo phải đưa thêm tiền'
const { vi: words } = DASHBOARD_TEXT

test('who is named in the settings is told at once of a bribe, and reads what was written', {
  timeout: 240_000,
}, async () => {
  const { server, head, page: tablet } = await pairedTablet()
  const { page, goto } = await atDesk(server, 'vi')
  await goto('/viec-khan')
  await page.getByRole('heading', { name: words.urgent.notNamed }).waitFor()

  await goto('/cau-hinh')
  const card = page.getByRole('region', { name: words.urgent.receivers })
  await card.getByText(words.urgent.noneAbove).waitFor()
  await card.getByRole('checkbox').first().focus()
  await page.keyboard.press('Space')
  await audit(page, 'settings-urgent')
  await card.getByRole('button', { name: words.common.save }).click()
  await card.getByText(words.accounts.saved).waitFor()
  await page.getByRole('link', { name: words.page.urgent }).waitFor()

  const { face, button, heading, t } = kiosk(tablet)
  await face(1).click()
  await button(t.done).click()
  await heading(t.reasonsQuestion).waitFor()
  await tablet.getByRole('checkbox', { name: KIOSK_TEXT.vi.reasons.voi_vinh }).click()
  await tablet.getByRole('textbox').fill(TOLD)
  await button(t.send).click()
  await heading(t.thanks).waitFor()
  await tablet.evaluate(() => dispatchEvent(new Event('online')))
  await expect.poll(async () => (await head.summary()).today, { timeout: 60_000 }).toBe(1)

  await goto('/')
  await page.getByRole('link', { name: words.urgent.notice('1', '7') }).press('Enter')
  await page.getByText(TOLD).waitFor()
  for (const lang of ['en', 'vi'] as const) {
    await page.getByRole('button', { name: LANGUAGES[lang] }).click()
    for (const width of [360, 768, 1920]) {
      await page.setViewportSize({ width, height: 900 })
      await audit(page, `urgent-${width}-${lang}`)
    }
  }
  expect(await faultsOf(page)).toEqual([])
  await page.setViewportSize(SIZES.landscape)
  await goto('/so-ghi')
  await page.getByText('Mở 1 việc khẩn.').first().waitFor()
})
