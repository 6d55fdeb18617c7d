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
const SECRET = 'một câu dài để đăng nhập'

test('P10: a head invites an officer, who signs in on a telephone by link and sees their own page and no other', {
  timeout: 180_000,
}, async () => {
  const { server, head } = await office()
  const { page } = head
  await head.goto('/tai-khoan')
  await press(page, words.add)
  await page.locator('.inset [name=role]').selectOption('officer')
  await page.locator('.inset [name=officer]').selectOption({ index: 1 })
  const name = await page.locator('.inset [name=name]').inputValue()
  expect(name).not.toBe('')
  await page.locator('.inset [name=officer]').selectOption('')
  await page.locator('.inset [name=user]').fill('can.bo')
  await press(page, t.common.add)
  await page.locator('.inset [name=officer][aria-invalid=true]').waitFor()
  await page.locator('.inset [name=officer]').selectOption({ index: 1 })
  await audit(page, 'head-accounts-officer')
  await press(page, t.common.add)
  await page.getByRole('button', { name: `${words.invite} ${name}` }).click()
  const link = await page.getByRole('textbox', { name: words.inviteLink }).inputValue()
  await audit(page, 'head-accounts-invite')
  await page.getByRole('dialog').getByRole('button', { name: t.pin.close }).click()
  await page.getByText(words.inviteSaid).waitFor()

  const phone = await (await openBrowser(await newProfile(), /status of 4(03|10|22) /)).page()
  await phone.setViewportSize(SIZES.portrait)
  await phone.goto(link)
  await phone.getByText(t.invitation.noPin).waitFor()
  await audit(phone, 'officer-invitation')
  await narrow(phone)
  await phone.locator('[name=password]').fill('ngắn')
  await press(phone, t.invitation.submitPassword)
  await phone.locator('[name=password][aria-invalid=true]').waitFor()
  await phone.locator('[name=password]').fill(SECRET)
  await press(phone, t.invitation.submitPassword)
  await phone.getByRole('heading', { name: t.page.own, level: 1 }).waitFor()
  await phone.getByText(t.own.missing).waitFor()
  const links = phone.locator('.side nav a')
  expect(await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')))).toEqual([
    '/cua-toi',
    '/tai-khoan',
  ])
  await audit(phone, 'officer-own')
  await narrow(phone)
  await phone.goto(`${server.origin}/so-ghi`)
  await phone.getByRole('alert').waitFor()
  await phone.goto(link)
  await phone.getByText('đã được dùng').waitFor()
})

test('an operator sees the machine and nothing of citizens', { timeout: 120_000 }, async () => {
  const { server, head } = await office()
  await head.goto('/tai-khoan')
  await press(head.page, words.add)
  await head.page.locator('.inset [name=role]').selectOption('operator')
  await head.page.locator('.inset [name=name]').fill('Phạm Kỹ Thuật')
  await head.page.locator('.inset [name=user]').fill('ky.thuat')
  await head.page.locator('.inset [name=password]').fill(SECRET)
  await press(head.page, t.common.add)
  await head.page.getByText(words.roles.operator).first().waitFor()
  const page = await (await openBrowser(await newProfile(), /status of 403 /)).page()
  await page.setViewportSize(SIZES.landscape)
  await page.goto(`${server.origin}/`)
  await page.getByRole('textbox', { name: t.signIn.user }).fill('ky.thuat')
  await page.locator('[name=password]').fill(SECRET)
  await press(page, t.signIn.submit)
  await page.getByRole('heading', { name: t.page.machine, level: 1 }).waitFor()
  await page.getByText(t.machine.backup).waitFor()
  await audit(page, 'operator-machine')
})

async function office() {
  const place = await newPlace()
  await setUpOffice(place)
  const server = await startServer(place)
  return { server, head: await atDesk(server, 'vi', /status of (401|422) /), office: OFFICE }
}

/** On the smallest telephone nothing reaches beyond the screen. */
async function narrow(page: Page): Promise<void> {
  await page.setViewportSize({ width: 360, height: 640 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  await page.setViewportSize(SIZES.portrait)
}

function press(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click()
}
