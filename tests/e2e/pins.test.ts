import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { FIELD_PROBLEMS } from '#src/protocol/field-problem.ts'
import { PROBLEMS } from '#src/protocol/problem.ts'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import { LANGUAGES, type Lang } from '#src/ui/text/lang.ts'
import type { Ask } from '#tests/support/api.ts'
import { pairTablet } from '#tests/support/api-tablet.ts'
import { newProfile, openBrowser } from '#tests/support/browser.ts'
import { atDesk } from '#tests/support/desk.ts'
import { SIZES, WAYS } from '#tests/support/screens.ts'
import { audit, faultsOf } from '#tests/support/screens-audit.ts'
import { newPlace, type Server, startServer } from '#tests/support/server.ts'
import { OFFICE, type Office, setUpOffice, signIn } from '#tests/support/server-head.ts'

const t = DASHBOARD_TEXT.vi
const words = t.pin
const TELEPHONE = { width: 360, height: 740 }

test('the head gives a link, and the officer sets a PIN on a telephone', { timeout: 240_000 }, async () => {
  const { server, head } = await office()
  const { page } = head
  await page.getByText(words.states.none).waitFor()
  let link = ''
  for (const { size, lang } of WAYS) {
    await page.setViewportSize(SIZES[size])
    await page.getByRole('button', { name: LANGUAGES[lang] }).click()
    link = await linkFrom(page, lang)
    await audit(page, `head-pin-link-${size}-${lang}`)
    await page.getByRole('dialog').getByRole('button', { name: DASHBOARD_TEXT[lang].pin.close }).click()
  }
  await page.setViewportSize(SIZES.landscape)
  await page.getByRole('button', { name: LANGUAGES.vi }).click()
  await page.getByText(words.waiting).waitFor()
  await audit(page, 'head-pin-waiting')

  const own = await telephone()
  await own.goto(link)
  await own.getByText(OFFICE.officer).waitFor()
  await own.getByText(OFFICE.unit).waitFor()
  for (const lang of ['en', 'vi'] as const) {
    await own.getByRole('button', { name: LANGUAGES[lang] }).click()
    await look(own, `own-pin-${lang}`)
  }
  const [first, second] = [own.locator('[name=pin]'), own.locator('[name=again]')]
  for (const field of [first, second])
    expect(
      await field.evaluate((input: HTMLInputElement) => [input.type, input.inputMode, input.autocomplete]),
    ).toEqual(['password', 'numeric', 'off'])
  await set(own, '49381', '49381', t.fields.pin!)
  await set(own, '123123', '123123', FIELD_PROBLEMS['easy-pin'].vi)
  await look(own, 'own-pin-easy')
  await set(own, '493817', '493871', t.fields.again!)
  expect(await second.evaluate((input) => input === document.activeElement)).toBe(true)
  await set(own, '493817', '493817', words.done)
  await look(own, 'own-pin-done')
  expect(await own.content()).not.toContain('493817')

  await own.goto('about:blank')
  await own.goto(link)
  await own.getByText(PROBLEMS['pin-link-used'].said.vi).waitFor()
  expect(await faultsOf(own)).toEqual([])
  await own.goto(`${server.origin}/ma-pin`)
  await own.getByText(words.noToken).waitFor()

  await head.goto('/can-bo')
  await page.getByText(words.states.set).waitFor()
  await head.goto('/so-ghi')
  await page.getByText(t.log.told['pin-set']({ name: OFFICE.officer } as never)).waitFor()
})

