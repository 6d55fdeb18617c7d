import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { localTime } from '#src/domain/calendar.ts'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import { LANGUAGES } from '#src/ui/text/lang.ts'
import { atDesk } from '#tests/support/desk.ts'
import { inTcvn3 } from '#tests/support/old-fonts.ts'
import { SIZES, WAYS } from '#tests/support/screens.ts'
import { audit, faultsOf } from '#tests/support/screens-audit.ts'
import { newPlace, startServer } from '#tests/support/server.ts'
import { OFFICE, setUpOffice } from '#tests/support/server-head.ts'

const t = DASHBOARD_TEXT.vi
const words = t.roster
const BAD = [
  'STT;Họ và tên;Chức danh;Lĩnh vực;Chữ tắt',
  '1;Đỗ Anh Tuấn;Chuyên viên;Đất đai, Xây dựng;',
  '2;Nguyễn Thị Lan;Công chức Tư pháp – Hộ tịch;Hộ tịch, Chứng thực;',
  '3;;Viên chức;;',
  '4;đỗ anh  tuấn;;;',
  '5;=HYPERLINK("http://x");;;',
  '6;Ph?m Th? Hoa;;;',
].join('\r\n')
const GOOD = BAD.split('\r\n').slice(0, 3).join('\r\n')

async function office() {
  const place = await newPlace()
  await setUpOffice(place)
  const server = await startServer(place)
  const desk = await atDesk(server, 'vi', /status of (401|422) /)
  await desk.goto('/can-bo')
  return desk.page
}

test('a table is shown line by line before it is stored, names each bad line, and what was pasted stays', {
  timeout: 180_000,
}, async () => {
  const page = await office()
  const paste = page.locator('[name=pasted]')
  await press(page, words.look)
  await page.getByText(words.file.empty).waitFor()
  await paste.fill('một dòng thường')
  await press(page, words.look)
  await page.getByText(words.file['no-name']).waitFor()
  expect(await paste.getAttribute('aria-invalid')).toBe('true')
  await audit(page, 'head-officers-no-table')

  await paste.fill(inTcvn3('Họ và tên\nNguyễn Thị Ngọc\nĐỗ Hữu Thắng\n'))
  await press(page, words.look)
  await page.getByText(words.file['old-font']).waitFor()

  await paste.fill(BAD)
  await press(page, words.look)
  await page.getByText(words.fix).waitFor()
  await page.getByText(words.unused('STT')).waitFor()
  expect(await rowsOf(page)).toEqual([
    ['4', `${words.kinds.wrong} Họ và tên: còn trống.`],
    ['5', `${words.kinds.wrong} Họ và tên: trùng với dòng 2.`],
    ['6', expect.stringContaining('Họ và tên: là công thức')],
    ['7', expect.stringContaining('lưu lại tệp dạng CSV UTF-8')],
    ['2', words.kinds.new],
    ['3', plain(words.kinds.changed)],
  ])
  for (const { size, lang } of WAYS) {
    await page.setViewportSize(SIZES[size])
    await page.getByRole('button', { name: LANGUAGES[lang] }).click()
    await audit(page, `head-officers-preview-${size}-${lang}`)
  }
  await page.getByRole('button', { name: LANGUAGES.vi }).click()
  for (const width of [360, 1920]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await faultsOf(page), `${width}`).toEqual([])
    expect(await page.evaluate(isAboveBar), `${width}`).toBe(true)
  }
  await page.setViewportSize(SIZES.landscape)
  await press(page, t.common.cancel)
  expect(await paste.inputValue()).toBe(BAD.replaceAll('\r\n', '\n'))
  expect(await names(page)).toEqual([OFFICE.officer])
})

test('a file is stored at once, downloaded, and the same file then changes nothing', {
  timeout: 180_000,
}, async () => {
  const page = await office()
  const file = page.locator('input[type=file]')
  await file.setInputFiles({ name: 'a.xlsx', mimeType: '', buffer: Buffer.from('PK\u0003\u0004 and so on') })
  await page.getByText(words.file.binary).waitFor()
  await file.setInputFiles({ name: 'a.csv', mimeType: '', buffer: Buffer.alloc(3 * 2 ** 20, 'a') })
  await page.getByText(words.file['too-large']).waitFor()
  await file.setInputFiles({ name: 'a.csv', mimeType: '', buffer: Buffer.from(`\ufeff${GOOD}`, 'utf16le') })
  await press(page, words.store('1', '1'))
  await page.getByText(words.stored('1', '1')).waitFor()
  expect(await names(page)).toEqual([OFFICE.officer, 'Đỗ Anh Tuấn'])
  await audit(page, 'head-officers-stored')

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByText(words.download).click(),
  ])
  const saved = await readFile(await download.path())
  expect(saved.toString()).toContain(',Đỗ Anh Tuấn,Chuyên viên,"Đất đai, Xây dựng",')
  await file.setInputFiles({ name: 'b.csv', mimeType: '', buffer: saved })
  await page.getByText(words.nothing).waitFor()
  expect((await rowsOf(page)).map(([, kind]) => kind)).toEqual(Array(2).fill(plain(words.kinds.same)))
})

