import type { Page } from 'playwright-core'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import { LANGUAGES, type Lang } from '#src/ui/text/lang.ts'
import { newProfile, openBrowser } from './browser.ts'
import { SIZES } from './screens.ts'
import type { Server } from './server.ts'
import { OFFICE } from './server-head.ts'

/** What Chromium writes on the console where a session has ended. */
const SIGNED_OUT = /status of 401 /

export type Desk = {
  page: Page
  goto: (path: string) => Promise<void>
  /** Types name and password where they are asked for. */
  signIn: () => Promise<void>
}

/** The head at a desk of their own, signed in, reading that language. What is `expected` on the console is no fault. */
export async function atDesk(
  server: Pick<Server, 'origin'>,
  lang: Lang,
  expected = SIGNED_OUT,
): Promise<Desk> {
  const browser = await openBrowser(await newProfile(), expected)
  const page = await browser.page()
  await page.setViewportSize(SIZES.landscape)
  await page.goto(`${server.origin}/`)
  await page.getByRole('button', { name: LANGUAGES[lang] }).click()
  const t = DASHBOARD_TEXT[lang]
  const signIn = async () => {
    await page.getByRole('textbox', { name: t.signIn.user }).fill(OFFICE.user)
    await page.locator('[name=password]').fill(OFFICE.password)
    await page.getByRole('button', { name: t.signIn.submit }).click()
  }
  await signIn()
  await page.getByRole('heading', { name: t.page.overview, level: 1 }).waitFor()
  const goto = async (path: string) => {
    await page.goto(`${server.origin}${path}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    // A page may have several cards that load.
    const loading = page.getByText(t.common.loading)
    while ((await loading.count()) > 0) await loading.first().waitFor({ state: 'hidden' })
  }
  return { page, goto, signIn }
}
