import { expect, test } from 'vitest'
import { FIELD_PROBLEMS } from '#src/protocol/field-problem.ts'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import { LANGUAGES } from '#src/ui/text/lang.ts'
import { atDesk } from '#tests/support/desk.ts'
import { audit, faultsOf } from '#tests/support/screens-audit.ts'
import { newPlace, startServer } from '#tests/support/server.ts'
import { setUpOffice } from '#tests/support/server-head.ts'

const { vi: words } = DASHBOARD_TEXT

test('a head says in how many working days concerns are handled; what cannot be is said beside its field and stays typed', {
  timeout: 120_000,
}, async () => {
  const place = await newPlace()
  await setUpOffice(place)
  const { page, goto } = await atDesk(await startServer(place), 'vi')
  await goto('/cau-hinh')
  const card = page.getByRole('region', { name: words.settings.deadlines })
  const days = (label: string) => card.getByRole('textbox', { name: label })
  const [acknowledge, conclude] = [days(words.settings.acknowledge), days(words.settings.conclude)]
  const typed = async () => [await acknowledge.inputValue(), await conclude.inputValue()]
  expect(await typed(), 'as usual').toEqual(['1', '5'])

  for (const [first, last, problem] of [
    ['0', '5', 'out-of-range'],
    ['1', '31', 'out-of-range'],
    ['6', '5', 'too-few'],
    ['một', '5', 'not-right'],
    ['1,5', '5', 'not-right'],
    ['', '5', 'not-right'],
  ] as const) {
    await acknowledge.fill(first)
    await conclude.fill(last)
    await conclude.press('Enter')
    await card.getByText(FIELD_PROBLEMS[problem].vi, { exact: true }).first().waitFor()
    expect(await typed(), problem).toEqual([first, last])
  }
  await audit(page, 'settings-deadlines-wrong')
  await acknowledge.fill('2')
  await conclude.fill(' 10')
  await conclude.press('Enter')
  await card.getByText(words.accounts.saved).waitFor()
  await goto('/cau-hinh')
  expect(await typed()).toEqual(['2', '10'])
  for (const lang of ['en', 'vi'] as const) {
    await page.getByRole('button', { name: LANGUAGES[lang] }).click()
    for (const width of [360, 1920]) {
      await page.setViewportSize({ width, height: 900 })
      expect(await faultsOf(page), `${width} ${lang}`).toEqual([])
    }
  }
})
