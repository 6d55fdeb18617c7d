import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Address, readAddress, writeAddress } from '#src/dashboard/router.ts'
import { PERIODS } from '#src/domain/calendar.ts'

const at = (path: string) => readAddress(new URL(path, 'https://hailong.test'))

test.each<[string, Address]>([
  ['/', { page: 'overview', period: 'month', day: undefined }],
  ['/?ky=tuan&ngay=2026-11-22', { page: 'overview', period: 'week', day: '2026-11-22' }],
  ['/?ky=the-ky&ngay=2026-02-30', { page: 'overview', period: 'month', day: undefined }],
  ['/gop-y/', { page: 'feedback' }],
  ['/may-tinh-bang', { page: 'tablets' }],
  ['/can-bo', { page: 'officers' }],
  ['/ca-lam-viec', { page: 'duties', day: undefined }],
  ['/ca-lam-viec?ngay=2026-11-23', { page: 'duties', day: '2026-11-23' }],
  ['/cau-hinh', { page: 'settings' }],
  ['/so-ghi', { page: 'log', filter: {} }],
  [
    '/so-ghi?ai=may-chu&viec=set-up&tu=2026-11-01&den=2026-11-30',
    { page: 'log', filter: { by: 'operator', deed: 'set-up', from: '2026-11-01', to: '2026-11-30' } },
  ],
  ['/so-ghi?ai=%3Cb%3E&viec=A&tu=2026-02-30&den=x', { page: 'log', filter: {} }],
  ['/ma-chot', { page: 'closings', period: 'month', day: undefined }],
  ['/ma-chot?ky=nam&ngay=2026-11-22', { page: 'closings', period: 'year', day: '2026-11-22' }],
  ['/thiet-lap#token=abc_-1', { page: 'set-up', token: 'abc_-1' }],
  ['/setup#abc_-1', { page: 'set-up', token: 'abc_-1' }],
  ['/ma-pin#token=abc_-1', { page: 'pin', token: 'abc_-1' }],
  ['/ma-pin', { page: 'pin', token: '' }],
  ['/dang-nhap?tiep=%2Fgop-y', { page: 'sign-in', next: '/gop-y' }],
  ['/tra-cuu', { page: 'receipt', code: '' }],
  ['/tra-cuu/#7K2M-9PQX-3HTA', { page: 'receipt', code: '7K2M-9PQX-3HTA' }],
  ['/xin-chao', { page: 'unknown' }],
])('%s is read', (path, address) => {
  expect(at(path)).toEqual(address)
})

test.each(['//elsewhere.test', '/\\elsewhere.test', 'https://elsewhere.test', 'javascript:alert(1)', ''])(
  'signing in never leads to %s',
  (next) => {
    expect(at(`/dang-nhap?${new URLSearchParams({ tiep: next })}`)).toEqual({ page: 'sign-in', next: '/' })
  },
)

test('what is written is read back', () => {
  const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  const overview = fc.record({
    page: fc.constant('overview' as const),
    period: fc.constantFrom(...PERIODS),
    day: fc.option(
      day.map((date) => date.toISOString().slice(0, 10)),
      { nil: undefined },
    ),
  })
  const others = fc.constantFrom<Address>(
    { page: 'feedback' },
    { page: 'tablets' },
    { page: 'settings' },
    { page: 'log', filter: {} },
    { page: 'log', filter: { by: 'k3m9x2', deed: 'rows-opened', from: '2026-11-01' } },
    { page: 'sign-in', next: '/?ky=tuan&ngay=2026-11-22' },
    { page: 'set-up', token: 'k3m9_x2-aq' },
    { page: 'pin', token: 'k3m9_x2-aq' },
    { page: 'receipt', code: '7K2M-9PQX-3HTA' },
    { page: 'receipt', code: '' },
  )
  fc.assert(
    fc.property(fc.oneof(overview, others), (address) => {
      expect(at(writeAddress(address))).toEqual(address)
    }),
  )
})
