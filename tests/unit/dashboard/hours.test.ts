import { expect, test } from 'vitest'
import { hoursOf, minutesOf, timeText, typedOf } from '#src/dashboard/settings/hours.ts'

test.each([
  ['07:30', 450],
  ['7h30', 450],
  ['7 giờ 30', 450],
  ['17h', 1020],
  ['24:00', 1440],
  ['0:00', 0],
  ['7:60', undefined],
  ['24:01', undefined],
  ['sáng', undefined],
  ['', undefined],
])('%s is %s minutes', (typed, minutes) => {
  expect(minutesOf(typed)).toBe(minutes)
})

test('hours survive the fields, also a third span in a day', () => {
  const hours = [
    [
      [450, 690],
      [810, 1020],
      [1080, 1200],
    ],
    [[0, 1440]],
    [],
    [],
    [],
    [],
    [],
  ] as [number, number][][]
  expect(hoursOf(typedOf(hours))).toEqual({ ok: true, hours })
})

test('a span that ends before it begins, or has one end, is named', () => {
  const week = typedOf(null).map((day, i) =>
    i === 0
      ? [{ from: '11:00', to: '07:00' }, day[1]!]
      : i === 6
        ? [day[0]!, { from: '08:00', to: '' }]
        : day,
  )
  expect(hoursOf(week)).toEqual({ ok: false, wrong: ['hours.0.0', 'hours.6.1'] })
})

test('times are written with two digits', () => {
  expect(timeText(65)).toBe('01:05')
})
