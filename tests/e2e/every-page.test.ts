import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { addDays, localTime } from '#src/domain/calendar.ts'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import { LANGUAGES } from '#src/ui/text/lang.ts'
import { forAllTests } from '#tests/support/at-end.ts'
import { newProfile, openBrowser } from '#tests/support/browser.ts'
import { faultsByKeyboard } from '#tests/support/keyboard-walk.ts'
import { faultsOf } from '#tests/support/screens-audit.ts'
import { newPlace, startServer } from '#tests/support/server.ts'
import { OFFICE, setUpOffice, signIn } from '#tests/support/server-head.ts'

const t = DASHBOARD_TEXT.vi
const SECRET = 'một câu dài để đăng nhập'
const WIDTHS = [360, 768, 1280, 1920]
const BELOW = {
  name: 'Trung tâm Phục vụ hành chính công xã An Bình',
  place: 'An Bình',
  nationalId: 'H55.12.3',
}

/** An office with a person of each role. */
const shared = forAllTests(async () => {
  const place = await newPlace()
  const made = await setUpOffice(place)
  const server = await startServer(place)
  const head = await signIn(server, made)
  const today = localTime(Date.now()).day
  const term = { first: today, last: addDays(today, 30), reason: 'Quyết định 12/QĐ-TTr' }
  const give = (role: string, more = {}) =>
    head.post('/accounts', { role, name: `Lê Thị ${role}`, user: role, password: SECRET, ...more })
  for (const role of ['deputy', 'superior', 'operator']) await give(role)
  await give('auditor', { term })
  await give('officer', { officer: made.officer })
  await head.post('/tokens', { name: 'Bảng tính', reads: ['summary'], last: addDays(today, 60) })
  return server
})

test.each(['operator', 'officer', 'superior', 'auditor', 'deputy', 'head'])(
  'every page of the %s, from 360 to 1920 px: by keyboard alone, in both languages, and axe finds nothing',
  { timeout: 300_000 },
  async (role) => {
    const { origin } = shared()
    const page = await (await openBrowser(await newProfile(), /status of 40[13] /)).page()
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.goto(`${origin}/`)
    const [user, password] = role === 'head' ? [OFFICE.user, OFFICE.password] : [role, SECRET]
    await page.getByRole('textbox', { name: t.signIn.user }).fill(user)
    await page.locator('[name=password]').fill(password)
    await page.keyboard.press('Enter')
    await page.locator('.side nav a').first().waitFor()
    const paths = await page
      .locator('.side nav a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
    if (role === 'superior') paths.push(await foundBelow(page))
    if (role === 'head' || role === 'auditor') paths.push('/ma-chot')
    await walk(
      page,
      paths.map((path) => `${origin}${path}`),
    )
  },
)

test('every page of who has not signed in, from 360 to 1920 px', { timeout: 120_000 }, async () => {
  const { origin } = shared()
  const page = await (await openBrowser(await newProfile(), /status of 410 /)).page()
  const paths = ['/dang-nhap', '/tra-cuu', '/thiet-lap', '/ma-pin', '/moi']
  await walk(
    page,
    paths.map((path) => `${origin}${path}`),
  )
})

async function walk(page: Page, addresses: readonly string[]): Promise<void> {
  for (const address of addresses) {
    await open(page, address)
    for (const width of WIDTHS) {
      const where = `${new URL(address).pathname} ${width} px`
      await page.setViewportSize({ width, height: width < 1024 ? 740 : 900 })
      expect.soft(await faultsByKeyboard(page), where).toEqual([])
      await lookAt(page, where)
    }
  }
}

/** What axe and a look at the words find, in English and then in Vietnamese. */
async function lookAt(page: Page, where: string): Promise<void> {
  for (const lang of ['en', 'vi'] as const) {
    await page.getByRole('button', { name: LANGUAGES[lang] }).click()
    expect.soft(await page.evaluate(() => document.documentElement.lang), where).toBe(lang)
    expect.soft(await faultsOf(page), `${where} ${lang}`).toEqual([])
  }
}

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.getByRole('heading', { level: 1 }).waitFor()
  const loading = page.getByText(t.common.loading)
  while ((await loading.count()) > 0) await loading.first().waitFor({ state: 'hidden' })
}

/** The superior founds a unit below; answers the page of its figures. */
async function foundBelow(page: Page): Promise<string> {
  const form = { ...BELOW, head: { name: 'Lê Văn Em', user: 'le.em' } }
  await page.evaluate(async (body) => {
    const { session } = await (await fetch('/api/v1/session')).json()
    await fetch(`/api/v1/units/${session.unit.id}/below`, {
      ...{ method: 'POST', body: JSON.stringify(body) },
      headers: { 'Content-Type': 'application/json' },
    })
  }, form)
  await page.reload()
  const link = page.getByRole('link', { name: BELOW.name })
  await link.waitFor()
  return (await link.getAttribute('href')) ?? ''
}
