import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { DEEDS } from '#src/protocol/deeds.ts'
import { checkDeeds } from '#src/server/proof/deeds-file.ts'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import { forAllTests } from '#tests/support/at-end.ts'
import { atDesk, type Desk } from '#tests/support/desk.ts'
import { audit } from '#tests/support/screens-audit.ts'
import { newPlace, startServer } from '#tests/support/server.ts'
import { OFFICE, setUpOffice, signIn } from '#tests/support/server-head.ts'

const t = DASHBOARD_TEXT.vi
const words = t.log
const OTHER = 'Lê Thị Hồng Nhung'
const WIDTHS = [360, 480, 620, 768, 1024, 1280, 1440, 1920]

/** An office in which something was done; the tests only read. */
const shared = forAllTests(async () => {
  const place = await newPlace()
  const made = await setUpOffice(place)
  const server = await startServer(place)
  const head = await signIn(server, made)
  await head.post('/officers', { name: OTHER, title: '' })
  await head.patch(`/officers/${made.officer}`, { name: 'Nguyễn Thị Lan Anh' })
  await head.patch(`/counters/${made.counter}`, { closed: true })
  await head.post('/tokens', { name: 'Bảng của phòng Nội vụ', reads: ['summary'], last: nextMonth() })
  for (let i = 0; i < 110; i += 1) await head.patch('', { place: OFFICE.place })
  return { server, desk: await atDesk(server, 'vi') }
})

test('a head reads who did what, by sentences, and on to the first day', async () => {
  const { page } = await opened('/so-ghi')
  const link = page.getByRole('link', { name: t.page.log, exact: true })
  expect(await link.getAttribute('aria-current')).toBe('page')
  await page.getByText(words.count('100'), { exact: true }).waitFor()
  await page.getByRole('button', { name: words.more }).click()
  await page.getByText(words.told['officer-added']({ ...NOTHING, name: OTHER })).waitFor()
  const renamed = { ...NOTHING, name: 'Nguyễn Thị Lan Anh', fields: 'tên' }
  await page.getByText(words.told['officer-changed'](renamed)).waitFor()
  await page.getByText(words.told['officer-added']({ ...NOTHING, name: OFFICE.officer })).waitFor()
  const first = page.getByRole('row').last()
  expect(plain(await first.innerText())).toContain(plain(words.operator))
  expect(plain(await first.innerText())).toContain(`Thiết lập đơn vị; thủ trưởng: ${OFFICE.head}.`)
  expect(await page.getByRole('button', { name: words.more }).count()).toBe(0)
})

test('a filter is an address, a wrong day is told beside its field, and back goes back', {
  timeout: 120_000,
}, async () => {
  const { page } = await opened('/so-ghi')
  await page.locator('[name=deed]').selectOption({ label: DEEDS['officer-added'].vi })
  await page.locator('[name="days.from"]').fill('1/1/2026')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/so-ghi\?viec=officer-added&tu=2026-01-01$/)
  await page.getByText(words.count('2'), { exact: true }).waitFor()
  await page.reload()
  await page.getByText(words.count('2'), { exact: true }).waitFor()
  expect(await page.locator('[name=deed]').inputValue()).toBe('officer-added')
  await page.locator('[name="days.to"]').fill('31/12/2025')
  await page.keyboard.press('Enter')
  await page.getByText(t.fields.days!).waitFor()
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('days.to')
  await page.locator('[name="days.from"]').fill('')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: words.empty }).waitFor()
  await audit(page, 'head-log-empty')
  await page.goBack()
  await page.getByText(words.count('2'), { exact: true }).waitFor()
  expect(await page.locator('[name="days.to"]').inputValue()).toBe('')
  await page.getByRole('link', { name: words.clear }).click()
  await page.getByText(words.count('100'), { exact: true }).waitFor()
  await page.locator('[name=by]').selectOption({ label: plain(words.operator) })
  await page.getByRole('button', { name: words.filter, exact: true }).click()
  await page.waitForURL(/\/so-ghi\?ai=may-chu$/)
  await page.getByText(words.count('1'), { exact: true }).waitFor()
})

test('what is downloaded is verified, or a table of what the filter shows; and is written down', async () => {
  const { page } = await opened('/so-ghi?viec=officer-added')
  await page.getByText(words.count('2'), { exact: true }).waitFor()
  const save = async (name: string) => {
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name }).click(),
    ])
    return text(await saved.createReadStream())
  }
  const { faults, entries } = await checkDeeds(Readable.from([await save(words.download)]))
  expect(faults).toEqual([])
  expect(entries).toBeGreaterThan(100)
  const table = await save(words.downloadTable)
  expect(table.trimEnd().split('\r\n')).toHaveLength(3)
  expect(table).toContain(OTHER)
  await page.goto(page.url().replace('officer-added', 'deeds-exported'))
  await page.getByText(words.count('2'), { exact: true }).waitFor()
})

test('nothing is cut and axe finds nothing from 360 to 1920 px', { timeout: 240_000 }, async () => {
  const { page } = await opened('/so-ghi')
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 })
    await audit(page, `head-log-${width}`)
  }
})

test('without a network the page says so, and shows the log when it is back', async () => {
  const { page } = await opened('/cau-hinh')
  await page.route('**/deeds**', (route) => route.abort('internetdisconnected'))
  await page.getByRole('link', { name: t.page.log, exact: true }).click()
  await page.getByRole('alert').getByText(t.common.offline).waitFor()
  await page.unroute('**/deeds**')
  await page.getByRole('button', { name: t.common.retry }).click()
  await page.getByText(words.count('100'), { exact: true }).waitFor()
})

/** The desk in its first size again, at that page. */
async function opened(path: string): Promise<{ page: Page; goto: Desk['goto'] }> {
  const { desk } = shared()
  await desk.page.setViewportSize({ width: 1280, height: 800 })
  await desk.goto(path)
  return desk
}

const NOTHING = {
  name: '',
  names: '',
  fields: '',
  role: '',
  n: '',
  from: '',
  to: '',
  tablet: '',
  other: '',
  why: '',
  whom: '',
  day: '',
}

function nextMonth(): string {
  return new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
}

/** A space that no line break may use is one to who reads. */
function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ')
}
