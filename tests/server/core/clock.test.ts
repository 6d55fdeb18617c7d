import { expect, test } from 'vitest'
import { instantOf } from '#src/domain/calendar.ts'
import { type Time, timeBy } from '#src/server/clock.ts'
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

const SURE = instantOf(DAY, 8)

/** Hours after the last sure time: the server's clock, what the tablet says, the time and whose word it is. */
test.each<[string, number, number | undefined, number, Time['by']]>([
  ['nothing happened', 0, undefined, 0, 'clock'],
  ['a night off', 14, undefined, 14, 'clock'],
  ['36 hours off', 36, undefined, 36, 'clock'],
  ['37 hours off, nobody speaks', 37, undefined, 0, 'last'],
  ['37 hours off, a tablet agrees', 37, 37, 37, 'agreed'],
  ['ten days off, a tablet agrees to half a day', 240, 252, 240, 'agreed'],
  ['ten days off, a tablet is thirteen hours off', 240, 253, 0, 'last'],
  ['ten days off, a tablet of 1970', 240, -56 * 365 * 24, 0, 'last'],
  ['a leap of sixty years, a right tablet', 60 * 365 * 24, 3, 3, 'tablet'],
  ['a leap of sixty years, a tablet that is a week ahead', 60 * 365 * 24, 170, 0, 'last'],
  ['a leap of sixty years, a tablet that leapt by one', 60 * 365 * 24, 365 * 24, 0, 'last'],
  ['a clock that is set back by a day', -24, undefined, -24, 'clock'],
  ['a clock that falls back to 1970', -56 * 365 * 24, undefined, 0, 'last'],
  ['a clock that falls back to 1970, a right tablet', -56 * 365 * 24, 1, 1, 'tablet'],
  ['server and tablet in 1970', -56 * 365 * 24, -56 * 365 * 24, 0, 'last'],
  ['a clock that is put right after a wrong confirmation', -240, -240, -240, 'agreed'],
])('what time it is: %s', (_, now, said, at, by) => {
  const hours = (n: number) => SURE + n * HOUR
  const clocks = {
    now: hours(now),
    sure: { trusted: SURE, reading: SURE },
    said: said === undefined ? undefined : hours(said),
  }
  expect(timeBy(clocks)).toEqual({ at: hours(at), by })
})

test('after a leap time goes on by what the clock counts since', () => {
  const sure = { trusted: SURE, reading: SURE + 60 * YEAR }
  const at = (hours: number) => timeBy({ now: sure.reading + hours * HOUR, sure })
  expect(at(3)).toEqual({ at: SURE + 3 * HOUR, by: 'elapsed' })
  expect(at(37)).toEqual({ at: SURE, by: 'last' })
  expect(timeBy({ now: SURE + HOUR, sure })).toEqual({ at: SURE + HOUR, by: 'clock' })
})

test('a new database takes its first clock on trust', () => {
  expect(timeBy({ now: SURE, sure: undefined })).toEqual({ at: SURE, by: 'clock' })
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
