/** The generator of P-256 (SEC 2), a point like any other: a key that a tablet could have. */
export const GENERATOR = Buffer.from(
  '046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5',
  'hex',
).toString('base64url')

const SETUP = {
  token: 'guess',
  unit: { name: 'Xã Hòa Bình', place: '', nationalId: 'H55.12.3' },
  head: { name: 'Trần Nam', user: 'tran.hai', password: 'một mật khẩu đủ dài' },
  counter: { label: '1', name: 'Hộ tịch' },
  officer: { name: 'Lê Hoa', title: '' },
  staffPin: '246810',
}

const DEPUTY = { role: 'deputy', name: 'Lê Thị Bình', user: 'le.binh', password: 'một câu dài để đăng nhập' }

/** Every route of a head's unit, under /api/v1/units/<unit>; `body` where it takes one. */
export const UNIT_ROUTES: readonly { method: string; path: string; body?: object }[] = [
  { method: 'GET', path: '' },
  { method: 'PATCH', path: '', body: { name: 'Tên khác' } },
  { method: 'POST', path: '/staff-pin', body: { pin: '135790' } },
  { method: 'POST', path: '/counters', body: { label: '9', name: '', officer: null } },
  { method: 'PATCH', path: '/counters/:counter', body: { label: '8' } },
  { method: 'POST', path: '/officers', body: { name: 'Lê Văn An', title: '' } },
  { method: 'PATCH', path: '/officers/:officer', body: { name: 'Lê Văn Bình' } },
  { method: 'GET', path: '/officers?format=csv' },
  {
    method: 'POST',
    path: '/officers/import',
    body: {
      officers: [{ id: null, name: 'Lê Văn Dũng', title: 'Chuyên viên', field: 'Hộ tịch', initials: 'LD' }],
    },
  },
  { method: 'POST', path: '/officers/:officer/leave', body: { last: '2026-11-30' } },
  { method: 'POST', path: '/officers/:officer/return', body: { back: '2026-12-15' } },
  { method: 'POST', path: '/officers/:officer/pin' },
  { method: 'POST', path: '/officers/:officer/pin/withdraw' },
  { method: 'POST', path: '/officers/:officer/pin/unlock' },
  { method: 'POST', path: '/pairing-codes', body: { counter: ':counter' } },
  { method: 'POST', path: '/devices/:device/begin' },
  { method: 'POST', path: '/devices/:device/move', body: { counter: ':counter' } },
  {
    method: 'POST',
    path: '/devices/:device/held',
    body: { log: 'tabet222.1', from: 1, to: 2, as: 'count' },
  },
  { method: 'POST', path: '/devices/:device/call' },
  { method: 'POST', path: '/devices/:device/retire' },
  { method: 'POST', path: '/rescue', body: {} },
  { method: 'GET', path: '/summary' },
  { method: 'GET', path: '/summary?format=csv' },
  { method: 'GET', path: '/ratings' },
  { method: 'GET', path: '/ratings?format=csv' },
  { method: 'GET', path: '/ratings?format=ndjson' },
  { method: 'GET', path: '/feedback' },
  { method: 'GET', path: '/urgent' },
  { method: 'GET', path: '/duties' },
  { method: 'GET', path: '/duties?day=2026-11-23' },
  {
    method: 'POST',
    path: '/duties/:duty/correct',
    body: { officer: null, why: 'part', part: { from: 1_795_000_000_000, to: 1_795_000_900_000 } },
  },
  { method: 'POST', path: '/duties/:duty/keep' },
  { method: 'POST', path: '/rescue' },
  { method: 'GET', path: '/closings' },
  { method: 'GET', path: '/closings?format=lines' },
  { method: 'GET', path: '/deeds' },
  { method: 'GET', path: '/deeds?by=operator&deed=set-up&before=9' },
  { method: 'GET', path: '/deeds/export?format=lines' },
  { method: 'GET', path: '/deeds/export?format=csv&deed=set-up' },
  { method: 'GET', path: '/accounts' },
  { method: 'POST', path: '/accounts', body: DEPUTY },
  { method: 'PATCH', path: '/accounts/:account', body: { name: 'Lê Văn Cường' } },
  { method: 'POST', path: '/accounts/:account/invitation' },
  { method: 'GET', path: '/machine' },
  { method: 'GET', path: '/below' },
  { method: 'GET', path: '/below?period=year&day=2026-11-23' },
  { method: 'GET', path: '/closed' },
  { method: 'GET', path: '/closed?period=year&day=2026-11-23' },
  { method: 'GET', path: '/former' },
  {
    method: 'POST',
    path: '/below',
    body: {
      ...{ name: 'Trung tâm mới', place: '', nationalId: '' },
      head: { name: 'Lê Văn Em', user: 'le.em' },
    },
  },
  { method: 'POST', path: '/heads', body: { name: 'Lê Văn Giang', user: 'le.giang' } },
  {
    method: 'POST',
    path: '/name',
    body: { name: 'Tên mới', place: '', nationalId: '', from: '2027-01-01' },
  },
  { method: 'POST', path: '/close', body: { last: '2027-03-31', into: [] } },
  { method: 'POST', path: '/place', body: { under: null, code: '2222-2222-2222', from: '2027-01-01' } },
  { method: 'POST', path: '/place-codes' },
  { method: 'GET', path: '/tokens' },
  { method: 'POST', path: '/tokens', body: { name: 'Bảng tính', reads: ['summary'], last: '2026-12-31' } },
  { method: 'POST', path: '/tokens/:token/revoke' },
]

