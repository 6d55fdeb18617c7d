import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { addDays, halfDayOf } from '#src/domain/calendar.ts'
import { ClosingProof, Proofs } from '#src/protocol/proof.ts'
import { hashPassword } from '#src/server/passwords.ts'
import { keepVerified } from '#src/server/verify/verified.ts'
import { verify } from '#src/server/verify/verify.ts'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import { LANGUAGES, type Lang } from '#src/ui/text/lang.ts'
import { atDesk } from '#tests/support/desk.ts'
import { UNIT } from '#tests/support/ingest.ts'
import { SIZES } from '#tests/support/screens.ts'
import { audit } from '#tests/support/screens-audit.ts'
import { openOffice } from '#tests/support/screens-office.ts'
import { OFFICE } from '#tests/support/server-head.ts'

const LANGS = Object.keys(LANGUAGES) as Lang[]
const DAYS = 20
const SAID = ['Chờ lâu', 'Cán bộ nói to. '.repeat(30), 'x'.repeat(500), 'שלום <b>!</b>', 'Xin cảm ơn']

/** An office with a head, a tablet, and closed half days of twenty days. */
async function closedOffice() {
  const office = await openOffice()
  const { db, clock } = office
  const password = await hashPassword(OFFICE.password, randomBytes)
  const head = { id: 'daungh', unit: UNIT, role: 'head' as const, user: OFFICE.user, name: OFFICE.head }
  await db
    .insertInto('account')
    .values({ ...head, password, created_at: clock.now })
    .execute()
  const tablet = await office.tablet()
  for (const text of SAID) tablet.rate({ score: 2, reasons: '1-1----1', text })
  tablet.rate({ score: 1, reasons: '-1------' })
  await tablet.send()
  for (let day = 0; day < DAYS; day += 1)
    for (const hour of [13, 19]) await office.closeAt(addDays('2026-11-23', day), hour)
  return office
}

const DUE = { vi: /^Tiếp\snhận chậm\snhất/, en: /^To be acknowledged by/ }

test.each(LANGS)(
  '%s: the closings of a period stand on a page of their own, and on paper; what citizens said on theirs',
  async (lang) => {
    const office = await closedOffice()
    const { page, goto } = await atDesk(office, lang)
    const t = DASHBOARD_TEXT[lang]
    await goto('/cau-hinh')
    await page.getByRole('link', { name: t.closings.open }).click()
    await page.getByRole('heading', { name: t.closings.title, level: 1 }).waitFor()
    const rows = page.getByRole('row')
    await goto('/ma-chot?ky=quy&ngay=2026-11-23')
    await page.getByText(t.closings.compareTitle).waitFor()
    const answer = await page.evaluate(
      (unit) => fetch(`/api/v1/units/${unit}/closings`).then((response) => response.json()),
      UNIT,
    )
    const { closings, signatures } = Proofs.parse(answer)
    expect(closings).toHaveLength(2 * DAYS)
    for (const i of [0, 2 * DAYS - 1]) {
      const { release, n, hash } = ClosingProof.parse(JSON.parse(closings[i]!.line))
      const { day, half } = halfDayOf(release)
      const row = rows.nth(i + 1)
      const cells = (await row.textContent())?.replaceAll('\u00a0', ' ')
      const spaced = hash.match(/.{8}/g)?.join(' ')
      expect(cells).toBe(
        `${t.closings.half(half, t.format.day(day))}${n}${spaced}${signatures[i]}`.replaceAll('\u00a0', ' '),
      )
    }
    for (const size of ['landscape', 'portrait'] as const) {
      await page.setViewportSize(SIZES[size])
      await audit(page, `closings-${size}-${lang}`)
    }
    await goto('/gop-y')
    for (const text of SAID) await page.getByText(text.trim()).waitFor()
    const concerns = await page.locator('.tag.concern').count()
    expect(concerns).toBeGreaterThan(0)
    expect(await page.getByText(DUE[lang]).count(), 'each has its deadlines').toBe(concerns)
    for (const size of ['landscape', 'portrait'] as const) {
      await page.setViewportSize(SIZES[size])
      await audit(page, `feedback-full-${size}-${lang}`)
    }
    await goto('/ma-chot?ky=quy&ngay=2026-11-23')
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true })
    await writeFile(`test-results/screens/closings-${lang}.pdf`, pdf)
    await page.emulateMedia({ media: 'print' })
    // A4 between its margins, in CSS pixels.
    await page.setViewportSize({ width: 680, height: 1008 })
    await audit(page, `closings-paper-${lang}`)
  },
)

test.each(LANGS)(
  'P4 %s: what the server found in its logs stands in red on the first page, and with it what to do',
  async (lang) => {
    const office = await closedOffice()
    const { db, deps, epoch, clock } = office
    const { page, goto } = await atDesk(office, lang)
    const t = DASHBOARD_TEXT[lang]
    const found = await verify(db, { keys: deps.keys })
    await keepVerified(db, found, { at: clock.now, epoch })
    await goto('/may-tinh-bang')
    await page.getByText(t.tablets.whole, { exact: true }).waitFor()
    await audit(page, `verified-whole-${lang}`)

    const faults = [
      { kind: 'altered' as const, unit: UNIT, device: 'tabet222', log: 'tabet222.1', from: 412, to: 415 },
      { kind: 'closing-differs' as const, unit: UNIT, device: null, log: `${UNIT}.1`, from: 7, to: 7 },
    ]
    await keepVerified(db, { ...found, faults }, { at: clock.now, epoch })
    await goto('/')
    const notice = page.getByRole('link', { name: t.verified.notice })
    expect(await notice.evaluate((link) => link.closest('li')?.className)).toBe('err')
    await audit(page, `verified-overview-${lang}`)
    await notice.click()
    await page.getByText(t.verified.todo).waitFor()
    await page.getByText('412–415').waitFor()
    expect(await page.getByText(t.tablets.whole, { exact: true }).count(), 'nobody says so any more').toBe(0)
    for (const size of ['landscape', 'portrait'] as const) {
      await page.setViewportSize(SIZES[size])
      await audit(page, `verified-tablets-${size}-${lang}`)
    }
    await goto('/cau-hinh')
    await page.locator('.verified.err').waitFor()
    await audit(page, `verified-settings-${lang}`)
  },
)
