import type { Route } from 'playwright-core'
import { expect, test } from 'vitest'
import { dayText } from '#src/dashboard/accounts/day.ts'
import { writeAddress } from '#src/dashboard/router.ts'
import { localTime, yearOf } from '#src/domain/calendar.ts'
import { publicHolidays } from '#src/domain/holidays.ts'
import { Summary } from '#src/protocol/reports.ts'
import { clock } from '#src/ui/format-kiosk.ts'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import { forAllTests } from '#tests/support/at-end.ts'
import { atDesk, type Desk } from '#tests/support/desk.ts'
import { faultsOf } from '#tests/support/screens-audit.ts'
import { newPlace, startServer } from '#tests/support/server.ts'
import { OFFICE, setUpOffice } from '#tests/support/server-head.ts'

const t = DASHBOARD_TEXT.vi
const DAY_MS = 86_400_000
const NEW_OFFICER = 'Lê Thị Hồng Nhung'

async function office() {
  const place = await newPlace()
  await setUpOffice(place)
  const server = await startServer(place)
  return { place, server, desk: await atDesk(server, 'vi') }
}

/** Where a test leaves clock and server alone it may come after others. */
const shared = forAllTests(office)

test('nothing is lost by a slip: what was typed outlives the session, which is asked for over it', async () => {
  const { desk } = shared()
  const { page } = desk
  await desk.goto('/can-bo')
  await page.getByRole('button', { name: t.roster.add }).click()
  await page.locator('.inset [name=name]').fill(NEW_OFFICER)
  await endSession(desk)
  await page.getByRole('button', { name: t.common.add, exact: true }).click()
  const asked = page.getByRole('dialog', { name: t.page.signIn })
  await asked.waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  expect(await asked.isVisible(), 'nobody reads on without signing in').toBe(true)
  await desk.signIn()
  await asked.waitFor({ state: 'hidden' })
  expect(await page.locator('.inset [name=name]').inputValue()).toBe(NEW_OFFICER)
  await page.getByRole('button', { name: t.common.add, exact: true }).click()
  await page.getByText(t.settings.sent).waitFor()
  await page.getByRole('button', { name: `${t.common.edit} ${NEW_OFFICER}` }).waitFor()
})

test('a counter is closed after one question and opened again, and the list says so', async () => {
  const { desk } = shared()
  const { page } = desk
  await desk.goto('/cau-hinh')
  const close = page.getByRole('button', { name: `${t.settings.closeCounter} ${OFFICE.counter}` })
  await close.click()
  const question = page.getByRole('dialog', { name: t.settings.closeTitle(OFFICE.counter) })
  await question.getByRole('button', { name: t.common.cancel }).click()
  await question.waitFor({ state: 'detached' })
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain(OFFICE.counter)
  await close.click()
  await question.getByRole('button', { name: t.settings.closeCounter }).click()
  await page.getByText(t.settings.sent).waitFor()
  await page.getByRole('button', { name: `${t.settings.openCounter} ${OFFICE.counter}` }).click()
  await close.waitFor()
})

test('a unit takes a holiday back and adds a day of its own, and a day that is none is said beside its field', async () => {
  const { desk } = shared()
  const { page } = desk
  await desk.goto('/cau-hinh')
  const card = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: t.settings.days, exact: true }) })
  const year = yearOf(localTime(Date.now()).day) + 1
  const [first] = publicHolidays(year)
  const holiday = card.getByRole('checkbox', {
    name: t.settings.dayNamed(dayText(first!.day), t.settings.holidays[first!.name]),
  })
  await holiday.uncheck()
  await card.locator('[name=day]').fill(`31/11/${year}`)
  const save = card.getByRole('button', { name: t.common.save })
  await save.click()
  await card.locator('[name=day][aria-invalid=true]').waitFor()
  expect(await card.locator('[name=day]').inputValue(), 'what was typed stays').toBe(`31/11/${year}`)
  await card.locator('[name=day]').fill(`24/12/${year}`)
  await save.click()
  await card.getByText(t.settings.sent).waitFor()
  await desk.goto('/cau-hinh')
  expect(await holiday.isChecked()).toBe(false)
  await card.getByText(t.settings.dayNamed(`24/12/${year}`, t.settings.holidays.own)).waitFor()
  expect(await faultsOf(page)).toEqual([])
})

test('what day it is says the server that counts, also where the desk’s clock is two days ahead', async () => {
  const { desk } = await office()
  const { page } = desk
  await page.clock.setFixedTime(Date.now() + 2 * DAY_MS)
  // The page that the desk leaves has perhaps asked too, and its answer goes with it: what is shown is what was answered last.
  const answers: number[] = []
  await page.route('**/summary?*', async (route) => {
    const answer = await route.fetch()
    answers.push(Summary.parse(await answer.json()).now)
    await route.fulfill({ response: answer })
  })
  await desk.goto('/')
  await page.getByText(t.overview.haveNone('5')).waitFor()
  const now = answers.at(-1) ?? Number.NaN
  const today = localTime(now).day
  await page.getByText(t.overview.reach(clock(now), t.format.day(today))).waitFor()
  await desk.goto(writeAddress({ page: 'overview', period: 'day', day: today }))
  await page.getByText(t.overview.haveNone('5')).waitFor()
  expect(await page.getByText(t.overview.ended).count()).toBe(0)
  expect(await page.getByRole('link', { name: t.overview.next }).count(), 'no day after today').toBe(0)
})

test('while the server is down a page says what that means and tries again; figures stay', async () => {
  const { desk, server, place } = await office()
  const { page } = desk
  await page.getByText(t.overview.haveNone('5')).waitFor()
  await server.stop()
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await page.getByRole('status').getByText(t.common.offline).first().waitFor()
  expect(await page.getByText(t.overview.haveNone('5')).isVisible()).toBe(true)
  await page.getByRole('link', { name: t.page.tablets, exact: true }).click()
  await page.getByRole('alert').getByText(t.common.offline).waitFor()
  expect(await faultsOf(page)).toEqual([])
  await startServer(place)
  await page.getByRole('button', { name: t.common.retry }).click()
  await page.getByText(t.tablets.empty).waitFor()
})

test('while an answer is on its way its place is kept, and the words say that it loads', async () => {
  const { desk } = shared()
  const { page } = desk
  await desk.goto('/')
  // A route that is never answered is let go when it is taken away.
  const held: Route[] = []
  await page.route('**/summary?*', (route) => {
    held.push(route)
  })
  await page.getByRole('link', { name: t.overview.kinds.week, exact: true }).click()
  await page.getByRole('status').getByText(t.common.loading).waitFor()
  expect(await faultsOf(page)).toEqual([])
  expect(held).toHaveLength(1)
  await page.unroute('**/summary?*')
  await page.getByText(t.overview.haveNone('5')).waitFor()
})

test('an address that no page has leads back to the overview', async () => {
  const { desk } = shared()
  const { page } = desk
  await desk.goto('/khong-co-trang-nay')
  await page.getByRole('heading', { name: t.page.unknown }).waitFor()
  await page.getByRole('link', { name: t.common.toOverview }).click()
  await page.getByRole('heading', { name: t.page.overview, level: 1 }).waitFor()
})

/** The session ends behind the page, as when it is signed out in another window. */
async function endSession({ page }: Desk): Promise<void> {
  const status = await page.evaluate(() =>
    fetch('/api/v1/session', { method: 'DELETE' }).then((response) => response.status),
  )
  expect(status).toBe(200)
}
