import { describe, expect, test } from 'vitest'
import { noticeDetail } from '#src/dashboard/head/notice-detail.ts'
import type { NoticeKind } from '#src/dashboard/tablets/condition.ts'
import type { DeviceView } from '#src/protocol/session.ts'
import { DASHBOARD_TEXT } from '#src/ui/text/dashboard.ts'
import { LANGUAGES, type Lang } from '#src/ui/text/lang.ts'

const HOUR = 3_600_000
const NOW = Date.UTC(2026, 10, 2, 2)
const fault = { kind: 'hole' as const, log: 'k3m9x2aq.1', from: 412, to: 415, at: NOW, count: 1 }
const device: DeviceView = {
  id: 'k3m9x2aq',
  counter: 'q22222',
  practice: false,
  retired: false,
  pairedAt: NOW - 9 * HOUR,
  lastSync: NOW - 5 * HOUR,
  pending: 15,
  clockOffset: 90_000,
  used: 90,
  quota: 100,
  persisted: true,
  build: '0.1.0',
  worker: 'there',
  failing: false,
  entries: 10,
  faults: [fault],
}
const detail = (kind: NoticeKind, lang: Lang) =>
  noticeDetail({ kind, level: 'warn', device, counter: 'Quầy 01' }, NOW, DASHBOARD_TEXT[lang])
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

/** What a head can do, or where it is written. */
const TO_DO = {
  vi: /[Hh]ãy |Bấm vào đây|cho đến khi bắt đầu/,
  en: /Open|Look|Let |Reload|Add|Make room|until you begin/,
}

describe.each(Object.keys(LANGUAGES) as Lang[])('on the first page, in %s', (lang) => {
  test.each<NoticeKind>([
    ...(['never', 'silent', 'practice', 'clock', 'storage', 'pending', 'outdated', 'unkept'] as const),
    ...([
      'noWorker',
      'failing',
      'hole',
      'branch',
      'held',
      'refused',
      'emptied',
      'missing',
      'damaged',
    ] as const),
  ])('P12: of a tablet that is %s it is said what to do', (kind) => {
    expect(plain(detail(kind, lang))).toMatch(TO_DO[lang])
  })
})

test('P12: what is known stands before what to do', () => {
  expect(plain(detail('silent', 'en'))).toBe(
    'Last sync: 5 h ago · 15 ratings waiting · Look whether it has power and the network, and open its rating page. Do not clear its data',
  )
  expect(plain(detail('clock', 'vi'))).toBe('Chậm 90 giây · Hãy vào cài đặt của máy và để ngày giờ tự động')
  expect(plain(detail('hole', 'en'))).toContain('Missing entries 412–415')
})
