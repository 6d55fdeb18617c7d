import { createHash } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { CLOSING_HOURS } from '#src/domain/calendar.ts'
import { type Link, receiptCode, receiptText } from '#src/domain/entry.ts'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import { LANGUAGES, type Lang } from '#src/ui/text/lang.ts'
import { newProfile, openBrowser } from '#tests/support/browser.ts'
import { SIZES } from '#tests/support/screens.ts'
import { audit } from '#tests/support/screens-audit.ts'
import { openOffice } from '#tests/support/screens-office.ts'

const NARROW = { width: 320, height: 640 }
const TWICE_NARROW = { width: 640, height: 1280 }
const LANGS = Object.keys(LANGUAGES) as Lang[]

function shown({ hash }: Link): string {
  return receiptCode(createHash('sha256').update(receiptText(hash)).digest('hex'))
}

/** One rating of a half day that has closed, one of the next, and a citizen's browser. */
async function atHome() {
  const office = await openOffice()
  const tablet = await office.tablet()
  const links = [tablet.rate({ score: 1, reasons: '1-------' }), tablet.rate()]
  await tablet.send()
  await office.closeAt('2026-11-23', 13)
  const late = tablet.rate()
  await tablet.send({ from: 6 })
  const browser = await openBrowser(await newProfile())
  const page = await browser.page()
  return { office, codes: links.map(shown), late: shown(late), page }
}

/** The page on a desk, and so narrow that at 200 % it is the narrowest telephone's: nothing cut, nothing that axe finds. */
async function look(page: Page, name: string): Promise<void> {
  for (const [size, box] of Object.entries({ narrow: TWICE_NARROW, landscape: SIZES.landscape })) {
    await page.setViewportSize(box)
    await audit(page, `lookup-${name}-${size}`)
  }
}

test.each(LANGS)('%s: what the thank-you’s QR code opens, and what a person types', async (lang) => {
  const { office, codes, late, page } = await atHome()
  const { receipt: t, overview, fields } = DASHBOARD_TEXT[lang]
  const outcome = page.getByRole('status').filter({ has: page.getByRole('heading') })
  await page.setViewportSize(NARROW)
  await page.goto(`${office.origin}/tra-cuu#${codes[0]}`)
  await page.getByRole('button', { name: LANGUAGES[lang] }).click()
  await page.getByText(t.counted(overview.month('11', '2026'))).waitFor()
  await page.getByRole('heading', { name: 'Trung tâm Phục vụ hành chính công phường Mẫu' }).waitFor()
  await look(page, `known-${lang}`)

  await page.goto(`${office.origin}/tra-cuu`)
  const field = page.getByRole('textbox', { name: t.code })
  await field.waitFor()
  expect(await field.inputValue()).toBe('')
  await look(page, `empty-${lang}`)

  await field.press('Enter')
  await page.getByText(fields.code ?? '').waitFor()
  expect(await field.evaluate((input) => input === document.activeElement)).toBe(true)
  await look(page, `wrong-${lang}`)

  await field.fill(late.toLowerCase().replaceAll('-', ' '))
  await field.press('Enter')
  await page.getByRole('heading', { name: t.unknown }).waitFor()
  for (const why of t.unknownWhy(CLOSING_HOURS.am, CLOSING_HOURS.pm)) {
    expect(await outcome.textContent()).toContain(why)
  }
  expect(new URL(page.url()).hash).toBe(`#${late}`)
  await look(page, `unknown-${lang}`)

  await office.closeAt('2026-11-23', 19)
  await field.press('Enter')
  await page.getByText(t.whole).waitFor()
  await field.fill(`${late.slice(0, -1)}0`)
  await outcome.waitFor({ state: 'detached' })
  await field.press('Enter')
  await page.getByText(fields.code ?? '').waitFor()
  await page.goBack()
  await outcome.waitFor({ state: 'detached' })
  await page.goForward()
  await page.getByText(t.whole).waitFor()

  const stolen = '5XQD-JE88-3PVA'
  await office.db.updateTable('receipt').set({ code: stolen }).where('n', '=', 4).execute()
  await field.fill(stolen)
  await page.getByRole('button', { name: t.submit }).click()
  await page.getByRole('heading', { name: t.altered }).waitFor()
  await look(page, `altered-${lang}`)
})

test('P9: one code’s page looks like another’s, to the letter, and no code leaves the page in an address', async () => {
  const { office, codes, page } = await atHome()
  const asked: string[] = []
  page.on('request', (request) => asked.push(`${request.url()} ${JSON.stringify(request.headers())}`))
  const pages: string[] = []
  for (const code of codes) {
    await page.goto('about:blank')
    await page.goto(`${office.origin}/tra-cuu#${code}`)
    await page.getByText(DASHBOARD_TEXT.vi.receipt.whole).waitFor()
    pages.push((await page.locator('#app').innerHTML()).replaceAll(code, ''))
  }
  expect(new Set(pages).size).toBe(1)
  const elsewhere = asked.filter((request) => !request.includes('/tra-cuu#'))
  expect(elsewhere.filter((request) => request.includes('/api/v1/receipts'))).toHaveLength(2)
  for (const code of codes) expect(elsewhere.join('\n')).not.toContain(code)
})

test('a link that was cut off says so at its field', async () => {
  const { office, codes, page } = await atHome()
  await page.setViewportSize(NARROW)
  await page.goto(`${office.origin}/tra-cuu#${codes[0]?.slice(0, -1)}`)
  await page.getByText(DASHBOARD_TEXT.vi.fields.code ?? '').waitFor()
})
