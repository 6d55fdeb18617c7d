import { expect, test } from 'vitest'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import { atDesk } from '#tests/support/desk.ts'
import { kiosk, SIZES } from '#tests/support/screens.ts'
import { audit, auditTablet } from '#tests/support/screens-audit.ts'
import { pairedTablet } from '#tests/support/screens-tablet.ts'
import { OFFICE } from '#tests/support/server-head.ts'

const { vi: words } = DASHBOARD_TEXT

test('a tablet that the head calls shows which one it is while nobody is at it, and a touch brings K1 back', {
  timeout: 240_000,
}, async () => {
  const { server, head, page: tablet } = await pairedTablet()
  const k = kiosk(tablet)
  const [device] = (await head.view()).devices
  const { page, goto } = await atDesk(server, 'vi')
  const call = async () => {
    await goto('/may-tinh-bang')
    await page.getByRole('button', { name: words.tablets.call }).click()
    await page.getByRole('dialog').getByRole('button', { name: words.tablets.call, exact: true }).click()
    await page.getByText(words.tablets.called(OFFICE.counter)).waitFor()
    await tablet.evaluate(() => dispatchEvent(new Event('online')))
  }
  const shown = tablet.getByRole('heading', { name: k.t.notice.called(OFFICE.counter, device?.id ?? '') })
  const isShown = async () => {
    await tablet.clock.runFor(5_000)
    return shown.count()
  }

  await goto('/may-tinh-bang')
  await page.getByRole('button', { name: words.tablets.call }).press('Enter')
  await audit(page, 'tablets-call')
  await page.keyboard.press('Escape')

  await k.face(4).click()
  await k.button(k.t.done).waitFor()
  await call()
  for (let i = 0; i < 3; i += 1) expect(await isShown(), 'never over a citizen').toBe(0)
  await k.button(k.t.done).click()
  await k.heading(k.t.thanks).waitFor()
  await k.afterThanks()

  await call()
  await expect.poll(isShown, { timeout: 60_000 }).toBe(1)
  for (const size of ['landscape', 'portrait'] as const) {
    await tablet.setViewportSize(SIZES[size])
    await auditTablet(tablet, `called-${size}`)
  }
  await tablet.mouse.click(400, 600)
  await k.ready()
  await tablet.clock.runFor(1_000)
  await k.rate(5)
  await expect.poll(async () => (await head.summary()).today, { timeout: 60_000 }).toBe(2)
})
