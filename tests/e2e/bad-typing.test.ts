import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { FIELD_PROBLEMS } from '#src/protocol/field-problem.ts'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import { atDesk } from '#tests/support/desk.ts'
import { faultsOf } from '#tests/support/screens-audit.ts'
import { newPlace, startServer } from '#tests/support/server.ts'
import { OFFICE, setUpOffice, signIn } from '#tests/support/server-head.ts'

const t = DASHBOARD_TEXT.vi
const said = Object.fromEntries(Object.entries(FIELD_PROBLEMS).map(([code, { vi }]) => [code, vi])) as Record<
  keyof typeof FIELD_PROBLEMS,
  string
>
const LONG = 'Nguyễn '.repeat(60)
const SECRET = 'một câu dài để đăng nhập'

/** What somebody types into one form of a page, and what then stands beside which field. `choose`: of a list, by value or place. */
type Typing = {
  at: string
  open?: string
  choose?: Record<string, string | { index: number }>
  typed: Record<string, string>
  wrong: Record<string, string>
}

const TYPED: readonly Typing[] = [
  { at: '/cau-hinh', typed: { name: ' ', place: 'Xã Cũ' }, wrong: { name: t.fields['name too-short']! } },
  {
    at: '/cau-hinh',
    typed: { name: LONG, place: `Hòa\u202eBình` },
    wrong: { name: said['too-long'], place: said.unseen },
  },
  {
    at: '/cau-hinh',
    typed: { 'meet.room': 'Phòng 2', 'meet.phone': LONG },
    wrong: { 'meet.phone': said['too-long'] },
  },
  { at: '/cau-hinh', typed: { word: 'cán bộ số 1' }, wrong: { word: said['bad-form'] } },
  ...['30/2/2027', '5 tháng 5', '1/13/2027'].map((day) => ({
    ...{ at: '/cau-hinh', typed: { day }, wrong: { day: said['bad-form'] } },
  })),
  { at: '/cau-hinh', typed: { day: '01/01/2020' }, wrong: { day: said['day-past'] } },
  ...['12345', '1234567', '12345６'].map((pin) => ({
    at: '/cau-hinh',
    typed: { pin },
    wrong: { pin: t.fields.pin! },
  })),
  {
    ...{ at: '/cau-hinh', open: t.settings.addCounter, typed: { label: 'x'.repeat(21), name: LONG } },
    wrong: { label: t.fields.label!, name: said['too-long'] },
  },
  {
    ...{ at: '/cau-hinh', open: t.settings.addCounter, typed: { label: ` ${OFFICE.counter}`, name: '' } },
    wrong: { label: said.taken },
  },
  {
    ...{ at: '/can-bo', open: t.roster.add },
    typed: { name: 'Lan\u200b', title: 'Công chức', field: LONG, initials: 'LVAN' },
    wrong: { name: said.unseen, field: said['too-long'], initials: t.fields.initials! },
  },
  {
    ...{ at: '/tai-khoan', open: t.accounts.add },
    typed: { name: '', user: 'Lê Bình', password: 'ngắn' },
    wrong: { name: t.fields['name too-short']!, user: t.fields.user!, password: said['too-short'] },
  },
  {
    ...{ at: '/tai-khoan', open: t.accounts.add },
    typed: { name: 'Lê Thị Bình', user: OFFICE.user.toUpperCase(), password: SECRET },
    wrong: { user: said.taken },
  },
  {
    ...{ at: '/tai-khoan', open: t.accounts.add, choose: { role: 'officer', officer: '' } },
    typed: { name: 'Lê Thị Bình', user: 'le.binh' },
    wrong: { officer: t.fields['officer not-right']! },
  },
  {
    ...{ at: '/tai-khoan', open: t.accounts.add, choose: { role: 'auditor' } },
    typed: {
      name: 'A',
      user: 'a.b.c',
      'term.first': '31/12/2026',
      'term.last': '1/12/2026',
      'term.reason': '',
    },
    wrong: { 'term.reason': said['too-short'] },
  },
  {
    ...{ at: '/tai-khoan', open: t.tokens.add },
    typed: { name: LONG, last: '31/11/2026' },
    wrong: { name: said['too-long'], last: t.fields.last! },
  },
  {
    ...{ at: '/tai-khoan', typed: { password: `${OFFICE.password} `, next: SECRET } },
    wrong: { password: said['not-right'] },
  },
  { at: '/tai-khoan', typed: { password: OFFICE.password, next: 'ngắn' }, wrong: { next: t.fields.next! } },
  { at: '/ca-lam-viec', typed: { 'days.of': '31/6/2026' }, wrong: { 'days.of': t.fields.days! } },
  {
    ...{ at: '/so-ghi', typed: { 'days.from': 'hôm qua', 'days.to': '1/1/2026' } },
    wrong: { 'days.from': t.fields.days! },
  },
]

