import { expect, test } from 'vitest'
import { Summary } from '#src/protocol/reports.ts'
import { UnitView } from '#src/protocol/session.ts'
import { closeDue } from '#src/server/closing.ts'
import { cookieOf, headOf, MONDAY, openApi, PASSWORD, setUpHead } from '#tests/support/api.ts'
import { pairTablet } from '#tests/support/api-tablet.ts'
import { eachDatabase } from '#tests/support/database.ts'

const SIXTY_YEARS = 60 * 365.25 * 86_400_000

eachDatabase((_, open) => {
  test('P8: a head reads today’s figures and pairs a tablet while the server is sixty years ahead', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const tablet = await pairTablet(api, head)
    tablet.rate(...Array.from({ length: 5 }, () => ({ score: 4 as const })))
    await tablet.sendOk()
    await closeDue(api.deps)
    api.clock.now += SIXTY_YEARS
    const body = { user: 'tran.nam', password: PASSWORD }
    const again = headOf(api, {
      ...head,
      cookie: cookieOf(await api.ask('POST', '/api/v1/session', { body })),
    })
    expect(Summary.parse(await again.get('/summary'))).toMatchObject({
      today: 5,
      period: { kind: 'month', from: '2026-11-01' },
    })
    await pairTablet(api, again)
    const view = UnitView.parse(await again.get(''))
    expect(view.now).toBe(MONDAY)
    expect(view.devices.map(({ pairedAt }) => pairedAt)).toEqual([MONDAY, MONDAY])
  })
})