test('a counter goes by duty; a locked PIN is named, unlocked and withdrawn', {
  timeout: 240_000,
}, async () => {
  const { head, server, unit } = await office()
  const { page } = head
  const api = await signIn(server, unit)
  await api.givePin(unit.officer, '493817')
  await lockOut(server, unit, api.post)
  await page.reload()
  await page.getByText(words.states.locked).waitFor()
  for (const lang of ['en', 'vi'] as const) {
    await page.getByRole('button', { name: LANGUAGES[lang] }).click()
    await audit(page, `head-pin-locked-${lang}`)
  }
  for (const width of [360, 1920]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await faultsOf(page), `${width}`).toEqual([])
    await page.screenshot({ path: `test-results/screens/head-pin-locked-${width}.png` })
  }
  await page.setViewportSize(SIZES.landscape)
  await press(page, `${words.unlock} ${OFFICE.officer}`)
  const unlocking = page.getByRole('dialog', { name: words.unlockTitle(OFFICE.officer) })
  await audit(page, 'head-pin-unlocking')
  await unlocking.getByRole('button', { name: words.unlock }).click()
  await page.getByText(words.states.set).waitFor()
  await press(page, `${words.withdraw} ${OFFICE.officer}`)
  const withdrawing = page.getByRole('dialog', { name: `${words.withdraw}: ${OFFICE.officer}` })
  await withdrawing.getByRole('button', { name: words.withdraw }).click()
  await page.getByText(words.states.none).waitFor()

  await head.goto('/cau-hinh')
  await press(page, `${t.common.edit} ${OFFICE.counter}`)
  await page.locator('[name=officer]').selectOption(t.settings.byShift)
  await audit(page, 'head-counter-by-duty')
  await page.locator('.inset').getByRole('button', { name: t.common.save }).click()
  await page.locator('.entry', { hasText: OFFICE.counter }).getByText(t.settings.byShift).waitFor()
})

async function office() {
  const place = await newPlace()
  const unit = await setUpOffice(place)
  const server = await startServer(place)
  const head = await atDesk(server, 'vi')
  await head.goto('/can-bo')
  return { server, head, unit }
}

/** Opens the dialog of the one officer, and answers what stands there to be taken to the telephone. */
async function linkFrom(page: Page, lang: Lang): Promise<string> {
  const { pin } = DASHBOARD_TEXT[lang]
  await page.getByRole('button', { name: `${pin.offer} ${OFFICE.officer}`, exact: true }).click()
  const field = page.getByRole('dialog').getByRole('textbox', { name: pin.link })
  await field.waitFor()
  const link = await field.inputValue()
  expect(link).toMatch(/\/ma-pin#token=[\w-]{22}$/)
  return link
}

async function telephone(): Promise<Page> {
  const browser = await openBrowser(await newProfile(), /status of 410 /)
  const page = await browser.page()
  await page.setViewportSize(TELEPHONE)
  return page
}

async function set(page: Page, pin: string, again: string, said: string): Promise<void> {
  await page.locator('[name=pin]').fill(pin)
  await page.locator('[name=again]').fill(again)
  await press(page, words.submit)
  await page.getByText(said).first().waitFor()
}

/** So many wrong PINs at a tablet that the officer's is locked. */
async function lockOut(
  { origin }: Server,
  unit: Office,
  post: (path: string, body?: object) => Promise<unknown>,
) {
  const ask = (method: string, path: string, { body, raw, headers }: Ask = {}) =>
    fetch(`${origin}${path}`, {
      method,
      headers: { Origin: origin, 'Content-Type': 'application/json', ...headers },
      body: raw ?? (body === undefined ? null : JSON.stringify(body)),
    })
  const tablet = await pairTablet(
    { ask, clock: { now: Date.now() } },
    { ...unit, post: <T>(path: string, body?: unknown) => post(path, body as object) as Promise<T> },
  )
  for (let i = 1; i <= 21; i += 1) tablet.write('pin', { officer: unit.officer, failures: i })
  await tablet.sendOk()
}

function press(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click()
}

/** Takes a picture of all of it, and expects that nothing is wrong, also where 320 CSS pixels are wide (WCAG 1.4.10). */
async function look(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `test-results/screens/${name}.png`, fullPage: true })
  for (const width of [320, TELEPHONE.width]) {
    await page.setViewportSize({ ...TELEPHONE, width })
    expect.soft(await faultsOf(page), `${name} ${width}`).toEqual([])
  }
}