test('in every form of the head’s pages what is wrong is said beside its field, is announced, and what was typed stays', {
  timeout: 240_000,
}, async () => {
  const place = await newPlace()
  const made = await setUpOffice(place)
  const server = await startServer(place)
  const head = await signIn(server, made)
  const desk = await atDesk(server, 'vi', /status of 4(01|09|22) /)
  const { page } = desk
  const unit = async () => ({ ...(await head.view()), now: 0, server: null })
  const before = await unit()
  for (const typing of TYPED) {
    const { at, open, choose = {}, typed, wrong } = typing
    const what = `${at} ${JSON.stringify(typed).slice(0, 80)}`
    await desk.goto(at)
    if (open) await page.getByRole('button', { name: open, exact: true }).click()
    for (const [name, value] of Object.entries(choose))
      await formOf(page, [name]).locator(`[name="${name}"]`).selectOption(value)
    const form = formOf(page, Object.keys(typed))
    for (const [name, value] of Object.entries(typed)) await form.locator(`[name="${name}"]`).fill(value)
    await page.keyboard.press('Enter')
    await form.getByRole('alert').waitFor()
    expect.soft(await form.evaluate(beside), what).toEqual(wrong)
    expect
      .soft(await page.evaluate(() => document.activeElement?.getAttribute('name')), what)
      .toBe(Object.keys(wrong)[0])
    for (const [name, value] of Object.entries(typed))
      expect.soft(await form.locator(`[name="${name}"]`).inputValue(), what).toBe(value)
    expect.soft(await faultsOf(page), what).toEqual([])
  }
  expect(await unit()).toEqual(before)
  await desk.goto('/tai-khoan')
  expect(await page.getByText(t.accounts.roles.head).count()).toBeGreaterThan(0)
  expect(await page.getByRole('button', { name: new RegExp(`^${t.tokens.revoke}`) }).count()).toBe(0)
})

/** The one form in which all of these fields stand. */
function formOf(page: Page, names: readonly string[]) {
  const form = names.reduce(
    (found, name) => found.filter({ has: page.locator(`[name="${name}"]`) }),
    page.locator('form'),
  )
  return form.first()
}

/** Runs in the page: what each field that is said to be wrong is described by, where that is seen right under it. */
function beside(form: Element): Record<string, string> {
  const fields = [...form.querySelectorAll<HTMLInputElement>('[aria-invalid=true]')]
  return Object.fromEntries(
    fields.map((field) => {
      const ids = field.getAttribute('aria-describedby')?.split(' ') ?? []
      const words = ids.map((id) => document.getElementById(id)).find((one) => one?.matches('.wrong'))
      const gap = (words?.getBoundingClientRect().top ?? 0) - field.getBoundingClientRect().bottom
      const isBeside = words?.checkVisibility() && gap > 0 && gap < 80
      return [field.name, isBeside ? (words?.textContent ?? '') : `${gap} px away`]
    }),
  )
}
