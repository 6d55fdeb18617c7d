import { expect, test } from 'vitest'
import { dayIn, dayText } from '#src/dashboard/accounts/day.ts'

test.each([
  ['24/11/2026', '2026-11-24'],
  [' 4/1/2026 ', '2026-01-04'],
  ['04.01.2026', '2026-01-04'],
  ['04-01-2026', '2026-01-04'],
  ['31/02/2026', '2026-02-31'],
  ['11/2026', '11/2026'],
  ['24/11/26', '24/11/26'],
  ['mai', 'mai'],
  ['', ''],
])('%j is read as %j', (typed, day) => {
  expect(dayIn(typed)).toBe(day)
})

test('a day is written as it is read', () => {
  expect(dayIn(dayText('2026-11-24'))).toBe('2026-11-24')
})
