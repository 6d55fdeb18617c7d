import { GENERATOR } from './api-routes.ts'

/** `may`: it may be empty, `optional`: or left out; a `secret` may hold any character. */
type Field = 'text' | 'may' | 'optional' | 'secret' | 'optional secret'

/** A form that is taken as it stands, to `path` under the unit's own, or of its own where it begins with `/api`. */
export type Form = { path: string; method?: 'PATCH'; body: object; fields: Readonly<Record<string, Field>> }

const HOURS = [...Array(5).fill([[480, 690]]), [], []]
const PERSON = { name: 'Lê Thị Bình', user: 'le.binh', password: 'một câu dài để đăng nhập' }
const TERM = { first: '2026-11-20', last: '2026-11-30', reason: 'Quyết định số 12' }
const UNIT = { name: 'Trung tâm mới', place: 'An Bình', nationalId: 'H55.12.4' }

const OFFICER = { name: 'Lê Văn An', title: 'Công chức', field: 'Hộ tịch', initials: 'LA' }
const OFFICER_FIELDS = { name: 'text', title: 'may', field: 'optional', initials: 'optional' } as const

/** Every form of the program's that somebody types, with each of its fields. `:counter` and the like stand for the unit's own. */
export const EVERY_FORM: readonly Form[] = [
  {
    ...{ path: '', method: 'PATCH' },
    body: {
      ...{ name: 'Xã Hòa An', place: 'Hòa An', hours: HOURS, word: 'công chức', patience: 2 },
      ...{ days: { off: ['2026-12-24'], work: [] }, meet: { room: 'Phòng 2', phone: '0123' } },
      urgent: [':account'],
      deadlines: { acknowledge: 1, conclude: 5 },
    },
    fields: {
      ...{ name: 'optional', place: 'optional', hours: 'optional', word: 'optional', patience: 'optional' },
      ...{ days: 'optional', 'days.off': 'text', 'days.off.0': 'text', 'days.work': 'text' },
      ...{ meet: 'optional', 'meet.room': 'may', 'meet.phone': 'may' },
      ...{ urgent: 'optional', 'urgent.0': 'text' },
      ...{ deadlines: 'optional', 'deadlines.acknowledge': 'text', 'deadlines.conclude': 'text' },
    },
  },
  { path: '/staff-pin', body: { pin: '135790' }, fields: { pin: 'text' } },
  {
    path: '/counters',
    body: { label: '9', name: 'Đất đai', officer: ':officer', hall: false },
    fields: { label: 'text', name: 'may', officer: 'text', hall: 'optional' },
  },
  {
    ...{ path: '/counters/:counter', method: 'PATCH' },
    body: { label: '8', name: 'Đất đai', officer: ':officer', closed: true },
    fields: { label: 'optional', name: 'optional', officer: 'optional', closed: 'optional' },
  },
  { path: '/officers', body: OFFICER, fields: OFFICER_FIELDS },
  {
    ...{ path: '/officers/:officer', method: 'PATCH', body: OFFICER },
    fields: { name: 'optional', title: 'optional', field: 'optional', initials: 'optional' },
  },
  {
    path: '/officers/import',
    body: { officers: [{ id: null, ...OFFICER }] },
    fields: {
      ...{ officers: 'text', 'officers.0': 'text', 'officers.0.id': 'text', 'officers.0.name': 'text' },
      ...{
        'officers.0.title': 'optional',
        'officers.0.field': 'optional',
        'officers.0.initials': 'optional',
      },
    },
  },
  { path: '/officers/:officer/leave', body: { last: '2026-11-30' }, fields: { last: 'text' } },
  { path: '/officers/:officer/return', body: { back: '2026-12-15' }, fields: { back: 'text' } },
  {
    path: '/pairing-codes',
    body: { counter: ':counter', replaces: ':device' },
    fields: { counter: 'text', replaces: 'optional' },
  },
  { path: '/devices/:device/move', body: { counter: ':counter' }, fields: { counter: 'text' } },
  {
    path: '/devices/:device/held',
    body: { log: 'tabet222.1', from: 1, to: 2, as: 'count' },
    fields: { log: 'text', from: 'text', to: 'text', as: 'text' },
  },
  {
    path: '/duties/zzzzzzzz/correct',
    body: { officer: ':officer', why: 'part', part: { from: 1_795_000_000_000, to: 1_795_000_900_000 } },
    fields: { officer: 'text', why: 'text', part: 'optional', 'part.from': 'text', 'part.to': 'text' },
  },
  {
    path: '/accounts',
    body: { role: 'auditor', ...PERSON, term: TERM },
    fields: {
      ...{ role: 'text', name: 'text', user: 'text', password: 'optional secret', term: 'text' },
      ...{ 'term.first': 'text', 'term.last': 'text', 'term.reason': 'text' },
    },
  },
  {
    path: '/accounts',
    body: { role: 'officer', ...PERSON, officer: ':officer' },
    fields: { officer: 'text' },
  },
  {
    ...{ path: '/accounts/:account', method: 'PATCH' },
    body: { name: 'Lê Văn Cường', last: '2027-01-31', officer: ':officer', ended: true },
    fields: { name: 'optional', last: 'optional', officer: 'optional', ended: 'optional' },
  },
  {
    path: '/below',
    body: { ...UNIT, head: { name: 'Lê Văn Em', user: 'le.em' } },
    fields: {
      ...{ name: 'text', place: 'may', nationalId: 'may' },
      ...{ head: 'text', 'head.name': 'text', 'head.user': 'text' },
    },
  },
  {
    path: '/heads',
    body: { name: 'Lê Văn Giang', user: 'le.giang' },
    fields: { name: 'text', user: 'text' },
  },
  {
    path: '/name',
    body: { ...UNIT, from: '2027-01-01' },
    fields: { name: 'text', place: 'may', nationalId: 'may', from: 'text' },
  },
  {
    path: '/close',
    body: { last: '2027-03-31', into: ['zzzzzz'] },
    fields: { last: 'text', into: 'text', 'into.0': 'text' },
  },
  {
    path: '/place',
    body: { under: null, code: '2222-2222-2222', from: '2027-01-01' },
    fields: { under: 'text', code: 'may', from: 'text' },
  },
  {
    path: '/tokens',
    body: { name: 'Bảng tính', reads: ['summary'], last: '2026-12-31' },
    fields: { name: 'text', reads: 'text', 'reads.0': 'text', last: 'text' },
  },
  {
    path: '/api/v1/session',
    body: { user: 'a', password: 'b' },
    fields: { user: 'may', password: 'secret' },
  },
  {
    path: '/api/v1/account/password',
    body: { password: 'the old one', next: 'một câu dài khác nữa' },
    fields: { password: 'secret', next: 'secret' },
  },
  {
    path: '/api/v1/invitation/password',
    body: { token: 'guess', password: 'một câu dài khác nữa' },
    fields: { token: 'secret', password: 'secret' },
  },
  ...['/api/v1/invitation/pin', '/api/v1/pin'].map(
    (path): Form => ({
      path,
      body: { token: 'guess', pin: '493817' },
      fields: { token: 'secret', pin: 'text' },
    }),
  ),
  ...['/api/v1/invitation/link', '/api/v1/pin/link', '/api/v1/setup/link'].map(
    (path): Form => ({ path, body: { token: 'guess' }, fields: { token: 'secret' } }),
  ),
  {
    path: '/api/v1/setup',
    body: {
      ...{ token: 'guess', unit: UNIT, head: PERSON, counter: { label: '1', name: 'Hộ tịch' } },
      ...{ officer: OFFICER, staffPin: '246810' },
    },
    fields: {
      ...{ token: 'secret', unit: 'text', 'unit.name': 'text', 'unit.place': 'may' },
      ...{ 'unit.nationalId': 'optional', head: 'text', 'head.name': 'text', 'head.user': 'text' },
      ...{ 'head.password': 'secret', counter: 'text', 'counter.label': 'text', 'counter.name': 'may' },
      ...{ officer: 'text', 'officer.name': 'text', 'officer.title': 'may', staffPin: 'text' },
    },
  },
  { path: '/api/v1/pair', body: { code: '22222222', key: GENERATOR }, fields: { code: 'text', key: 'text' } },
  { path: '/api/v1/receipts', body: { code: '2222-2222-2222' }, fields: { code: 'text' } },
]
