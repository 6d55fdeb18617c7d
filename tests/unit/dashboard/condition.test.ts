import { expect, test } from 'vitest'
import { listed, noticesOf, standingOf, tallied } from '#src/dashboard/tablets/condition.ts'
import { faultText } from '#src/dashboard/tablets/faults.ts'
import { ago, clockText, countdown, heard } from '#src/dashboard/tablets/time.ts'
import type { Hours } from '#src/protocol/config.ts'
import type { DeviceView, UnitView } from '#src/protocol/session.ts'
import { en } from '#src/ui/text/dashboard.en.ts'
import { vi } from '#src/ui/text/dashboard.vi.ts'

/** Monday, 9:00 in Vietnam. */
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
  worker: 'there',
  failing: false,
  entries: 10,
  faults: [],
  ...more,
})
const counters = [{ id: 'q22222', label: 'Quầy 01', name: '', officer: null, closedSince: null, hall: false }]
const unit: UnitView['unit'] = {
  id: 'd22222',
  name: 'UBND xã Hương Sơn',
  place: '',
  hours: null,
  days: { off: [], work: [] },
  meet: null,
  word: '',
  patience: 1,
  deadlines: { acknowledge: 1, conclude: 5 },
  urgent: [],
  above: null,
}
const server = { build: { id: '0.1.0', at: NOW - 48 * HOUR } }
const kinds = (device: DeviceView) =>
  noticesOf({ unit, devices: [device], counters, server, now: NOW }).map(
    ({ kind, level }) => `${kind} ${level}`,
  )
/** Monday to Friday, 7:30 to 11:30 and 13:30 to 17:00. */
const OFFICE: Hours = Array.from({ length: 7 }, (_, day) =>
  day < 5
    ? [
        [450, 690],
        [810, 1020],
      ]
    : [],
)
const hole = { kind: 'hole' as const, log: 'k3m9x2aq.1', from: 412, to: 415, at: NOW, count: 1 }

test.each<[string, Partial<DeviceView>, string]>([
  ['active', {}, 'active'],
  ['exactly four hours silent', { lastSync: NOW - 4 * HOUR }, 'active'],
  ['longer silent', { lastSync: NOW - 4 * HOUR - 1 }, 'silent'],
  ['in practice', { practice: true }, 'practice'],
  ['never heard', { lastSync: null, practice: true }, 'never'],
  ['retired', { retired: true, lastSync: null }, 'retired'],
])('a tablet that is %s', (_, more, standing) => {
  expect(standingOf(tablet(more), { now: NOW, unit })).toBe(standing)
})

test.each<[string, number, string]>([
  ['after a weekend without the network', 63 * HOUR, 'quiet'],
  ['heard this morning', 3 * HOUR, 'active'],
  ['from Friday at noon, and the whole afternoon silent', 69 * HOUR, 'silent'],
])('P12: at 9:00 on Monday, with working hours: %s', (_, silence, standing) => {
  expect(
    standingOf(tablet({ lastSync: NOW - silence }), { now: NOW, unit: { ...unit, hours: OFFICE } }),
  ).toBe(standing)
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
  [{ build: '0.0.9' }, ['outdated warn']],
  [{ build: '0.0.9', lastSync: NOW - 25 * HOUR }, ['silent warn']],
  [{ build: null }, []],
  [{ persisted: false }, ['unkept warn']],
  [{ worker: 'missing' }, ['noWorker warn']],
  [{ failing: true }, ['failing err']],
  [{ worker: null }, []],
  [{ worker: 'missing', retired: true }, []],
  [{ persisted: null, retired: true, build: '0.0.9' }, []],
])('P12: %j shows %j', (more, expected) => {
  expect(kinds(tablet(more))).toEqual(expected)
})

test('P12: tablets in use are counted by how they stand, with what waits on them', () => {
  const devices = [
    tablet(),
    tablet({ pending: 2, practice: true }),
    tablet({ pending: 41, lastSync: NOW - 26 * HOUR }),
    tablet({ pending: null, lastSync: null }),
    tablet({ pending: 7, retired: true }),
  ]
  expect(tallied({ unit, devices, now: NOW })).toEqual({
    inUse: 4,
    standings: { active: 1, practice: 1, quiet: 0, silent: 1, never: 1 },
    waiting: 43,
  })
})

test('tablets stand in the order of their counters, the retired last', () => {
  const labels = ['Quầy 10', 'Quầy 2', 'Quầy 1']
  const at = labels.map((label, i) => ({ ...counters[0]!, id: `q2222${i}`, label }))
  const devices = at.map(({ id }, i) => tablet({ id: `t${i}`, counter: id, retired: i === 2 }))
  expect(listed({ devices, counters: at }).map(({ id }) => id)).toEqual(['t1', 't0', 't2'])
})

test('a fault is named with its numbers', () => {
  expect(plain(faultText(hole, vi))).toBe('Thiếu mục 412–415, ngày 02/11/2026')
  expect(plain(faultText({ ...hole, kind: 'refused', from: 0, to: 0, count: 3 }, vi))).toBe(
    'Từ chối 3 lần gửi, ngày 02/11/2026',
  )
  expect(plain(faultText({ ...hole, from: 1412, to: 1412 }, en))).toBe('Missing entry 1,412, on 02 Nov 2026')
})

test('times are said in words of an office', () => {
  expect(plain(ago(59_000, vi))).toBe('vừa xong')
  expect(plain(ago(26 * HOUR, vi))).toBe('26 giờ trước')
  expect(plain(ago(72 * HOUR, vi))).toBe('3 ngày trước')
  expect([ago(60_000, en), ago(49 * HOUR, en)]).toEqual(['1 min ago', '2 days ago'])
  expect(plain(heard(HOUR / 2 - 1, vi))).toBe('trong nửa giờ qua')
  expect([heard(0, en), heard(HOUR / 2, en)]).toEqual(['in the last half hour', '30 min ago'])
  expect([countdown(600_000), countdown(1), countdown(-5)]).toEqual(['10:00', '00:01', '00:00'])
})

test.each<[number, string, string]>([
  [20, '0 giây', '0 s'],
  [-90_000, 'Nhanh 90 giây', '90 s fast'],
  [90_000, 'Chậm 90 giây', '90 s slow'],
  [-15 * 60_000, 'Nhanh 15 phút', '15 min fast'],
  [7 * HOUR, 'Chậm 7 giờ', '7 h slow'],
  [-400 * 24 * HOUR, 'Nhanh 400 ngày', '400 days fast'],
])('a clock that lags by %s ms', (offset, ...said) => {
  expect([vi, en].map((words) => plain(clockText(offset, words)))).toEqual(said)
})
