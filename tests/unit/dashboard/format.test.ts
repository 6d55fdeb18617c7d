import { expect, test } from 'vitest'
import { FORMATS } from '#src/ui/format.ts'

/** 23:30 in Vietnam, where London still has the afternoon of the same day. */
const LATE = Date.parse('2026-11-02T23:30:00+07:00')

test('Vietnamese has the decimal comma, the thousands dot and days in numbers', () => {
  const { number, percent, date, day, shortDay, weekday } = FORMATS.vi
  expect([number(1234.56, 1), number(791), percent(0.315), percent(0.38, 0)]).toEqual([
    '1.234,6',
    '791',
    '31,5%',
    '38%',
  ])
  expect([date(LATE), day('2026-11-02'), shortDay('2026-11-02'), weekday('2026-11-02')]).toEqual([
    '02/11/2026',
    '02/11/2026',
    '02/11',
    'Thứ Hai',
  ])
})

test('English has the decimal point, the thousands comma and the month by name', () => {
  const { number, percent, date, day, shortDay, weekday } = FORMATS.en
  expect([number(1234.56, 1), number(791), percent(0.315), percent(0.38, 0)]).toEqual([
    '1,234.6',
    '791',
    '31.5%',
    '38%',
  ])
  expect([date(LATE), day('2026-11-02'), shortDay('2026-11-02'), weekday('2026-11-02')]).toEqual([
    '02 Nov 2026',
    '02 Nov 2026',
    '02 Nov',
    'Monday',
  ])
})
