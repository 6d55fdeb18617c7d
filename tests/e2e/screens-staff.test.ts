import { expect, test } from 'vitest'
import { LANGUAGES, type Lang } from '#src/ui/text/lang.ts'
import { newProfile } from '#tests/support/browser.ts'
import { kiosk, SIZES, WAYS } from '#tests/support/screens.ts'
import { auditBothWays, auditTablet, faultsOf } from '#tests/support/screens-audit.ts'
import { openTablet, type Paired, practisingTablet } from '#tests/support/screens-tablet.ts'
import { OFFICE } from '#tests/support/server-head.ts'

type Page = Paired['page']

const FAST_MINUTES = 60

const TITLE =
  'K7, its warnings and the staff corner in both languages and both orientations, K8, and K1 of a unit whose name has no spaces'

test(TITLE, { timeout: 600_000 }, async () => {
  const { page, head, office, server } = await practisingTablet()
  const fast = Date.now() + FAST_MINUTES * 60_000
  const unpaired = await openTablet(await newProfile(), `${server.origin}/kiosk/`, fast)
  await auditEachWay(unpaired.page, 'K7', (t) => t.pairing.title)
  const { code } = (await head.post('/pairing-codes', { counter: office.counter })) as { code: string }
  await pairWarned(unpaired.page, code)
  await unpaired.browser.kill()

  const { t, button, ready, heading } = kiosk(page)
  await certificateEnding(page)
  await page.getByRole('button', { name: t.corner.title }).hover()
  await page.mouse.down()
  await page.clock.runFor(2_500)
  await heading(t.corner.title).waitFor()
  await page.mouse.up()
  await auditEachWay(page, 'staff-pin', (t) => t.corner.title)
  for (const digit of OFFICE.staffPin) await button(digit).click()
  await button(t.corner.syncNow).waitFor()
  await page.getByText(t.corner.certificate('01/12/2026')).waitFor()
  await auditEachWay(page, 'staff', (t) => t.corner.title)
  await button(t.corner.close).click()
  await ready()

  await head.patch(`/counters/${office.counter}`, { closed: true })
  await page.reload()
  await heading(t.closed.title).waitFor()
  await auditBothWays(page, 'K8')

  const name = 'Đ'.repeat(120)
  await head.patch(`/counters/${office.counter}`, { closed: false })
  await head.patch('', { name })
  await page.reload()
  await page.getByText(name).waitFor()
  await ready()
  for (const box of Object.values(SIZES)) {
    await page.setViewportSize(box)
    expect(await faultsOf(page)).toEqual([])
  }
})

/** The server speaks plain HTTP here: its answer is altered on the way to that of one whose certificate ends on 1 December. */
async function certificateEnding(page: Page): Promise<void> {
  await page.context().route('**/healthz', async (route) => {
    const response = await route.fetch()
    const json = { ...(await response.json()), certificateEnds: Date.UTC(2026, 10, 30, 20) }
    await route.fulfill({ response, json })
  })
}

/** Pairs a tablet whose clock is fast: what its staff are told stands alone, until they go on to K1. */
async function pairWarned(page: Page, code: string): Promise<void> {
  const { t, button, ready, heading, face } = kiosk(page)
  await page.keyboard.type(code)
  await button(t.pairing.pair).click()
  await heading(t.pairing.paired).waitFor()
  await page.getByText(t.pairing.wrongClock(FAST_MINUTES)).waitFor()
  await page.getByText(t.pairing.notPersistent).waitFor()
  expect(await face(5).count(), 'nobody can rate before').toBe(0)
  await auditEachWay(page, 'K7-warnings', (t) => t.pairing.paired)
  await button(t.pairing.goOn).click()
  await ready()
  expect(await heading(t.question).evaluate((heading) => heading === document.activeElement)).toBe(true)
}

/** The screen as it stands, in both orientations and both languages; Vietnamese and landscape afterwards. */
async function auditEachWay(
  page: Page,
  name: string,
  title: (t: ReturnType<typeof kiosk>['t']) => string,
): Promise<void> {
  const speak = async (lang: Lang) => {
    await page.getByRole('radio', { name: LANGUAGES[lang] }).click()
    const { t, heading } = kiosk(page, lang)
    await heading(title(t)).waitFor()
  }
  for (const { size, lang } of WAYS) {
    await page.setViewportSize(SIZES[size])
    await speak(lang)
    await auditTablet(page, `${name}-${size}-${lang}`)
  }
  await page.setViewportSize(SIZES.landscape)
  await speak('vi')
}
