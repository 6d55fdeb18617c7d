import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type Day } from '#src/domain/calendar.ts'
import { dueDays, type UnitDays, USUAL_DEADLINES, unitWorksOn } from '#src/domain/deadlines.ts'

const OWN: UnitDays['days'] = { off: [], work: [] }
const USUAL: UnitDays = { hours: null, days: OWN }
const OPEN = [[450, 690]]
const week = (...open: number[]) =>
  Array.from({ length: 7 }, (_, day) => (open.includes(day + 1) ? OPEN : []))

describe('the deadlines of a concern', () => {
  test.each([
    ['the day after, and in a week', '2026-11-02', USUAL, '2026-11-03', '2026-11-09'],
    ['across a weekend', '2026-11-06', USUAL, '2026-11-09', '2026-11-13'],
    ['from a Saturday', '2026-11-07', USUAL, '2026-11-09', '2026-11-13'],
    ['across a public holiday', '2026-11-23', USUAL, '2026-11-25', '2026-12-01'],
    ['across Tết', '2027-02-04', USUAL, '2027-02-12', '2027-02-18'],
    [
      'where the unit works on that holiday',
      ...(['2026-11-23', { hours: null, days: { off: [], work: ['2026-11-24'] } }] as const),
      ...(['2026-11-24', '2026-11-30'] as const),
    ],
    [
      'where it rests on a day of its own',
      ...(['2026-11-02', { hours: null, days: { off: ['2026-11-03'], work: [] } }] as const),
      ...(['2026-11-04', '2026-11-10'] as const),
    ],
    [
      'where it works on Saturdays',
      '2026-11-06',
      { hours: week(1, 2, 3, 4, 5, 6), days: OWN },
      '2026-11-07',
      '2026-11-12',
    ],
    [
      'where it opens on Tuesdays alone',
      '2026-11-02',
      { hours: week(2), days: OWN },
      '2026-11-03',
      '2026-12-08',
    ],
    [
      'where its hours say of no day that it is open',
      '2026-11-02',
      { hours: week(), days: OWN },
      '2026-11-03',
      '2026-11-09',
    ],
    ['at the end of a year', '2026-12-31', USUAL, '2027-01-04', '2027-01-08'],
  ] as const)('%s', (_, released, unit, acknowledge, conclude) => {
    expect(dueDays(released, USUAL_DEADLINES, unit)).toEqual({ acknowledge, conclude })
  })

  test('are working days after the release, as many as the unit says', () => {
    const days = fc.integer({ min: 0, max: 4000 }).map((n) => addDays('2026-01-01', n))
    const ofUnit = fc.record({
      hours: fc.option(fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }).map((open) => week(...open))),
      days: fc.record({ off: fc.array(days, { maxLength: 40 }), work: fc.array(days, { maxLength: 40 }) }),
    })
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 30 }), ofUnit, (released, count, unit) => {
        const { acknowledge } = dueDays(released, { acknowledge: count, conclude: count }, unit)
        expect(unitWorksOn(acknowledge, unit)).toBe(true)
        expect(worked(released, acknowledge, unit)).toBe(count)
      }),
    )
  })
})

/** The working days after the first and up to the last. */
function worked(first: Day, last: Day, unit: UnitDays): number {
  let count = 0
  for (let day = addDays(first, 1); day <= last; day = addDays(day, 1)) if (unitWorksOn(day, unit)) count += 1
  return count
}
