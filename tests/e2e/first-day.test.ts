import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { UnitView, WhoReads } from '#src/protocol/session.ts'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import { newProfile, openBrowser } from '#tests/support/browser.ts'
import { kiosk, SIZES } from '#tests/support/screens.ts'
import { audit } from '#tests/support/screens-audit.ts'
import { newPlace, type Server, startServer } from '#tests/support/server.ts'
import { OFFICE } from '#tests/support/server-head.ts'

const t = DASHBOARD_TEXT.vi
const MOST_CLICKS = 60

const COUNTERS = [
  ['Quầy 03', 'Đất đai, Xây dựng'],
  ['Quầy 04', 'Lao động, Người có công'],
  ['Quầy 05', 'Kinh tế, Hộ kinh doanh'],
  ['Quầy 06', 'Văn hóa, Xã hội'],
  ['Quầy 07', 'Trả kết quả'],
] as const

/** As it is copied from a spreadsheet. */
const OFFICERS = [
  'Họ và tên\tChức danh\tLĩnh vực',
  'Hoàng Thị Mai\tViên chức\tTiếp nhận, hướng dẫn',
  'Phạm Minh Đức\tCông chức\tĐất đai, Môi trường',
  'Vũ Quang Huy\tCông chức\tKinh tế, Hộ kinh doanh',
  'Đỗ Anh Tuấn\tViên chức\tTrực thay',
  'Lê Thị Hồng Nhung\tCông chức\tVăn hóa – Xã hội',
  'Trần Văn Hùng\tCông chức\tXây dựng, Đô thị',
  'Ngô Thị Thu Hà\tViên chức\tTrực thay',
  'Bùi Đình Ưng\tCông chức\tLao động',
  'Đặng Thị Ngọc Ánh\tViên chức\tTrả kết quả',
  'Nguyễn Khắc Ý\tCông chức\tTư pháp',
  'Tạ Thị Quỳnh\tViên chức\tTiếp nhận',
]

test('a head sets up a unit with six counters, twelve officers and a tablet that counts, in at most 60 clicks', {
  timeout: 180_000,
}, async () => {
  const server = await startServer(await newPlace())
  const desk = await hands()
  const { page, click, type } = desk
  await page.goto(/http\S+\/thiet-lap#\S+/.exec(server.printed)?.[0] ?? '')
  const field = (name: string) => page.locator(`[name="${name}"]`)
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  for (const [name, value] of [
    ['unit.name', OFFICE.unit],
    ['unit.place', OFFICE.place],
    ['head.name', OFFICE.head],
    ['head.user', OFFICE.user],
    ['head.password', OFFICE.password],
    ['counter.label', OFFICE.counter],
    ['counter.name', OFFICE.counterName],
    ['officer.name', OFFICE.officer],
    ['officer.title', OFFICE.officerTitle],
    ['staffPin', OFFICE.staffPin],
  ] as const)
    await type(field(name), value)
  await click(button(t.setUp.submit))
  const code = page.getByText(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/)
  await code.waitFor()

  const tablet = await hands()
  await tablet.page.goto(`${server.origin}/kiosk/#pair=${await code.textContent()}`)
  const k = kiosk(tablet.page)
  await tablet.click(k.button(k.t.pairing.pair))
  await tablet.click(k.button(k.t.pairing.goOn))
  await k.ready()

  const link = (name: string) => page.getByRole('link', { name, exact: true })
  await click(button(t.common.toOverview))
  await click(link(t.page.officers))
  await type(field('pasted'), OFFICERS.join('\n'))
  await click(button(t.roster.look))
  await click(page.getByRole('button', { name: t.roster.store('11', '0') }))
  await page.getByText(t.roster.stored('11', '0')).waitFor()

  await click(link(t.page.settings))
  for (const [label, name] of COUNTERS) {
    await click(button(t.settings.addCounter))
    await type(page.locator('.inset [name=label]'), label)
    await type(page.locator('.inset [name=name]'), name)
    await click(button(t.common.add))
    await button(`${t.common.edit} ${label}`).waitFor()
  }

  await click(link(t.page.tablets))
  await click(page.getByRole('button', { name: t.tablets.begin }))
  await click(page.getByRole('dialog').getByRole('button', { name: t.tablets.begin }))
  await page.getByText(t.tablets.begun(OFFICE.counter)).waitFor()

  const { counters, officers, devices } = await unitOf(server, page)
  expect([counters.length, officers.length]).toEqual([6, 12])
  expect(devices.map(({ practice, retired }) => [practice, retired])).toEqual([[false, false]])
  const clicks = (await desk.clicks()) + (await tablet.clicks())
  expect(clicks, `${clicks} clicks and ${desk.keys()} letters`).toBeLessThanOrEqual(MOST_CLICKS)
  expect(clicks, 'each field is clicked, and each click is counted').toBeGreaterThan(40)

  const { id } = devices[0]!
  await click(button(`${t.tablets.move} ${id} ${OFFICE.counter}`))
  await audit(page, 'head-move')
  await page.getByRole('dialog').getByRole('button', { name: t.tablets.move }).click()
  await page.getByText(t.tablets.moved(id, COUNTERS[0][0])).waitFor()
  await tablet.page.evaluate(() => dispatchEvent(new Event('online')))
  await tablet.page.getByText(COUNTERS[0][0]).first().waitFor({ timeout: 90_000 })
})

type Hands = {
  page: Page
  click: (what: Locator) => Promise<void>
  /** Clicks into the field first, as who does not know of the Tab key. */
  type: (into: Locator, words: string) => Promise<void>
  /** How often something on the page was really clicked. */
  clicks: () => Promise<number>
  keys: () => number
}

async function hands(): Promise<Hands> {
  const browser = await openBrowser(await newProfile())
  const page = await browser.page()
  await page.setViewportSize(SIZES.landscape)
  let clicks = 0
  let keys = 0
  await page.exposeFunction('countClick', () => {
    clicks += 1
  })
  await page.addInitScript(() =>
    addEventListener('pointerdown', (event) => {
      if (event.isTrusted) (window as unknown as { countClick: () => void }).countClick()
    }),
  )
  return {
    page,
    click: (what) => what.click(),
    type: async (into, words) => {
      await into.click()
      await page.keyboard.insertText(words)
      keys += words.length
    },
    clicks: async () => {
      await page.evaluate(() => undefined) // what was told before this is counted
      return clicks
    },
    keys: () => keys,
  }
}

/** What the server holds, by the head's own session. */
async function unitOf({ origin }: Server, page: Page) {
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const ask = async (path: string) => {
    const response = await fetch(`${origin}/api/v1${path}`, { headers: { Cookie: cookie } })
    return response.json() as Promise<unknown>
  }
  const who = WhoReads.parse(await ask('/session'))
  if (!who.signedIn) throw new Error('the head is signed out')
  return UnitView.parse(await ask(`/units/${who.session.unit.id}`))
}
