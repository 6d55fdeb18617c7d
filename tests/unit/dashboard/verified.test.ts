import { expect, test } from 'vitest'
import { logStandingOf, verifiedText } from '#src/dashboard/verified/verified.ts'
import type { VerifiedView } from '#src/protocol/machine.ts'
import type { DeviceView } from '#src/protocol/session.ts'
import { en } from '#src/ui/text/dashboard.en.ts'
import { vi } from '#src/ui/text/dashboard.vi.ts'

/** Monday, 01:12 in Vietnam. */
const AT = Date.UTC(2026, 10, 22, 18, 12)
const device: DeviceView = {
  id: 'k3m9x2aq',
  counter: 'q22222',
  practice: false,
  retired: false,
  pairedAt: AT - 1,
  lastSync: AT,
  pending: 0,
  clockOffset: 0,
  used: 30,
  quota: 100,
  persisted: true,
  build: '0.1.0',
  worker: 'there',
  failing: false,
  entries: 10,
  faults: [],
}
const whole: VerifiedView = { state: 'whole', at: AT, n: 1_234, count: 0, faults: [] }
const fault = { device: device.id, vi: 'mục 5', en: 'entry 5' }
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

test.each<[string, Partial<DeviceView>, Partial<VerifiedView>, string]>([
  ['read, and whole', {}, {}, 'whole'],
  ['not read yet', {}, { state: 'waiting', at: null }, 'waiting'],
  ['not read for two nights', {}, { state: 'overdue' }, 'waiting'],
  ['paired since it was read', { pairedAt: AT }, {}, 'waiting'],
  ['never heard', { lastSync: null, entries: 0 }, {}, 'empty'],
  ['named', {}, { state: 'faults', count: 1, faults: [fault] }, 'faults'],
  [
    'whole beside one that is named',
    { id: 'k3m9x2ar' },
    { state: 'faults', count: 1, faults: [fault] },
    'whole',
  ],
])('P4: the log of a tablet that is %s', (_, more, found, standing) => {
  expect(logStandingOf({ ...device, ...more }, { ...whole, ...found })).toBe(standing)
})

test.each<[Partial<VerifiedView>, string, string]>([
  [
    {},
    'Đã kiểm tra lúc 01:12 ngày 23/11/2026, đến mục 1.234 của sổ đơn vị: không thấy lỗi.',
    'Checked 23 Nov 2026, 01:12, up to entry 1,234 of the unit’s log: no fault seen.',
  ],
  [
    { state: 'faults', count: 2 },
    'Kiểm tra lúc 01:12 ngày 23/11/2026: thấy 2 lỗi.',
    'Checked 23 Nov 2026, 01:12: 2 faults.',
  ],
  [
    { state: 'waiting', at: null },
    'Chờ kiểm tra: máy chủ kiểm tra sau 1 giờ sáng.',
    'Waiting to be checked: the server does so after 1:00 in the night.',
  ],
  [
    { state: 'overdue', at: null },
    'Chờ kiểm tra: hai đêm rồi chưa kiểm tra được. Lần gần nhất: chưa lần nào. Xin báo quản trị kỹ thuật.',
    'Waiting to be checked: not done for two nights. Last time: never. Tell the operator.',
  ],
])('how the logs stand is one sentence: %j', (found, said, english) => {
  const view = { verified: { ...whole, ...found } }
  expect(plain(verifiedText(view, vi))).toBe(said)
  expect(verifiedText(view, en)).toBe(english)
})
