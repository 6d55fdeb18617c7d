import { expect, test } from 'vitest'
import { ingest } from '#src/server/ingest.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { MORNING, makeOffice, type Office } from '#tests/support/ingest.ts'
import { receiptOf } from '#tests/support/tablet.ts'

const HOUR = 3_600_000

const seen = ({ deps }: Office) =>
  deps.db.selectFrom('device').select(['seen_at', 'state']).executeTakeFirstOrThrow()

eachDatabase((_, open) => {
  test('P3: a batch that is sent again is answered with the same receipt and says nothing of now', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    tablet.rate()
    const captured = tablet.post({ state: { mono: 1_000, pending: 4 } })
    const first = receiptOf(await ingest(office.deps, captured))
    office.clock.now += HOUR
    await tablet.send({ from: 5, state: { mono: 1_000 + HOUR } })
    const before = await seen(office)
    office.clock.now += 20 * HOUR
    const again = receiptOf(await ingest(office.deps, captured))
    expect([again.n, again.hash]).toEqual([first.n, first.hash])
    const bare = { ...captured, tablet: null }
    expect((await ingest(office.deps, bare)).kind).toBe('stored')
    expect(await seen(office)).toEqual(before)
  })

  test('P3 P8: a batch that a network held back for twenty hours moves no rating to another day', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    const late = tablet.post({ state: { mono: 1_000 } })
    await ingest(office.deps, late)
    office.clock.now += HOUR
    await tablet.send({ from: 4, state: { mono: 1_000 + HOUR } })
    tablet.rate({ at: MORNING + HOUR })
    tablet.mark('nextrun2')
    office.clock.now += 19 * HOUR
    await ingest(office.deps, late)
    await tablet.send({ from: 4 })
    const mark = await office.db.selectFrom('receive_mark').select('day').executeTakeFirstOrThrow()
    expect(mark.day).toBe('2026-11-23')
  })
})
