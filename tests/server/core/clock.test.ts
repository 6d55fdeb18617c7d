import { expect, test } from 'vitest'
import { instantOf } from '#src/domain/calendar.ts'
import { received, releaseOf } from '#src/server/receive-mark.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { makeOffice, type Office } from '#tests/support/ingest.ts'

const HOUR = 3_600_000
const YEAR = 365.25 * 24 * HOUR
const DAY = '2026-11-23'

const marks = ({ db }: Office) =>
  db.selectFrom('receive_mark').select(['day', 'hour', 'offset_ms']).orderBy('position').execute()

test('a rating counts when it was tapped by true time, between pairing and receipt', () => {
  const pairedAt = instantOf('2026-11-20', 8)
  const now = instantOf(DAY, 9)
  const at = (tapped: number, offset: number | null) => {
    const { day, hour } = received(tapped, offset, { pairedAt, now })
    return `${day} ${hour}`
  }
  expect(at(instantOf('2026-11-21', 16), 0)).toBe('2026-11-21 16')
  expect(at(instantOf('1966-11-21', 16), instantOf('2026-11-21', 16) - instantOf('1966-11-21', 16))).toBe(
    '2026-11-21 16',
  )
  expect(at(instantOf('2031-01-01', 3), 0)).toBe(`${DAY} 9`)
  expect(at(instantOf('2001-01-01', 3), 0)).toBe('2026-11-20 8')
  expect(at(instantOf('2026-11-21', 16), null)).toBe(`${DAY} 9`)
  expect(at(Number.MAX_SAFE_INTEGER, 6e12)).toBe(`${DAY} 9`)
  expect(at(Number.MIN_SAFE_INTEGER, -6e12)).toBe('2026-11-20 8')
})

test('what is received belongs to the next closing, and never to one that was written', () => {
  const morning = releaseOf(instantOf(DAY, 9), 0)
  expect(releaseOf(instantOf(DAY, 13) - 1, 0)).toBe(morning)
  expect(releaseOf(instantOf(DAY, 13), 0)).toBe(morning + 1)
  expect(releaseOf(instantOf(DAY, 19), 0)).toBe(morning + 2)
  expect(releaseOf(instantOf(DAY, 9), morning + 4)).toBe(morning + 5)
})

eachDatabase((_name, open) => {
  test.each([60 * YEAR, -60 * YEAR, 90_000, 0])(
    'a clock that is %d ms off counts on the right day and hour',
    async (skew) => {
      const office = await makeOffice(open)
      const tablet = await office.tablet()
      tablet.skew = Math.round(skew)
      tablet.mark('runrun33')
      office.clock.now = instantOf(DAY, 10.5)
      tablet.rate()
      office.clock.now = instantOf(DAY, 11.5)
      tablet.rate()
      office.clock.now = instantOf('2026-11-25', 9)
      expect((await tablet.send()).kind).toBe('stored')
      const offset_ms = 0 - Math.round(skew)
      expect(await marks(office)).toEqual([
        { day: DAY, hour: 10, offset_ms },
        { day: DAY, hour: 11, offset_ms },
      ])
    },
  )

  test('each run has its own offset; one that never met the server counts at the receipt', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    tablet.skew = 5 * YEAR
    tablet.mark('runrun33')
    tablet.rate()
    await tablet.send({ to: 4 })
    tablet.skew = -3 * YEAR
    tablet.mark('runrun44')
    tablet.rate()
    tablet.skew = 0
    tablet.mark('runrun55')
    tablet.rate()
    office.clock.now = instantOf('2026-11-24', 9)
    await tablet.send({ from: 5 })
    expect(await marks(office)).toEqual([
      { day: DAY, hour: 8, offset_ms: -5 * YEAR },
      { day: '2026-11-24', hour: 9, offset_ms: null },
      { day: DAY, hour: 8, offset_ms: 0 },
    ])
  })

  test('the run goes on from batch to batch', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    tablet.rate()
    await tablet.send()
    tablet.rate()
    office.clock.now += 26 * HOUR
    await tablet.send({ from: 5 })
    expect(await marks(office)).toMatchObject([{ day: DAY }, { day: DAY }])
  })

  test('a clock of a million years is as if it had said nothing', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    tablet.rate({ at: Number.MAX_SAFE_INTEGER - 4000 })
    expect((await tablet.send({ state: { wall: Number.MIN_SAFE_INTEGER } })).kind).toBe('stored')
    expect(await marks(office)).toEqual([{ day: DAY, hour: 8, offset_ms: null }])
  })
})
