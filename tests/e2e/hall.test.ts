import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import { LANGUAGES } from '#src/ui/text/lang.ts'
import { atDesk } from '#tests/support/desk.ts'
import { kiosk, SIZES } from '#tests/support/screens.ts'
import { audit, auditBothWays, auditTablet } from '#tests/support/screens-audit.ts'
import { pairedTablet } from '#tests/support/screens-tablet.ts'
import type { Place } from '#tests/support/server.ts'
import { OFFICE } from '#tests/support/server-head.ts'

const { vi: words } = DASHBOARD_TEXT
const OTHERS = ['Quầy 01', 'Quầy 03', 'Quầy 04', 'Quầy 05', 'Quầy 06', 'Quầy 07', 'Quầy 08'] as const

test('a tablet in the hall asks which counter it was, without the network too, and the head reads it there', {
  timeout: 240_000,
}, async () => {
  const { place, server, head, page: tablet, browser } = await pairedTablet()
  const k = kiosk(tablet)
  for (const label of OTHERS)
    await head.post('/counters', { label, name: 'Đất đai, xây dựng', officer: null })
  const { page, goto } = await atDesk(server, 'vi')
  await goto('/cau-hinh')
  await page.getByRole('button', { name: words.settings.addCounter }).click()
  await page.getByLabel(words.setUp.label, { exact: true }).fill('Sảnh')
  await page
    .getByLabel(words.settings.officer, { exact: true })
    .selectOption({ label: words.settings.isHall })
  await page.getByText(words.settings.hallHint).waitFor()
  await audit(page, 'settings-hall')
  await page.getByRole('button', { name: words.common.add, exact: true }).click()
  await page.getByText(words.settings.isHall).waitFor()
  const { counters, devices } = await head.view()
  const hall = counters.find((one) => one.hall)
  const third = counters.find(({ label }) => label === 'Quầy 03')
  await head.post(`/devices/${devices[0]!.id}/move`, { counter: hall!.id })

  await tablet.evaluate(() => dispatchEvent(new Event('online')))
  const asked = k.heading(k.t.hall.which)
  const rested = async () => {
    await tablet.clock.runFor(5_000)
    return asked.count()
  }
  await expect.poll(rested, { timeout: 60_000 }).toBe(1)
  expect(await tablet.getByRole('listitem').count()).toBe(OTHERS.length + 1)
  for (const size of ['landscape', 'portrait'] as const) {
    await tablet.setViewportSize(SIZES[size])
    await auditTablet(tablet, `hall-${size}`)
  }
  await tablet.setViewportSize(SIZES.landscape)
  const choose = (label: string) => tablet.getByRole('button', { name: label }).click()

  await choose(OFFICE.counter)
  await k.ready()
  await auditBothWays(tablet, 'hall-counter')
  await choose(k.t.otherCounter)
  await asked.waitFor()
  await choose('Quầy 03')
  await k.rate(5)
  await tablet.clock.runFor(6_500)
  await asked.waitFor()
  await tablet.clock.runFor(900)

  await browser.context.setOffline(true)
  await tablet.reload()
  await asked.waitFor()
  await tablet.getByRole('radio', { name: LANGUAGES.en }).click()
  const english = kiosk(tablet, 'en')
  await choose(english.t.hall.notReceived)
  await english.face(2).click()
  await english.button(english.t.done).click()
  await english.button(english.t.skip).click()
  await english.heading(english.t.thanks).waitFor()
  await browser.context.setOffline(false)
  await tablet.evaluate(() => dispatchEvent(new Event('online')))
  await expect.poll(async () => (await head.summary()).today, { timeout: 60_000 }).toBe(2)
  expect(countersOf(place)).toEqual([third!.id, hall!.id])
})

/** Of which counters the ratings of the hall are, in their order, as they stand in the tablet's log at the server. */
function countersOf({ env }: Place): string[] {
  const db = new DatabaseSync(join(env.DATA_DIR ?? '', 'hailong.sqlite'), { readOnly: true })
  const rows = db.prepare('select line from entry order by log, n').all()
  db.close()
  const entries = rows.map(({ line }) => JSON.parse(Buffer.from(line as Uint8Array).toString()))
  return entries.filter(({ body }) => body.ch === 'hall').map(({ body }) => body.counter)
}
