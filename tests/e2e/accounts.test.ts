import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import { newProfile, openBrowser } from '#tests/support/browser.ts'
import { atDesk } from '#tests/support/desk.ts'
import { SIZES } from '#tests/support/screens.ts'
import { audit } from '#tests/support/screens-audit.ts'
import { newPlace, startServer } from '#tests/support/server.ts'
import { OFFICE, setUpOffice } from '#tests/support/server-head.ts'

const t = DASHBOARD_TEXT.vi
const words = t.accounts
const NAME = 'Lê Thị Thanh Bình'
const SECRET = 'một câu dài để đăng nhập'

test('P10: a head gives a deputy access, who sees no more than a deputy may, and is signed out when it ends', {
  timeout: 180_000,
}, async () => {
  const { server, head } = await office()
  await head.goto('/tai-khoan')
  await add(head.page, { user: 'le.binh', password: 'Password1234' })
  await head.page.getByText('Mật khẩu này quá phổ biến').waitFor()
  await head.page.locator('.inset [name=password]').fill(SECRET)
  await press(head.page, t.common.add)
  await head.page.getByText(words.roles.deputy).first().waitFor()
  await audit(head.page, 'head-accounts-two')

  const page = await signedIn(server.origin, 'le.binh')
  const links = page.locator('.side nav a .word')
  expect((await links.allInnerTexts()).map(plain)).toEqual(
    [t.page.overview, t.page.feedback, t.page.tablets, t.page.duties, t.page.accounts].map(plain),
  )
  await page.getByText(words.roles.deputy).waitFor()
  await page.goto(`${server.origin}/may-tinh-bang`)
  await page.getByText(t.rescue.title).first().waitFor()
  expect(await page.getByText(t.pairing.title).count()).toBe(0)
  await page.goto(`${server.origin}/so-ghi`)
  await page.getByRole('alert').waitFor()
  expect(await page.locator('.log-filter, [download]').count()).toBe(0)
  await page.goto(`${server.origin}/tai-khoan`)
  await page.getByText(words.here).waitFor()
  expect(await page.getByText(words.list).count()).toBe(0)
  await audit(page, 'deputy-accounts')

  await press(head.page, `${words.end} ${NAME}`)
  const question = head.page.getByRole('dialog', { name: words.endTitle(NAME) })
  await question.getByRole('button', { name: words.end }).click()
  await head.page.getByText(words.states.ended).waitFor()
  await page.goto(`${server.origin}/tai-khoan`)
  await page.getByRole('button', { name: t.signIn.submit }).waitFor()
})

test('an auditor’s account has its days and its reason, which are asked for', {
  timeout: 120_000,
}, async () => {
  const { head } = await office()
  const { page } = head
  await head.goto('/tai-khoan')
  await add(page, { user: 'thanh.tra', password: SECRET, role: 'auditor' })
  await page.getByText('Chưa đúng').first().waitFor()
  await page.locator('[name="term.first"]').fill('1/1/2026')
  await page.locator('[name="term.last"]').fill('31/12/2027')
  await page.locator('[name="term.reason"]').fill('Quyết định 12/QĐ-TTr')
  await audit(page, 'head-accounts-auditor')
  await press(page, t.common.add)
  await page.getByText(/01\/01\/2026 – 31\/12\/2027 · Quyết định 12\/QĐ-TTr/).waitFor()
})

test('one sets another password, and ends where else one is signed in', { timeout: 120_000 }, async () => {
  const { server, head } = await office()
  const other = await signedIn(server.origin, OFFICE.user, OFFICE.password)
  const { page } = head
  await head.goto('/tai-khoan')
  await page.getByRole('button', { name: words.endSession }).click()
  await page.getByRole('button', { name: words.endSession }).waitFor({ state: 'detached' })
  await other.goto(`${server.origin}/tai-khoan`)
  await other.getByRole('button', { name: t.signIn.submit }).waitFor()
  await page.locator('[name=password]').fill(OFFICE.password)
  await page.locator('[name=next]').fill(SECRET)
  await press(page, t.common.save)
  await page.getByText(words.passwordSet).waitFor()
  await head.goto('/tai-khoan')
  await page.getByText(words.here).waitFor()
  await signedIn(server.origin, OFFICE.user, SECRET)
})

async function office() {
  const place = await newPlace()
  await setUpOffice(place)
  const server = await startServer(place)
  return { server, head: await atDesk(server, 'vi', /status of (401|422) /) }
}

async function add(
  page: Page,
  { user, password, role = 'deputy' }: { user: string; password: string; role?: string },
): Promise<void> {
  await press(page, words.add)
  await page.locator('.inset [name=role]').selectOption(role)
  await page.locator('.inset [name=name]').fill(NAME)
  await page.locator('.inset [name=user]').fill(user)
  await page.locator('.inset [name=password]').fill(password)
  await press(page, t.common.add)
}

function press(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click()
}

async function signedIn(origin: string, user: string, password = SECRET): Promise<Page> {
  const browser = await openBrowser(await newProfile(), /status of 40[13] /)
  const page = await browser.page()
  await page.setViewportSize(SIZES.landscape)
  await page.goto(`${origin}/`)
  await page.getByRole('textbox', { name: t.signIn.user }).fill(user)
  await page.locator('[name=password]').fill(password)
  await press(page, t.signIn.submit)
  await page.getByRole('heading', { name: t.page.overview, level: 1 }).waitFor()
  return page
}

/** A space that no line break may use is one to who reads. */
function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ')
}
