import { expect, test } from 'vitest'
import { kiosk } from '#tests/support/screens.ts'
import { openTablet, pairedTablet } from '#tests/support/screens-tablet.ts'

test('a right click, Back, another address behind the # and a script that somebody puts in lead nowhere', async () => {
  const { server, head, profile, browser, page } = await pairedTablet()
  const address = `${server.origin}/kiosk/`
  const steps = await page.evaluate(() => history.length)
  await kiosk(page).rate(4)
  expect(await page.evaluate(() => history.length), 'no screen is a step that Back takes').toBe(steps)
  // The listener stands before the click: what listens while it is on its way may hear nothing of it.
  await page.evaluate(() =>
    addEventListener('contextmenu', (event) => {
      document.documentElement.dataset.menu = event.defaultPrevented ? 'none' : 'shown'
    }),
  )
  await page.mouse.click(20, 20, { button: 'right' })
  const menu = () => page.evaluate(() => document.documentElement.dataset.menu)
  await expect.poll(menu, { message: 'the browser shows no menu', timeout: 10_000 }).toBe('none')
  await browser.kill()

  const blocked = /Content Security Policy|TrustedScript|CSP: require-trusted-types-for/
  const cold = await openTablet(profile, `${address}#pair=ABCD-EFGH`, Date.now(), blocked)
  await kiosk(cold.page).ready()
  expect(cold.page.url(), 'the code is in no address').toBe(address)
  expect((await head.view()).devices.length, 'and pairs nothing anew').toBe(1)
  const said = await cold.page.evaluate(() => {
    const script = document.createElement('script')
    try {
      script.textContent = 'document.title = "escaped"'
      document.head.append(script)
    } catch (error) {
      return String(error)
    }
    return document.title
  })
  expect(said).toMatch(/TrustedScript/)
})
