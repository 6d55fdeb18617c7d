import { describe, expect, test } from 'vitest'
import { type Absence, comeBack, isAway, leave, MOST_ABSENCES } from '#src/domain/absence.ts'

const SPRING: Absence = { last: '2026-03-31', back: '2026-06-15' }
const OPEN: Absence = { last: '2026-11-30', back: null }

describe('an officer is away', () => {
  test.each([
    ['2026-03-31', false],
    ['2026-04-01', true],
    ['2026-06-14', true],
    ['2026-06-15', false],
    ['2026-11-30', false],
    ['2026-12-01', true],
    ['2027-12-01', true],
  ])('on %s: %s', (day, away) => {
    expect(isAway([SPRING, OPEN], day)).toBe(away)
  })

  test('on no day who never left', () => {
    expect(isAway([], '2026-11-30')).toBe(false)
  })
})

test.each<[string, Absence[], string, Absence[] | undefined]>([
  ['who never left', [], '2026-11-30', [OPEN]],
  ['who came back', [SPRING], '2026-11-30', [SPRING, OPEN]],
  ['on the day of coming back', [SPRING], '2026-06-15', [SPRING, { last: '2026-06-15', back: null }]],
  ['before coming back', [SPRING], '2026-06-14', undefined],
  ['to correct the day', [SPRING, OPEN], '2026-12-31', [SPRING, { last: '2026-12-31', back: null }]],
  ['to correct it to before coming back', [SPRING, OPEN], '2026-05-01', undefined],
  ['the same day again', [OPEN], '2026-11-30', [OPEN]],
  [
    'more often than there is room for',
    Array.from({ length: MOST_ABSENCES }, () => SPRING),
    '2026-11-30',
    undefined,
  ],
])('leaving: %s', (_, before, last, after) => {
  expect(leave(before, last)).toEqual(after)
})

test.each<[string, Absence[], string, Absence[] | undefined]>([
  ['who left', [OPEN], '2026-12-15', [{ last: '2026-11-30', back: '2026-12-15' }]],
  ['who never left', [], '2026-12-15', undefined],
  ['on the last day', [OPEN], '2026-11-30', undefined],
  ['the day after: never away', [SPRING, OPEN], '2026-12-01', [SPRING]],
  ['to correct the day', [SPRING], '2026-07-01', [{ last: '2026-03-31', back: '2026-07-01' }]],
])('coming back: %s', (_, before, back, after) => {
  expect(comeBack(before, back)).toEqual(after)
})
