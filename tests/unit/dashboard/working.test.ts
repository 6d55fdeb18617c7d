import { expect, test } from 'vitest'
import { workedBetween } from '#src/dashboard/tablets/working.ts'
import type { Hours } from '#src/protocol/config.ts'

const OFFICE: [number, number][] = [
  [450, 690],
  [810, 1020],
]
const WEEK: Hours = [OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, [], []]
/** Minutes and hours of a day of the week that begins on Monday, 23/11/2026, in Vietnam. */
const at = (time: string) => Date.parse(`2026-11-${time.replace(' ', 'T')}:00+07:00`)

test.each<[string, Hours, string, string, number]>([
  ['the same instant', WEEK, '23 09:00', '23 09:00', 0],
  ['within a morning', WEEK, '23 08:00', '23 10:30', 150],
  ['over the noon rest', WEEK, '23 11:00', '23 14:00', 60],
  ['a night', WEEK, '23 17:00', '24 07:30', 0],
  ['from evening to the next morning’s first hour', WEEK, '23 16:30', '24 08:30', 90],
  ['a weekend', WEEK, '27 17:00', '30 07:30', 0],
  ['a whole week', WEEK, '23 00:00', '30 00:00', 5 * 450],
  ['a day without hours', WEEK, '28 08:00', '28 18:00', 0],
  ['no hours set', null, '23 17:00', '24 07:30', 870],
  [
    'spans that overlap',
    [
      [
        [420, 600],
        [540, 660],
      ],
      [],
      [],
      [],
      [],
      [],
      [],
    ],
    '23 00:00',
    '24 00:00',
    240,
  ],
  [
    'spans in any order',
    [
      [
        [810, 870],
        [450, 510],
      ],
      [],
      [],
      [],
      [],
      [],
      [],
    ],
    '23 00:00',
    '24 00:00',
    120,
  ],
  ['round the clock', [[[0, 1440]], [[0, 1440]], [], [], [], [], []], '23 22:00', '24 02:00', 240],
  ['time that runs backwards', WEEK, '24 10:00', '23 10:00', 0],
  ['the same without hours', null, '24 10:00', '23 10:00', 0],
])('working time of %s', (_, hours, from, to, minutes) => {
  const days = { off: [], work: ['2026-11-24'] }
  expect(workedBetween({ hours, days }, at(from), at(to)) / 60_000).toBe(minutes)
})

test('a day off is none of it: neither a holiday nor a day that the unit added', () => {
  const worked = (days: { off: string[]; work: string[] }) =>
    workedBetween({ hours: WEEK, days }, at('23 00:00'), at('30 00:00')) / 60_000
  expect(worked({ off: [], work: [] }), 'the 24th').toBe(4 * 450)
  expect(worked({ off: ['2026-11-26', '2026-11-28'], work: [] })).toBe(3 * 450)
})