/** Every other route of the server's, with a body and query that it takes. */
export const OTHER_ROUTES: readonly { method: string; path: string; body?: object }[] = [
  { method: 'POST', path: '/api/v1/session', body: { user: 'tran.nam', password: 'not the password' } },
  { method: 'GET', path: '/api/v1/session' },
  { method: 'DELETE', path: '/api/v1/session' },
  { method: 'GET', path: '/api/v1/account/sessions' },
  { method: 'DELETE', path: `/api/v1/account/sessions/${'0'.repeat(64)}` },
  {
    method: 'POST',
    path: '/api/v1/account/password',
    body: { password: 'not the password', next: 'một câu dài khác nữa' },
  },
  { method: 'GET', path: '/api/v1/own/figures' },
  { method: 'POST', path: '/api/v1/invitation/link', body: { token: 'guess' } },
  {
    method: 'POST',
    path: '/api/v1/invitation/password',
    body: { token: 'guess', password: 'một câu dài khác nữa' },
  },
  { method: 'POST', path: '/api/v1/invitation/pin', body: { token: 'guess', pin: '493817' } },
  { method: 'POST', path: '/api/v1/setup/link', body: { token: 'guess' } },
  { method: 'POST', path: '/api/v1/setup', body: SETUP },
  { method: 'POST', path: '/api/v1/pair', body: { code: '22222222', key: GENERATOR } },
  { method: 'POST', path: '/api/v1/pair/again', body: { key: GENERATOR } },
  { method: 'POST', path: '/api/v1/pair/known', body: { line: '{}', sig: 's'.repeat(86) } },
  { method: 'POST', path: '/api/v1/pin/link', body: { token: 'guess' } },
  { method: 'POST', path: '/api/v1/pin', body: { token: 'guess', pin: '493817' } },
  { method: 'POST', path: '/api/v1/log' },
  { method: 'POST', path: '/api/v1/receipts', body: { code: '2222-2222-2222' } },
  { method: 'GET', path: '/healthz' },
  { method: 'GET', path: '/problems' },
]

/** The route with the ids of that unit's own things. */
export function ofUnit<T extends (typeof UNIT_ROUTES)[number]>(
  { method, path, body }: T,
  ids: { account: string; counter: string; officer: string; device: string; token?: string; duty?: string },
): { method: string; path: string; body?: object } {
  const fill = (text: string) =>
    text.replace(
      /:(account|counter|officer|device|token|duty)/g,
      (_, name: keyof typeof ids) => ids[name] ?? 'zzzzzz',
    )
  return { method, path: fill(path), ...(body && { body: JSON.parse(fill(JSON.stringify(body))) }) }
}
