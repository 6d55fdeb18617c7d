import { expect, test } from 'vitest'
import { periodLinks, periodText } from '#src/dashboard/head/period.ts'
import { type PeriodKind, periodOf } from '#src/domain/calendar.ts'
import { en } from '#src/ui/text/dashboard.en.ts'
import { vi } from '#src/ui/text/dashboard.vi.ts'

const HERE = { today: '2026-11-22', page: 'overview' as const }

test.each<[PeriodKind, string, string]>([
  ['day', 'Thứ Hai, 02/11/2026', 'Monday, 02 Nov 2026'],
  ['week', 'Tuần 45/2026 (02/11 – 08/11)', 'Week 45/2026 (02 Nov – 08 Nov)'],
  ['month', 'Tháng 11/2026', 'November 2026'],
  ['quarter', 'Quý IV/2026', 'Q4 2026'],
  ['year', 'Năm 2026', 'Year 2026'],
])('a %s is called %s', (kind, ...said) => {
  const period = periodOf(kind, '2026-11-02')
  expect([vi, en].map((words) => periodText(period, words).replaceAll('\u00a0', ' '))).toEqual(said)
})

test('the period of today has no next one and no day in its address', () => {
  const links = periodLinks('month', undefined, HERE)
  expect(links.next).toBeUndefined()
  expect(links.previous).toBe('/?ngay=2026-10-01')
  expect(links.kinds.map(({ href }) => href)).toEqual(['/?ky=ngay', '/?ky=tuan', '/', '/?ky=quy', '/?ky=nam'])
})

test('next leads back to today and then stops', () => {
  expect(periodLinks('week', '2026-11-10', HERE).next).toBe('/?ky=tuan')
  expect(periodLinks('week', '2026-11-03', HERE).next).toBe('/?ky=tuan&ngay=2026-11-09')
})
