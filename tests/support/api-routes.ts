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

/** Every route of a head's unit, under /api/v1/units/<unit>; `body` where it takes one. */
export const UNIT_ROUTES: readonly { method: string; path: string; body?: object }[] = [
  { method: 'GET', path: '' },
  { method: 'PATCH', path: '', body: { name: 'Tên khác' } },
  { method: 'POST', path: '/counters', body: { label: '9', name: '', officer: null } },
  { method: 'PATCH', path: '/counters/:counter', body: { label: '8' } },
  { method: 'POST', path: '/officers', body: { name: 'Lê Văn An', title: '' } },
  { method: 'PATCH', path: '/officers/:officer', body: { name: 'Lê Văn Bình' } },
  { method: 'POST', path: '/pairing-codes', body: { counter: ':counter' } },
  { method: 'POST', path: '/devices/:device/begin' },
  { method: 'POST', path: '/devices/:device/retire' },
  { method: 'POST', path: '/rescue', body: {} },
  { method: 'GET', path: '/summary' },
  { method: 'GET', path: '/summary?format=csv' },
  { method: 'GET', path: '/ratings' },
  { method: 'GET', path: '/ratings?format=csv' },
  { method: 'GET', path: '/feedback' },
  { method: 'POST', path: '/rescue' },
  { method: 'GET', path: '/closings' },
  { method: 'GET', path: '/closings?format=lines' },
]

/** Every other route of the server's, with a body and query that it takes. */
export const OTHER_ROUTES: readonly { method: string; path: string; body?: object }[] = [
  { method: 'POST', path: '/api/v1/session', body: { user: 'tran.nam', password: 'not the password' } },
  { method: 'GET', path: '/api/v1/session' },
  { method: 'DELETE', path: '/api/v1/session' },
  { method: 'POST', path: '/api/v1/setup/link', body: { token: 'guess' } },
  { method: 'POST', path: '/api/v1/setup', body: SETUP },
  { method: 'POST', path: '/api/v1/pair', body: { code: '22222222', key: GENERATOR } },
  { method: 'POST', path: '/api/v1/pair/again', body: { key: GENERATOR } },
  { method: 'POST', path: '/api/v1/pair/known', body: { line: '{}', sig: 's'.repeat(86) } },
  { method: 'POST', path: '/api/v1/log' },
  { method: 'POST', path: '/api/v1/receipts', body: { code: '2222-2222-2222' } },
  { method: 'GET', path: '/healthz' },
  { method: 'GET', path: '/problems' },
]

/** The route with the ids of that unit's own things. */
export function ofUnit<T extends (typeof UNIT_ROUTES)[number]>(
  { method, path, body }: T,
  ids: { counter: string; officer: string; device: string },
): { method: string; path: string; body?: object } {
  const fill = (text: string) =>
    text.replace(/:(counter|officer|device)/g, (_, name: keyof typeof ids) => ids[name])
  return { method, path: fill(path), ...(body && { body: JSON.parse(fill(JSON.stringify(body))) }) }
}
