import { expect, test } from 'vitest'
import { type Answer, failed } from '#src/dashboard/api.ts'
import { type Said, saidOf } from '#src/dashboard/public/said.ts'
import { CLOSING_HOURS } from '#src/domain/calendar.ts'
import type { ReceiptAnswer } from '#src/protocol/receipt.ts'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'

test.each<[Answer<ReceiptAnswer>, Said]>([
  [
    { ok: true, value: { kind: 'known', unit: 'Xã An Bình', month: '2026-11' } },
    { kind: 'known', unit: 'Xã An Bình', month: '2026-11' },
  ],
  [{ ok: true, value: { kind: 'unknown' } }, { kind: 'unknown' }],
  [{ ok: true, value: { kind: 'altered' } }, { kind: 'altered' }],
  [failed('invalid', { code: 'not-right' }), { kind: 'wrong' }],
  [failed('offline'), { kind: 'failed', problem: { code: 'offline', fields: {} } }],
  [failed('unavailable'), { kind: 'failed', problem: { code: 'unavailable', fields: {} } }],
])('the answer %j is said as %j', (answer, said) => {
  expect(saidOf(answer)).toEqual(said)
})

test('the month stands in the middle of a sentence in both languages', () => {
  const counted = (lang: 'vi' | 'en') => {
    const { receipt, overview } = DASHBOARD_TEXT[lang]
    return receipt.counted(overview.month('11', '2026')).replaceAll('\u00a0', ' ')
  }
  expect(counted('vi')).toBe('Phiếu được tính vào kết quả tháng 11/2026.')
  expect(counted('en')).toBe('It counts in the results of November 2026.')
})

test('a citizen of the evening is told that the code is known after the next noon', () => {
  const why = (lang: 'vi' | 'en') =>
    DASHBOARD_TEXT[lang].receipt.unknownWhy(CLOSING_HOURS.am, CLOSING_HOURS.pm)[1]?.replaceAll('\u00a0', ' ')
  expect(why('vi')).toContain('phiếu buổi tối sau 13 giờ ngày hôm sau')
  expect(why('en')).toContain('one of the evening after 13:00 the next day')
})
