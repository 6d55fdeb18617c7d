import { expect, test } from 'vitest'
import { instantOf } from '#src/domain/calendar.ts'
import { Rows, Summary } from '#src/protocol/reports.ts'
import { UnitView } from '#src/protocol/session.ts'
import { openApi, setUpHead } from '#tests/support/api.ts'
import { pairTablet } from '#tests/support/api-tablet.ts'
import { eachDatabase } from '#tests/support/database.ts'

eachDatabase((_, open) => {
  test('a unit is set up, pairs a tablet, ends its practice, and sees twenty ratings, exactly', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const tablet = await pairTablet(api, head, { practice: true })
    tablet.rate({ kind: 'practice', score: 1 })
    await tablet.sendOk()
    await head.post(`/devices/${tablet.device}/begin`)
    tablet.rate(...Array.from({ length: 20 }, () => ({ score: 4 as const })))
    await tablet.sendOk()

    const live = Summary.parse(await head.get('/summary?period=day'))
    expect(live).toMatchObject({
      today: 20,
      missing: 0,
      counters: [{ share: null, hidden: false }],
      days: [],
    })
    expect(live.figures).toMatchObject({ n: 20, levels: [0, 0, 0, 20, 0] })

    await api.passTo(instantOf('2026-11-23', 13))
    const closed = Summary.parse(await head.get('/summary?period=day'))
    expect(closed.counters).toMatchObject([
      { counter: head.counter, share: { n: 20, count: 20 }, through: { day: '2026-11-23', half: 'am' } },
    ])
    expect(closed.days).toMatchObject([{ day: '2026-11-23', share: { n: 20 } }])
    const rows = Rows.parse(await head.get('/ratings'))
    expect(rows.rows).toHaveLength(20)
    expect(rows.more).toBe(false)

    const view = UnitView.parse(await head.get(''))
    expect(view.devices).toMatchObject([
      { id: tablet.device, practice: false, entries: 20, pending: 0, faults: [] },
    ])
  })
})
