import { expect, test } from 'vitest'
import { noticesOf, standingOf } from '#src/dashboard/tablets/condition.ts'
import { faultText } from '#src/dashboard/tablets/faults.ts'
import { ago, aheadText, countdown } from '#src/dashboard/tablets/time.ts'
import type { DeviceView } from '#src/protocol/session.ts'
import { vi } from '#src/ui/text/dashboard.vi.ts'

const NOW = Date.UTC(2026, 10, 2, 2)
const HOUR = 3_600_000
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

const tablet = (more: Partial<DeviceView> = {}): DeviceView => ({
  id: 'k3m9x2aq',
  counter: 'q22222',
  practice: false,
  retired: false,
  pairedAt: NOW - 9 * HOUR,
  lastSync: NOW - 60_000,
  pending: 0,
  clockOffset: 200,
  used: 30,
  quota: 100,
  persisted: true,
  build: '0.1.0',
  entries: 10,
  faults: [],
  ...more,
})
const counters = [{ id: 'q22222', label: 'Quầy 01', name: '', officer: null, closedSince: null }]
const kinds = (device: DeviceView) =>
  noticesOf({ devices: [device], counters, now: NOW }).map(({ kind, level }) => `${kind} ${level}`)
const hole = { kind: 'hole' as const, from: 412, to: 415, at: NOW, count: 1 }

test.each<[string, Partial<DeviceView>, string]>([
  ['active', {}, 'active'],
  ['exactly four hours silent', { lastSync: NOW - 4 * HOUR }, 'active'],
  ['longer silent', { lastSync: NOW - 4 * HOUR - 1 }, 'silent'],
  ['in practice', { practice: true }, 'practice'],
  ['never heard', { lastSync: null, practice: true }, 'never'],
  ['retired', { retired: true, lastSync: null }, 'retired'],
])('a tablet that is %s', (_, more, standing) => {
  expect(standingOf(tablet(more), NOW)).toBe(standing)
})

test.each<[Partial<DeviceView>, string[]]>([
  [{}, []],
  [{ practice: true }, ['practice warn']],
  [{ lastSync: null, practice: true }, ['never warn']],
  [{ clockOffset: -61_000 }, ['clock warn']],
  [{ clockOffset: 60_000, pending: 10, used: 80 }, []],
  [{ pending: 11 }, ['pending warn']],
  [{ lastSync: NOW - 26 * HOUR, pending: 41 }, ['silent warn']],
  [{ used: 81 }, ['storage warn']],
  [{ practice: true, faults: [hole, hole], used: 96 }, ['hole err', 'storage err', 'practice warn']],
  [{ retired: true, lastSync: null, faults: [hole] }, ['hole err']],
])('P12: %j shows %j', (more, expected) => {
  expect(kinds(tablet(more))).toEqual(expected)
})

test('a fault is named with its numbers', () => {
  expect(plain(faultText(hole, vi.tablets))).toBe('Thiếu mục 412–415, ngày 02/11/2026')
  expect(plain(faultText({ ...hole, kind: 'refused', from: 0, to: 0, count: 3 }, vi.tablets))).toBe(
    'Từ chối 3 lần gửi, ngày 02/11/2026',
  )
})

test('times are said in words of an office', () => {
  expect(plain(ago(59_000, vi.tablets))).toBe('vừa xong')
  expect(plain(ago(26 * HOUR, vi.tablets))).toBe('26 giờ trước')
  expect(plain(ago(72 * HOUR, vi.tablets))).toBe('3 ngày trước')
  expect(plain(aheadText(-94_000, vi.tablets))).toBe('+94,0 giây')
  expect(plain(aheadText(94_000, vi.tablets))).toBe('−94,0 giây')
  expect(plain(aheadText(20, vi.tablets))).toBe('0,0 giây')
  expect([countdown(600_000), countdown(1), countdown(-5)]).toEqual(['10:00', '00:01', '00:00'])
})
