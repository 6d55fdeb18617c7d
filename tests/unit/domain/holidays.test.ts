import { describe, expect, it, test } from 'vitest'
import { addDays, type Day, isWorkingDay } from '#src/domain/calendar.ts'
import { daysOff, publicHolidays } from '#src/domain/holidays.ts'

const YEARS = Array.from({ length: 15 }, (_, i) => 2026 + i)
const dayOf = (year: number, name: string) => publicHolidays(year).filter((one) => one.name === name)

/** The instants of new moons, ms, to some minutes: Meeus, Astronomical Algorithms (2nd edition), chapter 49, its largest terms. */
function newMoon(k: number): number {
  const T = k / 1236.85
  const rad = (degrees: number) => (degrees * Math.PI) / 180
  const sun = rad(2.5534 + 29.1053567 * k - 0.0000014 * T * T)
  const moon = rad(201.5643 + 385.81693528 * k + 0.0107582 * T * T)
  const node = rad(160.7108 + 390.67050284 * k - 0.0016118 * T * T)
  const correction =
    -0.4072 * Math.sin(moon) +
    0.17241 * Math.sin(sun) +
    0.01608 * Math.sin(2 * moon) +
    0.01039 * Math.sin(2 * node) +
    0.00739 * Math.sin(moon - sun) -
    0.00514 * Math.sin(moon + sun) +
    0.00208 * Math.sin(2 * sun) -
    0.00111 * Math.sin(moon - 2 * node) -
    0.00057 * Math.sin(moon + 2 * node)
  const jde = 2451550.09766 + 29.530588861 * k + 0.00015437 * T * T + correction
  const DELTA_T = 72_000 // the earth lags so far behind in these years
  return (jde - 2440587.5) * 86_400_000 - DELTA_T
}

/** The local days of UTC+7 on which a lunar month begins, and how many months lie between two of them. */
const NEW_MOONS = new Map(
  Array.from({ length: 200 }, (_, i) => {
    const at = newMoon(320 + i)
    return [new Date(at + 7 * 3_600_000).toISOString().slice(0, 10), i] as const
  }),
)

describe('the lunar holidays', () => {
  test.each(YEARS)('of %d begin on new moons in Vietnam', (year) => {
    const tet = dayOf(year, 'tet')[1]!.day
    const [kings] = dayOf(year, 'hung-kings')
    const months = [NEW_MOONS.get(tet), NEW_MOONS.get(addDays(kings!.day, -9))]
    expect(months, `${tet} ${kings?.day}`).toEqual([expect.any(Number), months[0]! + 2])
    expect(tet >= `${year}-01-21` && tet <= `${year}-02-20`, 'between 21 January and 20 February').toBe(true)
  })
})

describe('the public holidays', () => {
  it('of 2026 are those that were given, and the Kings’ Sunday is made good on Monday', () => {
    expect(publicHolidays(2026).map(({ day, name }) => `${day} ${name}`)).toEqual([
      '2026-01-01 new-year',
      '2026-02-16 tet',
      '2026-02-17 tet',
      '2026-02-18 tet',
      '2026-02-19 tet',
      '2026-02-20 tet',
      '2026-04-26 hung-kings',
      '2026-04-27 in-lieu',
      '2026-04-30 reunification',
      '2026-05-01 labour',
      '2026-09-01 national',
      '2026-09-02 national',
      '2026-11-24 culture',
    ])
  })

  it.each(YEARS)('of %d are twelve, each on a weekend made good by a working day of its own', (year) => {
    const all = publicHolidays(year)
    const named = all.filter(({ name }) => name !== 'in-lieu')
    const lieu = all.filter(({ name }) => name === 'in-lieu')
    expect(named).toHaveLength(12)
    expect(lieu).toHaveLength(named.filter(({ day }) => !isWorkingDay(day)).length)
    expect(lieu.every(({ day }) => isWorkingDay(day))).toBe(true)
    expect(new Set(all.map(({ day }) => day)).size).toBe(all.length)
    expect(all.map(({ day }) => day)).toEqual(all.map(({ day }) => day).sort())
  })

  it('are none for a year that nobody has looked up', () => {
    expect(publicHolidays(2025)).toEqual([])
    expect(publicHolidays(2041)).toEqual([])
  })
})

describe('the days on which a unit rests', () => {
  const NONE = { off: [], work: [] }

  it('are those of two years', () => {
    const days = daysOff(2026, NONE)
    expect(days[0]).toBe('2026-01-01')
    expect(days.at(-1)).toBe('2027-11-24')
  })

  it('are more and fewer as it says, each once', () => {
    const off: Day[] = ['2026-12-24', '2026-09-02', '2031-01-01']
    const days = daysOff(2026, { off, work: ['2026-11-24', '2026-12-25'] })
    expect(days.filter((day) => day > '2026-09-01' && day < '2027')).toEqual(['2026-09-02', '2026-12-24'])
  })
})
