import { expect, test } from 'vitest'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import { atDesk } from '#tests/support/desk.ts'
import { kiosk, SIZES } from '#tests/support/screens.ts'
import { audit, auditTablet } from '#tests/support/screens-audit.ts'
import { pairedTablet } from '#tests/support/screens-tablet.ts'

const { vi: words } = DASHBOARD_TEXT
/** As long as a word may be. */
const LONGEST = 'công chức và nhân viên ạ'

test('the unit’s own word stands on the tablet, and its screens wait as long as the unit says', {
  timeout: 240_000,
}, async () => {
  const { server, page: tablet } = await pairedTablet()
  const { page, goto } = await atDesk(server, 'vi')
  await goto('/cau-hinh')
  const card = page.getByRole('region', { name: words.settings.screens })
  const word = card.locator('[name=word]')
  const save = card.getByRole('button', { name: words.common.save })
  await word.fill('cán bộ 1')
  await save.click()
  await card.getByRole('alert').first().waitFor()
  expect(await word.inputValue(), 'what was typed stays').toBe('cán bộ 1')
  await audit(page, 'settings-screens')
  await word.fill(LONGEST)
  await card.locator('[name=patience]').selectOption('3')
  await save.click()
  await card.getByText(words.settings.sent).waitFor()

  const k = kiosk(tablet)
  await tablet.evaluate(() => dispatchEvent(new Event('online')))
  const question = tablet.getByRole('heading', { name: `thái độ phục vụ của ${LONGEST} không?` })
  await expect
    .poll(
      async () => {
        await tablet.clock.runFor(5_000)
        return question.count()
      },
      { timeout: 60_000 },
    )
    .toBe(1)
  for (const size of ['landscape', 'portrait'] as const) {
    await tablet.setViewportSize(SIZES[size])
    await auditTablet(tablet, `K1-word-${size}`)
  }
  await k.face(4).click()
  await tablet.getByRole('heading', { name: 'Công chức và nhân viên ạ đã làm được' }).waitFor()
  await tablet
    .getByText(k.t.closesIn(90))
    .or(tablet.getByText(k.t.closesIn(89)))
    .waitFor()
  await auditTablet(tablet, 'K2-word-portrait')
  await k.button(k.t.tellMore).click()
  await tablet.getByText(`${LONGEST} tại quầy không đọc được`).waitFor()
  await auditTablet(tablet, 'K3-word-portrait')
})