test('whoever types without marks finds an officer in a long list', { timeout: 180_000 }, async () => {
  const page = await office()
  const more = ['Lê Thị Hương', 'Phạm Đức', ...Array.from({ length: 8 }, (_, i) => `Vũ Văn Số ${i}`)]
  const file = page.locator('input[type=file]')
  await file.setInputFiles({
    name: 'a.csv',
    mimeType: '',
    buffer: Buffer.from(['Họ và tên', ...more].join('\r\n')),
  })
  await press(page, words.store('10', '0'))
  const search = page.getByRole('searchbox', { name: words.search })
  await search.fill('huong')
  await expect.poll(() => names(page)).toEqual(['Lê Thị Hương'])
  await audit(page, 'head-officers-search')
  await press(page, `${t.common.edit} Lê Thị Hương`)
  await page.locator('[name=title]').fill('Công chức')
  await search.fill('duc')
  await expect.poll(() => names(page)).toEqual(['Phạm Đức'])
  expect(await page.locator('[name=title]').inputValue(), 'what is being typed stays').toBe('Công chức')
  await press(page, t.common.cancel)
  await search.fill('xyz')
  await page.getByText(words.nobody).waitFor()
})

test('an officer leaves by a day and comes back by one, by keyboard too', { timeout: 180_000 }, async () => {
  const page = await office()
  const today = localTime(Date.now()).day.split('-').reverse().join('/')
  await press(page, `${words.leave} ${OFFICE.officer}`)
  const asked = page.getByRole('dialog', { name: words.leaveTitle(OFFICE.officer) })
  await asked.locator('[name=last]').fill('31/2/2026')
  await page.keyboard.press('Enter')
  await asked.getByText(t.fields.last!).waitFor()
  expect(await asked.locator('[name=last]').inputValue()).toBe('31/2/2026')
  await audit(page, 'head-officers-leaving')
  await asked.locator('[name=last]').fill('1/1/2026')
  await page.keyboard.press('Enter')
  await page.getByText(words.away('02/01/2026')).waitFor()
  await audit(page, 'head-officers-away')
  await page.goto(new URL('/cau-hinh', page.url()).href)
  await page.getByText(t.settings.byShift).waitFor()
  await press(page, `${t.common.edit} ${OFFICE.counter}`)
  expect(await page.locator('[name=officer] option').allInnerTexts()).toEqual([t.settings.byShift])
  await page.goto(new URL('/can-bo', page.url()).href)
  await press(page, `${words.comeBack} ${OFFICE.officer}`)
  expect(await page.locator('[name=back]').inputValue()).toBe(today)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText(/^Từng nghỉ 02\/01\/2026 – /).waitFor()
  await page.getByRole('button', { name: `${words.leave} ${OFFICE.officer}` }).waitFor()
})

function press(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click()
}

async function names(page: Page): Promise<string[]> {
  await page.locator('.entries .row-name').first().waitFor()
  return page.locator('.entries .row-name').allInnerTexts()
}

/** At the end of the page nothing lies under the bar of pages. */
function isAboveBar(): boolean {
  scrollTo(0, document.documentElement.scrollHeight)
  const bar = document.querySelector('.side nav')!
  const last = document.querySelector('#content > :last-child')!
  const isBar = getComputedStyle(bar).position === 'fixed'
  return !isBar || last.getBoundingClientRect().bottom <= bar.getBoundingClientRect().top
}

/** Number and outcome of each line that is shown. */
async function rowsOf(page: Page): Promise<string[][]> {
  const rows = await page.locator('tbody tr').all()
  const cells = rows.map((row) => row.getByRole('cell').allInnerTexts())
  return (await Promise.all(cells)).map((texts) => texts.slice(0, 2).map(plain))
}

/** Every space is one to who reads. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
