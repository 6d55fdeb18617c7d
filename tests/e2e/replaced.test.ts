import { expect, test } from 'vitest'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import { newProfile } from '#tests/support/browser.ts'
import { atDesk } from '#tests/support/desk.ts'
import { kiosk } from '#tests/support/screens.ts'
import { faultsOf } from '#tests/support/screens-audit.ts'
import { openTablet, practisingTablet } from '#tests/support/screens-tablet.ts'

test('P4 the head says which tablet a new one replaces: the old one goes out of use, and what it had not sent is named', async () => {
  const { server, head, browser: broken } = await practisingTablet()
  const old = (await head.view()).devices[0]?.id ?? ''
  await broken.kill()
  const { page, goto } = await atDesk(server, 'vi')
  const { pairing, tablets } = DASHBOARD_TEXT.vi
  await goto('/may-tinh-bang')
  await page.getByRole('combobox', { name: pairing.replaces }).selectOption(old)
  await page.getByRole('button', { name: pairing.make }).click()
  const code = await page.locator('.code-text').textContent()
  expect(await faultsOf(page)).toEqual([])

  const next = await openTablet(await newProfile(), `${server.origin}/kiosk/#${code}`)
  const { t, button, ready } = kiosk(next.page)
  await button(t.pairing.pair).click()
  await button(t.pairing.goOn).click()
  await ready()
  const { devices } = await head.view()
  expect(devices.map(({ id, retired }) => [id === old, retired])).toEqual([
    [true, true],
    [false, false],
  ])
  expect(devices[0]?.faults).toMatchObject([{ kind: 'emptied' }])
  await goto('/may-tinh-bang')
  await page.getByRole('row', { name: old }).getByText(tablets.states.retired).waitFor()
  expect(
    await page.getByRole('combobox', { name: pairing.replaces }).locator('option').allTextContents(),
  ).not.toContain(old)
})
