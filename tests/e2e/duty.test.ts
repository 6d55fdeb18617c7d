import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { LANGUAGES } from '#src/ui/text/lang.ts'
import { kiosk, SIZES, WAYS } from '#tests/support/screens.ts'
import { audit, auditTablet } from '#tests/support/screens-audit.ts'
import { choose, openCorner } from '#tests/support/screens-duty.ts'
import { allReceived, endPractice, openTablet, practisingTablet } from '#tests/support/screens-tablet.ts'
import { OFFICE } from '#tests/support/server-head.ts'
import { SHORT_NAMES } from '../../build/short-names.ts'

const LAN_PIN = '480271'
const MAI_PIN = '730164'

const OTHERS = [
  ['Hoàng Thị Mai', 'Tiếp nhận, hướng dẫn'],
  ['Phạm Minh Đức', 'Đất đai, Môi trường'],
  ['Lê Thị Hồng Nhung', 'Văn hóa – Xã hội'],
  ['Vũ Quang Huy', 'Kinh tế, Hộ kinh doanh'],
  ['Trần Văn Hùng', 'Xây dựng, Đô thị'],
  ['Đỗ Anh Tuấn', 'Trực thay'],
  ['Ngô Thị Thu Hà', 'Trực thay'],
] as const

test('officers go on duty by their PIN at a tablet without a network, take over, end; what citizens tap is theirs', {
  timeout: 600_000,
}, async () => {
  const practising = await practisingTablet()
  const { head, office, page, profile, browser, server } = practising
  await endPractice(practising)
  const ids: Record<string, string> = {}
  for (const [name, title] of OTHERS)
    ids[name] = ((await head.post('/officers', { name, title })) as { id: string }).id
  await head.patch(`/counters/${office.counter}`, { officer: null })
  await head.givePin(office.officer, LAN_PIN)
  for (const [name] of OTHERS) await head.givePin(ids[name]!, MAI_PIN)
  const last = ids[OTHERS.at(-1)![0]]!
  const isTold = async () => {
    await page.evaluate(() => dispatchEvent(new Event('online')))
    const [config] = await stored<{ signed: { line: string } }>(page, 'meta', 'config')
    return config?.signed.line.includes(last)
  }
  await expect.poll(isTold, { timeout: 30_000, interval: 500 }).toBe(true)
  await page.getByText(OFFICE.officer).first().waitFor({ state: 'hidden' })

  await page.context().setOffline(true)
  const { t, button, heading, rate, afterThanks } = kiosk(page)
  await openCorner(page)
  await heading(t.duty.title).waitFor()
  for (const { size, lang } of WAYS) {
    await page.setViewportSize(SIZES[size])
    await page.getByRole('radio', { name: LANGUAGES[lang] }).click()
    await auditTablet(page, `K6-${size}-${lang}`)
  }
  await page.setViewportSize(SIZES.landscape)
  await page.getByRole('radio', { name: LANGUAGES.vi }).click()
  await choose(page, OFFICE.officer)
  await page.keyboard.type('1111')
  await auditTablet(page, 'K6-pin')
  await page.keyboard.type('11')
  await button(t.duty.start).click()
  await page.getByText(t.pin.wrong(4)).waitFor()
  await audit(page, 'K6-wrong')
  await page.keyboard.type(LAN_PIN)
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: OFFICE.officer }).waitFor()
  await page.clock.runFor(1_000)
  await rate(5)
  await afterThanks()

  await openCorner(page)
  await page.getByText(t.duty.on(OFFICE.officer)).waitFor()
  await auditTablet(page, 'K6-on')
  await choose(page, OTHERS[0][0])
  for (const digit of MAI_PIN) await button(digit).click()
  await button(t.duty.start).click()
  await page.getByRole('region', { name: OTHERS[0][0] }).waitFor()
  await browser.kill()

  const again = await openTablet(profile, `${server.origin}/kiosk/`, Date.now() + 60_000)
  await again.page.getByRole('region', { name: OTHERS[0][0] }).waitFor()
  const k = kiosk(again.page)
  await k.ready()
  await k.rate(4)
  await k.afterThanks()
  await openCorner(again.page)
  await k.button(t.duty.end).click()
  await k.button(t.duty.endSurely).click()
  await again.page.getByRole('region', { name: t.counterName(OFFICE.counter) }).waitFor()
  await again.page.clock.runFor(1_000)
  await k.rate(3)
  await allReceived(again.page, head, 3)
  expect(await credited(again.page)).toEqual([office.officer, ids[OTHERS[0][0]], null])
  const names = await namesOnDisk(again.page)
  expect(names).toContain('serverKeys')
  expect(names.filter((name) => shortened.has(name))).toEqual([])
})

/** What the build calls what stands in memory alone: docs/decisions/005-weight-of-the-kiosk.md. */
const shortened = new Set(SHORT_NAMES.values())

/** Of all properties of all that the tablet stores. */
async function namesOnDisk(page: Page): Promise<string[]> {
  const stores = ['entries', 'sealed', 'receipts', 'logs', 'draft', 'meta']
  const rows = await Promise.all(stores.map((store) => stored<object>(page, store)))
  const namesOf = (value: unknown): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, inner]) => [name, ...namesOf(inner)])
      : []
  return namesOf(rows)
}

/** For whom each rating is, in the order of the tablet's log. */
async function credited(page: Page): Promise<(string | null)[]> {
  const entries = await stored<{ line: string }>(page, 'entries')
  return entries
    .map(({ line }) => JSON.parse(line) as { kind: string; body: { officer: string | null } })
    .filter(({ kind }) => kind === 'rating')
    .map(({ body }) => body.officer ?? null)
}

/** All that stands in a store of the tablet, or under one key of it. */
function stored<T>(page: Page, store: string, key?: string): Promise<T[]> {
  return page.evaluate(
    async ([store, key]) => {
      const done = <R>(request: IDBRequest<R>) =>
        new Promise<R>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error)
        })
      const db = await done(indexedDB.open('hailong'))
      const rows = await done<T[]>(db.transaction(store).objectStore(store).getAll(key))
      db.close()
      return rows
    },
    [store, key] as const,
  )
}
