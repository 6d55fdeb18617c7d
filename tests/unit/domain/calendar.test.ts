import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  addDays,
  addWorkingDays,
  closingTime,
  DAY_MS,
  halfDayOf,
  instantOf,
  isDay,
  isoWeek,
  isWorkingDay,
  lastDue,
  localTime,
  minuteOfDay,
  neighbour,
  ordinal,
  PERIODS,
  periodOf,
  weekday,
} from '#src/domain/calendar.ts'

const FIRST = Date.UTC(1906, 0, 1)
const LAST = Date.UTC(2126, 0, 1)
const instants = fc.integer({ min: FIRST, max: LAST })
const days = instants.map((at) => localTime(at).day)

describe('local time', () => {
  test.each([
    ['2026-11-02T04:59:59.999Z', { day: '2026-11-02', half: 'am', hour: 11 }],
    ['2026-11-02T05:00:00.000Z', { day: '2026-11-02', half: 'pm', hour: 12 }],
    ['2026-11-01T17:00:00.000Z', { day: '2026-11-02', half: 'am', hour: 0 }],
    ['2026-11-01T16:59:59.999Z', { day: '2026-11-01', half: 'pm', hour: 23 }],
    ['2024-02-29T01:00:00.000Z', { day: '2024-02-29', half: 'am', hour: 8 }],
    ['1966-06-15T06:30:00.000Z', { day: '1966-06-15', half: 'pm', hour: 13 }],
  ])('of %s is seven hours on', (utc, expected) => {
    expect(localTime(Date.parse(utc))).toEqual(expected)
  })

  it('agrees with the day and the minute, before 1970 too', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const { day, hour } = localTime(at)
        const since = at - instantOf(day)
        expect(since).toBeGreaterThanOrEqual(0)
        expect(since).toBeLessThan(DAY_MS)
        expect(minuteOfDay(at)).toBe(Math.floor(since / 60_000))
        expect(hour).toBe(Math.floor(since / 3_600_000))
      }),
    )
  })
})

describe('half days', () => {
  it('are numbered from 1970 without a gap', () => {
    expect(ordinal('1970-01-01', 'am')).toBe(0)
    expect(ordinal('1970-01-01', 'pm')).toBe(1)
    expect(ordinal('1969-12-31', 'pm')).toBe(-1)
    fc.assert(
      fc.property(fc.integer({ min: -40_000, max: 120_000 }), (release) => {
        const { day, half } = halfDayOf(release)
        expect(ordinal(day, half)).toBe(release)
      }),
    )
  })

  test.each([
    ['2026-11-02T12:59', ordinal('2026-11-01', 'pm')],
    ['2026-11-02T13:00', ordinal('2026-11-02', 'am')],
    ['2026-11-02T18:59', ordinal('2026-11-02', 'am')],
    ['2026-11-02T19:00', ordinal('2026-11-02', 'pm')],
    ['2026-11-03T00:00', ordinal('2026-11-02', 'pm')],
  ])('due at %s local time', (local, release) => {
    expect(lastDue(Date.parse(`${local}:00+07:00`))).toBe(release)
  })

  it('are due from their closing time until the next one', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const due = lastDue(at)
        expect(closingTime(due)).toBeLessThanOrEqual(at)
        expect(closingTime(due + 1)).toBeGreaterThan(at)
      }),
    )
  })
})

describe('weeks', () => {
  test.each([
    ['2015-12-31', 2015, 53],
    ['2016-01-03', 2015, 53],
    ['2016-01-04', 2016, 1],
    ['2017-01-01', 2016, 52],
    ['2018-12-31', 2019, 1],
    ['2020-12-31', 2020, 53],
    ['2021-01-03', 2020, 53],
    ['2024-12-30', 2025, 1],
    ['2026-01-01', 2026, 1],
    ['2026-12-31', 2026, 53],
    ['2027-01-03', 2026, 53],
    ['2027-01-04', 2027, 1],
  ])('%s lies in ISO week %i-W%i', (day, year, week) => {
    expect(isoWeek(day)).toEqual({ year, week })
  })

  it('are seven days of one number', () => {
    fc.assert(
      fc.property(days, (day) => {
        const monday = addDays(day, 1 - weekday(day))
        expect(weekday(monday)).toBe(1)
        expect(isoWeek(addDays(monday, 6))).toEqual(isoWeek(day))
        expect(isoWeek(addDays(monday, 7))).not.toEqual(isoWeek(day))
      }),
    )
  })

  it('have five working days, and deadlines count only those', () => {
    expect(['2026-11-02', '2026-11-06', '2026-11-07', '2026-11-08'].map(isWorkingDay)).toEqual([
      true,
      true,
      false,
      false,
    ])
    expect(addWorkingDays('2026-11-06', 1)).toBe('2026-11-09')
    expect(addWorkingDays('2026-11-07', 1)).toBe('2026-11-09')
    expect(addWorkingDays('2026-11-02', 5)).toBe('2026-11-09')
    expect(addWorkingDays('2026-11-02', 0)).toBe('2026-11-02')
  })
})

describe('periods', () => {
  test.each([
    ['day', '2026-02-28', '2026-02-28', '2026-02-28'],
    ['week', '2027-01-02', '2026-12-28', '2027-01-03'],
    ['month', '2024-02-15', '2024-02-01', '2024-02-29'],
    ['month', '2026-12-31', '2026-12-01', '2026-12-31'],
    ['quarter', '2026-03-31', '2026-01-01', '2026-03-31'],
    ['quarter', '2026-04-01', '2026-04-01', '2026-06-30'],
    ['quarter', '2026-12-31', '2026-10-01', '2026-12-31'],
    ['year', '2026-07-01', '2026-01-01', '2026-12-31'],
  ] as const)('the %s of %s', (kind, day, from, to) => {
    expect(periodOf(kind, day)).toEqual({ kind, from, to })
  })

  it('hold their day, touch their neighbours and come back', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PERIODS), days, (kind, day) => {
        const period = periodOf(kind, day)
        expect(period.from <= day && day <= period.to).toBe(true)
        expect(periodOf(kind, period.from)).toEqual(period)
        expect(periodOf(kind, period.to)).toEqual(period)
        const next = neighbour(period, 1)
        expect(next.from).toBe(addDays(period.to, 1))
        expect(neighbour(next, -1)).toEqual(period)
      }),
    )
  })
})

describe('a day from outside', () => {
  test.each([
    ['2026-11-02', true],
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['2026-02-31', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-1-1', false],
    ['0000-01-01', false],
    ['9999-12-31', false],
    ['2026-11-02T00:00', false],
    ['', false],
  ])('%j: is it one? %s', (text, expected) => {
    expect(isDay(text)).toBe(expected)
  })
})
