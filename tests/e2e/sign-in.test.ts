import { expect, test } from 'vitest'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import { atDesk } from '#tests/support/desk.ts'
import { faultsOf } from '#tests/support/screens-audit.ts'
import { newPlace, startServer } from '#tests/support/server.ts'
import { setUpOffice } from '#tests/support/server-head.ts'

test('a browser that does not keep the session says so, and signs in once it does', async () => {
  const place = await newPlace()
  await setUpOffice(place)
  const { page, signIn } = await atDesk(await startServer(place), 'vi')
  const t = DASHBOARD_TEXT.vi
  await page.getByRole('button', { name: t.common.signOut }).click()
  await page.getByRole('button', { name: t.signIn.submit }).waitFor()
  // As a browser does that takes no cookies, or drops a secure one of a page without HTTPS.
  await page.route('**/api/v1/session', async (route) => {
    const response = await route.fetch()
    const { 'set-cookie': _, ...headers } = response.headers()
    // What was fetched for the page went into the browser's own jar.
    await page.context().clearCookies()
    await route.fulfill({ response, headers })
  })
  await signIn()
  await page.getByRole('alert').getByText(t.signIn.notKept).waitFor()
  expect(await faultsOf(page)).toEqual([])
  await page.unroute('**/api/v1/session')
  await signIn()
  await page.getByRole('heading', { name: t.page.overview, level: 1 }).waitFor()
})
