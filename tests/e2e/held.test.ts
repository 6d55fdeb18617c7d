import { expect, test } from 'vitest'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import { LANGUAGES } from '#src/ui/text/lang.ts'
import { atDesk } from '#tests/support/desk.ts'
import { kiosk, SIZES, WAYS } from '#tests/support/screens.ts'
import { audit, faultsOf } from '#tests/support/screens-audit.ts'
import { pairedTablet } from '#tests/support/screens-tablet.ts'

const { tablets: words } = DASHBOARD_TEXT.vi

test('P1 P4 what a tablet held when it was retired is sent, waits for the head, and counts where they say so', {
  timeout: 180_000,
}, async () => {
  const { server, head, page: tablet, browser } = await pairedTablet()
  await browser.context.setOffline(true)
  const { rate } = kiosk(tablet)
  await rate(5)
  const [device] = (await head.view()).devices
  await head.post(`/devices/${device?.id}/retire`)
  await browser.context.setOffline(false)
  await tablet.evaluate(() => dispatchEvent(new Event('online')))
  const held = async () => (await head.view()).devices[0]?.faults.map(({ kind }) => kind)
  await expect.poll(held, { timeout: 60_000 }).toEqual(['held'])
  expect((await head.summary()).today).toBe(0)

  const { page, goto } = await atDesk(server, 'vi')
  await goto('/may-tinh-bang')
  for (const { size, lang } of WAYS) {
    await page.setViewportSize(SIZES[size])
    await page.getByRole('button', { name: LANGUAGES[lang] }).click()
    await audit(page, `tablets-held-${size}-${lang}`)
  }
  for (const width of [360, 1920]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await faultsOf(page), `${width}`).toEqual([])
  }
  await page.setViewportSize(SIZES.landscape)
  await page.getByRole('button', { name: LANGUAGES.vi }).click()
  await page.getByRole('button', { name: words.leave, exact: true }).click()
  await audit(page, 'tablets-held-leaving')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: words.count, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: words.count, exact: true }).click()
  await page.getByText(words.counted(device?.id ?? '')).waitFor()
  await page.getByRole('button', { name: words.leave, exact: true }).waitFor({ state: 'detached' })
  expect((await head.summary()).today).toBe(1)
})
