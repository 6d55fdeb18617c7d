import { expect, test } from 'vitest'
import { missingText, nextStep, noDaysText, reachText } from '#src/dashboard/head/reached.ts'
import { periodOf } from '#src/domain/calendar.ts'
import { en } from '#src/ui/text/dashboard.en.ts'
import { vi } from '#src/ui/text/dashboard.vi.ts'

const TODAY = '2026-11-25'
const MORNING = { day: TODAY, half: 'am' } as const
const EVENING = { day: TODAY, half: 'pm' } as const
const YESTERDAY = { day: '2026-11-24', half: 'pm' } as const
const month = periodOf('month', TODAY)
const october = periodOf('month', '2026-10-01')
const summary = { period: month, closed: MORNING, today: 0, missing: 0 }
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

test.each<[string, Partial<typeof summary> | { closed: typeof EVENING | null }, number | undefined]>([
  ['nothing came today', {}, 5],
  ['three came today', { today: 3 }, 2],
  ['whole fives came today', { today: 10 }, 5],
  ['twelve came today', { today: 12 }, 3],
  ['the day is closed', { today: 3, closed: EVENING }, undefined],
  ['nothing was ever closed', { today: 3, closed: null }, 2],
  ['the period is over', { today: 3, period: october }, undefined],
])('P9: the unit’s figures move after a whole five of a day: %s', (_, more, step) => {
  expect(nextStep({ ...summary, ...more }, TODAY)).toBe(step)
})

test.each<[string, object, string[]]>([
  ['nothing yet', { missing: 5 }, ['Kỳ này chưa có phiếu nào, cần 5 phiếu để hiện số liệu.']],
  ['all of today', { missing: 2, today: 3 }, ['Kỳ này đã có 3 phiếu, còn thiếu 2 phiếu nữa.']],
  [
    'some of days before',
    { missing: 1, today: 1 },
    [
      'Kỳ này đã có 4 phiếu, còn thiếu ít nhất 1 phiếu nữa.',
      'Chắc chắn có số liệu khi hôm nay có thêm 4 phiếu.',
    ],
  ],
  [
    'five and no block',
    { today: 2 },
    [
      'Kỳ này đã có từ 5 phiếu trở lên, nhưng chưa có nhóm 5 phiếu nào nằm trọn trong kỳ.',
      'Chắc chắn có số liệu khi hôm nay có thêm 3 phiếu.',
    ],
  ],
  [
    'five and no block, after the day has closed',
    { today: 2, closed: EVENING },
    [
      'Kỳ này đã có từ 5 phiếu trở lên, nhưng chưa có nhóm 5 phiếu nào nằm trọn trong kỳ.',
      'Chắc chắn có số liệu khi một ngày tới trong kỳ có thêm 5 phiếu.',
    ],
  ],
  [
    'three of the evening of a day, when only late ratings can follow',
    { missing: 2, today: 3, closed: EVENING, period: periodOf('day', TODAY) },
    ['Kỳ này đã có 3 phiếu, còn thiếu ít nhất 2 phiếu nữa.'],
  ],
  ['a period that ended empty', { missing: 5, period: october }, ['Kỳ này không có phiếu nào.']],
  [
    'a period that ended with three',
    { missing: 2, period: october },
    ['Kỳ này chỉ có 3 phiếu.', 'Các phiếu này có thể nằm trong số liệu của kỳ dài hơn.'],
  ],
  [
    'a period that ended without a block',
    { period: october },
    [
      'Kỳ này có từ 5 phiếu trở lên, nhưng không có nhóm 5 phiếu nào nằm trọn trong kỳ.',
      'Các phiếu này có thể nằm trong số liệu của kỳ dài hơn.',
    ],
  ],
])('what is missing to five is said in words: %s', (_, more, said) => {
  expect(missingText({ ...summary, ...more }, TODAY, vi).map(plain)).toEqual(said)
})

test('what is missing is said in English too', () => {
  expect(missingText({ ...summary, missing: 4, today: 1 }, TODAY, en)).toEqual([
    'This period has 1 rating and needs 4 more.',
  ])
})

test.each<[string, Parameters<typeof reachText>[0], string]>([
  [
    'this month',
    { period: month, closed: YESTERDAY },
    'Số liệu chung đến 10:50 ngày 25/11/2026. Theo quầy và theo ngày: các buổi đã kết thúc, đến hết buổi chiều 24/11/2026.',
  ],
  [
    'today, before noon',
    { period: periodOf('day', TODAY), closed: YESTERDAY },
    'Số liệu chung đến 10:50 ngày 25/11/2026. Theo quầy và theo ngày: có sau khi buổi đầu tiên của kỳ kết thúc.',
  ],
  [
    'a month that is over',
    { period: october, closed: YESTERDAY },
    'Kỳ này đã kết thúc. Phiếu gửi muộn vẫn được cộng thêm.',
  ],
])('a page says up to when it reaches: %s', (_, reached, said) => {
  expect(plain(reachText(reached, { today: TODAY, clock: '10:50' }, vi))).toBe(said)
})

test.each<[string, Parameters<typeof noDaysText>[0], string]>([
  [
    'no half day is closed',
    { period: month, closed: null, missing: 5 },
    'Chưa có buổi nào kết thúc trong kỳ này.',
  ],
  [
    'nobody came',
    { period: month, closed: EVENING, missing: 5 },
    'Các buổi đã kết thúc trong kỳ này không có phiếu nào.',
  ],
  [
    'all came in the evening',
    { period: month, closed: EVENING, missing: 0 },
    'Phiếu của kỳ này đến sau khi buổi gần nhất đã kết thúc, nên được thêm vào đây khi buổi tiếp theo kết thúc.',
  ],
])('a table of days without a day says why: %s', (_, summary, said) => {
  expect(plain(noDaysText(summary, vi))).toBe(said)
})
