import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { dayText } from '#src/dashboard/accounts/day.ts'
import { addDays, localTime } from '#src/domain/calendar.ts'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import { LANGUAGES, type Lang } from '#src/ui/text/lang.ts'
import { atDesk } from '#tests/support/desk.ts'
import { SIZES } from '#tests/support/screens.ts'
import { audit } from '#tests/support/screens-audit.ts'
import { newPlace, startServer } from '#tests/support/server.ts'
import { setUpOffice } from '#tests/support/server-head.ts'

const t = DASHBOARD_TEXT.vi
const words = t.tokens
const NAME = 'Bảng tính của văn phòng'

test('P10: a head makes a token, sees it once, a program pulls by it, and pulls no more when it is revoked', {
  timeout: 240_000,
}, async () => {
  const place = await newPlace()
  await setUpOffice(place)
  const server = await startServer(place)
  const { page, goto } = await atDesk(server, 'vi', /status of (401|409|422) /)
  await goto('/tai-khoan')
  await make(page, ' ', '24/11/2020')
  await page.getByText('Xin nhập tên.').waitFor()
  expect(await page.locator('[name=last]').inputValue(), 'what was typed stays').toBe('24/11/2020')
  await page.locator('[name=name]').fill(NAME)
  await press(page, t.common.add)
  await page.getByText('Ngày này đã qua').waitFor()
  await auditEachWay(page, 'head-token-wrong')
  await press(page, t.common.cancel)

  await make(page, NAME)
  const dialog = page.getByRole('dialog', { name: words.madeTitle(NAME) })
  const secret = await dialog.locator('input').inputValue()
  await auditBothSizes(page, 'head-token-made-vi')
  await page.keyboard.press('Escape')
  expect(await dialog.isVisible(), 'a slip of a key takes nothing away').toBe(true)
  await press(page, words.copy)
  await page.getByText(words.copied).or(page.getByText(words.notCopied)).waitFor()
  const address = (await dialog.getByText('/summary?format=csv').innerText()).trim()
  await press(page, words.kept)
  await page.getByText(words.unused, { exact: false }).waitFor()
  expect(await page.content()).not.toContain(secret)

  const pull = () => fetch(address, { headers: { Authorization: `Bearer ${secret}` } })
  expect((await pull()).headers.get('Content-Type')).toContain('text/csv')
  await make(page, NAME)
  await page.getByText('Tên này đã có').first().waitFor()
  await press(page, t.common.cancel)
  await goto('/tai-khoan')
  await page.getByText(/dùng gần nhất khoảng/).waitFor()
  await auditEachWay(page, 'head-tokens')

  await press(page, `${words.revoke} ${NAME}`)
  const question = page.getByRole('dialog', { name: words.revokeTitle(NAME) })
  await question.getByRole('button', { name: words.revoke }).click()
  await page.getByText(words.states.revoked).waitFor()
  expect((await pull()).status).toBe(401)

  await make(page, 'Sắp hết', dayText(addDays(localTime(Date.now()).day, 13)))
  await press(page, words.kept)
  await page.getByText(words.states.soon).waitFor()
  await page.getByRole('button', { name: LANGUAGES.en }).click()
  await make(page, 'Office', undefined, 'en')
  await page.getByRole('dialog', { name: DASHBOARD_TEXT.en.tokens.madeTitle('Office') }).waitFor()
  await auditBothSizes(page, 'head-token-made-en')
})

async function make(page: Page, name: string, last?: string, lang: Lang = 'vi'): Promise<void> {
  const t = DASHBOARD_TEXT[lang]
  await press(page, t.tokens.add)
  await page.locator('.inset [name=name]').fill(name)
  await page.locator('.inset [name=reads]').selectOption('summary ratings')
  if (last !== undefined) await page.locator('.inset [name=last]').fill(last)
  await press(page, t.common.add)
}

async function auditBothSizes(page: Page, name: string): Promise<void> {
  for (const size of ['portrait', 'landscape'] as const) {
    await page.setViewportSize(SIZES[size])
    await audit(page, `${name}-${size}`)
  }
}

/** Both languages; Vietnamese afterwards. */
async function auditEachWay(page: Page, name: string): Promise<void> {
  for (const lang of ['en', 'vi'] as const) {
    await page.getByRole('button', { name: LANGUAGES[lang] }).click()
    await auditBothSizes(page, `${name}-${lang}`)
  }
}

function press(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click()
}
