import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import { newProfile, openBrowser } from '#tests/support/browser.ts'
import { atDesk } from '#tests/support/desk.ts'
import { SIZES } from '#tests/support/screens.ts'
import { audit } from '#tests/support/screens-audit.ts'
import { newPlace, startServer } from '#tests/support/server.ts'
import { setUpOffice } from '#tests/support/server-head.ts'

const t = DASHBOARD_TEXT.vi
const words = t.tree
const SECRET = 'một câu dài để đăng nhập'
const COMMUNE = 'Trung tâm Phục vụ hành chính công xã An Bình'

test('P10: a superior founds units, renames and merges them; a head signs in by the link and reads of the old unit what is closed', {
  timeout: 240_000,
}, async () => {
  const { server, page, desk } = await superior()
  await page.getByText(words.none).first().waitFor()
  await found(page, { name: COMMUNE, nationalId: 'H55..3', user: 'le.em' })
  await page.locator('.inset [name=nationalId][aria-invalid=true]').waitFor()
  await page.locator('.inset [name=nationalId]').fill('H55.12.3')
  await audit(page, 'superior-found')
  await press(page, t.common.add)
  const link = await page.getByRole('textbox', { name: t.accounts.inviteLink }).inputValue()
  await page.getByRole('dialog').getByRole('button', { name: t.pin.close }).click()
  await page.getByRole('link', { name: COMMUNE }).waitFor()

  await found(page, { name: 'UBND xã Cũ', nationalId: '', user: 'le.cu' })
  await press(page, t.common.add)
  await page.getByRole('dialog').getByRole('button', { name: t.pin.close }).click()
  await page.getByRole('link', { name: 'UBND xã Cũ' }).waitFor()
  await audit(page, 'superior-below')
  await narrow(page)

  await page.getByRole('button', { name: `${words.move} UBND xã Cũ` }).click()
  await page.locator('.inset [name=code]').fill('2222')
  await press(page, t.common.save)
  await page.locator('.inset [name=code][aria-invalid=true]').waitFor()
  await audit(page, 'superior-move')
  await page.locator('.inset [name=under]').selectOption({ label: COMMUNE })
  await press(page, t.common.save)
  await page.locator('th.depth-1').getByRole('link', { name: 'UBND xã Cũ' }).waitFor()
  await press(page, words.offerCode)
  const offered = await page.getByRole('textbox', { name: words.code }).inputValue()
  expect(offered).toMatch(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){2}$/)
  await audit(page, 'superior-offer')

  await page.getByRole('button', { name: `${words.close} UBND xã Cũ` }).click()
  await page.locator('.inset [name=last]').fill('1/1/2020')
  await page.locator('.inset [name=into]').selectOption({ label: COMMUNE })
  await press(page, t.common.save)
  await page.locator('.inset [name=last][aria-invalid=true]').waitFor()
  await audit(page, 'superior-close')
  const today = new Intl.DateTimeFormat('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date())
  await page.locator('.inset [name=last]').fill(today)
  await press(page, t.common.save)
  await page.getByText(`sáp nhập vào ${COMMUNE}`).waitFor()
  await page.getByRole('button', { name: `${words.rename} ${COMMUNE}` }).click()
  await page.locator('.inset [name=name]').fill('Trung tâm An Bình')
  await press(page, t.common.save)
  await page.getByRole('link', { name: 'Trung tâm An Bình' }).click()
  await page.getByRole('heading', { name: t.page.unit, level: 1 }).waitFor()
  await page.getByText(words.nothing).waitFor()
  await audit(page, 'superior-unit')

  const head = await (await openBrowser(await newProfile(), /status of 4(10|22) /)).page()
  await head.setViewportSize(SIZES.landscape)
  await head.goto(link)
  await head.locator('[name=password]').fill(SECRET)
  await press(head, t.invitation.submitPassword)
  await head.getByRole('heading', { name: t.page.overview, level: 1 }).waitFor()
  await head.goto(`${server.origin}/cau-hinh`)
  await head.getByText(words.former).waitFor()
  await head.getByText('UBND xã Cũ').waitFor()
  await head.locator('[name=pin]').fill('123456')
  await press(head, words.setStaffPin)
  await head.getByText(words.staffPinSet).waitFor()
  await audit(head, 'head-former')
  expect(await head.getByText(words.placing).count(), 'it has a superior').toBe(0)

  await desk.goto('/cau-hinh')
  await desk.page.locator('[name=code]').fill(offered)
  await press(desk.page, words.placeNow)
  await desk.page.locator('[name=code][aria-invalid=true]').waitFor()
  await audit(desk.page, 'head-placing')
})

async function superior(): Promise<{
  server: { origin: string }
  page: Page
  desk: Awaited<ReturnType<typeof atDesk>>
}> {
  const place = await newPlace()
  await setUpOffice(place)
  const server = await startServer(place)
  const head = await atDesk(server, 'vi', /status of (401|422) /)
  await head.goto('/tai-khoan')
  await press(head.page, t.accounts.add)
  await head.page.locator('.inset [name=role]').selectOption('superior')
  await head.page.locator('.inset [name=name]').fill('Trần Thị Chủ Tịch')
  await head.page.locator('.inset [name=user]').fill('chu.tich')
  await head.page.locator('.inset [name=password]').fill(SECRET)
  await press(head.page, t.common.add)
  await head.page.getByText(t.accounts.roles.superior).first().waitFor()
  const page = await (await openBrowser(await newProfile(), /status of 4(03|09|22) /)).page()
  await page.setViewportSize(SIZES.landscape)
  await page.goto(`${server.origin}/`)
  await page.getByRole('textbox', { name: t.signIn.user }).fill('chu.tich')
  await page.locator('[name=password]').fill(SECRET)
  await press(page, t.signIn.submit)
  await page.getByRole('heading', { name: t.page.below, level: 1 }).waitFor()
  return { server, page, desk: head }
}

async function found(
  page: Page,
  { name, nationalId, user }: Record<'name' | 'nationalId' | 'user', string>,
): Promise<void> {
  await press(page, words.add)
  await page.locator('.inset [name=name]').fill(name)
  await page.locator('.inset [name=nationalId]').fill(nationalId)
  await page.locator('.inset [name="head.name"]').fill('Lê Văn Em')
  await page.locator('.inset [name="head.user"]').fill(user)
  if (nationalId !== '') await press(page, t.common.add)
}

/** On the smallest telephone, and on a wide desk, nothing reaches beyond the screen. */
async function narrow(page: Page): Promise<void> {
  for (const [width, height] of [
    [360, 640],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  }
  await page.setViewportSize(SIZES.landscape)
}

function press(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click()
}
