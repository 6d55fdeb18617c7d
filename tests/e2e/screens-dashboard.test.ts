import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import { LANGUAGES, type Lang } from '#src/ui/text/lang.ts'
import { newProfile, openBrowser } from '#tests/support/browser.ts'
import { atDesk } from '#tests/support/desk.ts'
import { kiosk, SIZES, WAYS } from '#tests/support/screens.ts'
import { audit } from '#tests/support/screens-audit.ts'
import { inkOf, READABLE } from '#tests/support/screens-ink.ts'
import { allReceived, pairedTablet } from '#tests/support/screens-tablet.ts'
import { newPlace, startServer } from '#tests/support/server.ts'
import { OFFICE } from '#tests/support/server-head.ts'

const PAGES = {
  overview: '/',
  feedback: '/gop-y',
  tablets: '/may-tinh-bang',
  log: '/so-ghi',
  closings: '/ma-chot',
  officers: '/can-bo',
  duties: '/ca-lam-viec',
  settings: '/cau-hinh',
  accounts: '/tai-khoan',
} as const
const LANGS = Object.keys(LANGUAGES) as Lang[]

test('the head’s pages, both languages, both orientations: nothing cut, nothing that axe finds', {
  timeout: 600_000,
}, async () => {
  const { server, head, page: tablet } = await pairedTablet()
  const { rate, afterThanks } = kiosk(tablet)
  for (const level of [5, 5, 4, 3, 2, 1]) {
    await rate(level)
    await afterThanks()
  }
  await allReceived(tablet, head, 6)
  for (const lang of LANGS) {
    const desk = await atDesk(server, lang)
    await desk.page.emulateMedia({ forcedColors: 'active' })
    for (const chosen of ['.segments [aria-current]', '.language [aria-pressed=true]']) {
      expect(await inkOf(desk.page.locator(chosen)), chosen).toEqual(READABLE)
    }
    await desk.page.emulateMedia({ forcedColors: 'none' })
    for (const [name, path] of Object.entries(PAGES)) {
      await desk.goto(path)
      for (const size of ['landscape', 'portrait'] as const) {
        await desk.page.setViewportSize(SIZES[size])
        await audit(desk.page, `head-${name}-${size}-${lang}`)
      }
    }
  }
})

test('P10 a head who has not signed in sees the sign-in page and no figure', async () => {
  const place = await newPlace()
  const server = await startServer(place)
  const browser = await openBrowser(await newProfile())
  const page = await browser.page()
  await page.goto(`${server.origin}/may-tinh-bang`)
  await page.getByRole('button', { name: DASHBOARD_TEXT.vi.signIn.submit }).waitFor()
  await auditEachWay(page, 'sign-in')
})

test('a person sets up the unit through the printed link and gets a pairing code', async () => {
  const server = await startServer(await newPlace())
  const link = /http\S+\/thiet-lap#\S+/.exec(server.printed)?.[0] ?? ''
  const browser = await openBrowser(await newProfile())
  const page = await browser.page()
  await page.goto(link)
  const t = DASHBOARD_TEXT.vi
  const fill = (name: string, value: string) => page.locator(`[name="${name}"]`).fill(value)
  await fill('unit.name', OFFICE.unit)
  await auditEachWay(page, 'set-up')
  await fill('unit.place', OFFICE.place)
  await fill('head.name', OFFICE.head)
  await fill('head.user', OFFICE.user)
  await fill('head.password', OFFICE.password)
  await fill('counter.label', OFFICE.counter)
  await fill('counter.name', OFFICE.counterName)
  await fill('officer.name', OFFICE.officer)
  await fill('officer.title', OFFICE.officerTitle)
  await fill('staffPin', OFFICE.staffPin)
  await page.getByRole('button', { name: t.setUp.submit }).click()
  await page.getByText(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/).waitFor()
  await auditEachWay(page, 'set-up-done')
})

/** The page as it stands, in both orientations and both languages; Vietnamese afterwards. */
async function auditEachWay(page: Page, name: string): Promise<void> {
  const speak = (lang: Lang) => page.getByRole('button', { name: LANGUAGES[lang] }).click()
  for (const { size, lang } of WAYS) {
    await page.setViewportSize(SIZES[size])
    await speak(lang)
    await audit(page, `${name}-${size}-${lang}`)
  }
  await speak('vi')
}
