import { expect, test } from 'vitest'
import { newProfile, openBrowser } from '#tests/support/browser.ts'
import { kiosk } from '#tests/support/screens.ts'
import { newPlace, startServer } from '#tests/support/server.ts'
import { setUpOffice, signIn } from '#tests/support/server-head.ts'

test('P12: a private window warns as it is paired, and what it took and did not send goes with it', async () => {
  const place = await newPlace()
  const office = await setUpOffice(place)
  const server = await startServer(place)
  const head = await signIn(server, office)
  const { context } = await openBrowser(await newProfile())
  const session = await context.browser()!.newContext()
  const page = await session.newPage()
  await page.goto(office.pairing)
  const { t, button, ready, rate } = kiosk(page)
  await button(t.pairing.pair).click()
  await page.getByText(t.pairing.notPersistent).waitFor()
  await button(t.pairing.goOn).click()
  await ready()
  await session.setOffline(true)
  await rate(5)
  await session.close()

  const next = await (await context.browser()!.newContext()).newPage()
  await next.goto(`${server.origin}/kiosk/`)
  await next.getByRole('heading', { name: t.pairing.title }).waitFor()
  expect((await head.view()).devices.length).toBe(1)
})
