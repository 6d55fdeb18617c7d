import { type Day, isDay, PERIODS, type PeriodKind } from '#src/domain/calendar.ts'

/** Every view of the head's pages has one of these, and an address that says the same. */
export type Address =
  | { page: 'overview'; period: PeriodKind; day: Day | undefined }
  | { page: 'feedback' }
  | { page: 'urgent' }
  | { page: 'tablets' }
  | { page: 'log'; filter: LogFilter }
  | { page: 'officers' }
  | { page: 'duties'; day: Day | undefined }
  | { page: 'settings' }
  | { page: 'accounts' }
  | { page: 'own'; period: PeriodKind; day: Day | undefined }
  | { page: 'machine' }
  | { page: 'below'; period: PeriodKind; day: Day | undefined }
  | { page: 'unit'; unit: string; period: PeriodKind; day: Day | undefined }
  | { page: 'closings'; period: PeriodKind; day: Day | undefined }
  | { page: 'sign-in'; next: string }
  | { page: 'set-up'; token: string }
  | { page: 'receipt'; code: string }
  | { page: 'pin'; token: string }
  | { page: 'invitation'; token: string }
  | { page: 'unknown' }

/** What of the log is shown: done by that account or token, or by `operator`; of that kind; from and to those days. */
export type LogFilter = { by?: string; deed?: string; from?: Day; to?: Day }

const PERIOD_WORDS: Readonly<Record<PeriodKind, string>> = {
  day: 'ngay',
  week: 'tuan',
  month: 'thang',
  quarter: 'quy',
  year: 'nam',
}

/** What an address asks for; a value that is not known reads as its default. */
export function readAddress({ pathname, searchParams, hash }: URL): Address {
  switch (pathname.length > 1 ? pathname.replace(/\/$/, '') : pathname) {
    case '/':
      return { page: 'overview', ...readSpan(searchParams) }
    case '/gop-y':
      return { page: 'feedback' }
    case '/viec-khan':
      return { page: 'urgent' }
    case '/may-tinh-bang':
      return { page: 'tablets' }
    case '/so-ghi':
      return { page: 'log', filter: readFilter(searchParams) }
    case '/can-bo':
      return { page: 'officers' }
    case '/ca-lam-viec':
      return { page: 'duties', day: readDay(searchParams) }
    case '/cau-hinh':
      return { page: 'settings' }
    case '/tai-khoan':
      return { page: 'accounts' }
    case '/cua-toi':
      return { page: 'own', ...readSpan(searchParams) }
    case '/may-chu':
      return { page: 'machine' }
    case '/cap-duoi':
      return { page: 'below', ...readSpan(searchParams) }
    case '/don-vi':
      return readUnit(searchParams)
    case '/ma-chot':
      return { page: 'closings', ...readSpan(searchParams) }
    case '/dang-nhap':
      return { page: 'sign-in', next: readNext(searchParams.get('tiep')) }
    case '/thiet-lap':
    case '/setup':
      return { page: 'set-up', token: tokenIn(hash) }
    case '/moi':
      return { page: 'invitation', token: tokenIn(hash) }
    case '/ma-pin':
      return { page: 'pin', token: tokenIn(hash) }
    case '/tra-cuu':
      return { page: 'receipt', code: hash.slice(1) }
    default:
      return { page: 'unknown' }
  }
}

/** The path, query and fragment of an address; `readAddress` reads the same back. */
export function writeAddress(address: Address): string {
  switch (address.page) {
    case 'overview':
      return `/${writeSpan(address)}`
    case 'own':
      return `/cua-toi${writeSpan(address)}`
    case 'machine':
      return '/may-chu'
    case 'below':
      return `/cap-duoi${writeSpan(address)}`
    case 'unit':
      return `/don-vi${writeSpan(address, { ma: address.unit })}`
    case 'closings':
      return `/ma-chot${writeSpan(address)}`
    case 'feedback':
      return '/gop-y'
    case 'urgent':
      return '/viec-khan'
    case 'tablets':
      return '/may-tinh-bang'
    case 'log':
      return `/so-ghi${writeFilter(address.filter)}`
    case 'officers':
      return '/can-bo'
    case 'duties':
      return `/ca-lam-viec${address.day === undefined ? '' : `?${new URLSearchParams({ ngay: address.day })}`}`
    case 'settings':
      return '/cau-hinh'
    case 'accounts':
      return '/tai-khoan'
    case 'sign-in':
      return address.next === '/' ? '/dang-nhap' : `/dang-nhap?${new URLSearchParams({ tiep: address.next })}`
    case 'set-up':
      return `/thiet-lap#token=${address.token}`
    case 'invitation':
      return `/moi#token=${address.token}`
    case 'pin':
      return `/ma-pin#token=${address.token}`
    case 'receipt':
      return address.code === '' ? '/tra-cuu' : `/tra-cuu#${address.code}`
    case 'unknown':
      return '/khong-co'
  }
}

function tokenIn(hash: string): string {
  return hash.replace(/^#(token=)?/, '')
}

type Span = { period: PeriodKind; day: Day | undefined }

function readSpan(query: URLSearchParams): Span {
  return { period: readPeriod(query.get('ky')), day: readDay(query) }
}

/** As a query; this month is said by saying nothing. */
function writeSpan({ period, day }: Span, more: Record<string, string> = {}): string {
  const query = new URLSearchParams(more)
  if (period !== 'month') query.set('ky', PERIOD_WORDS[period])
  if (day !== undefined) query.set('ngay', day)
  return query.size > 0 ? `?${query}` : ''
}

function readUnit(query: URLSearchParams): Address {
  const unit = query.get('ma') ?? ''
  return /^[2-9a-hj-np-z]{6}$/.test(unit) ? { page: 'unit', unit, ...readSpan(query) } : { page: 'unknown' }
}

function readPeriod(word: string | null): PeriodKind {
  return PERIODS.find((kind) => PERIOD_WORDS[kind] === word) ?? 'month'
}

function readDay(query: URLSearchParams): Day | undefined {
  const day = query.get('ngay') ?? ''
  return isDay(day) ? day : undefined
}

const OPERATOR = 'may-chu'

function readFilter(query: URLSearchParams): LogFilter {
  const [by, deed, from, to] = ['ai', 'viec', 'tu', 'den'].map((name) => query.get(name) ?? '')
  return {
    ...(by === OPERATOR && { by: 'operator' }),
    ...(/^[2-9a-hj-np-z]{6}$/.test(by ?? '') && { by }),
    ...(/^[a-z-]{1,40}$/.test(deed ?? '') && { deed }),
    ...(isDay(from ?? '') && { from }),
    ...(isDay(to ?? '') && { to }),
  }
}

function writeFilter({ by, deed, from, to }: LogFilter): string {
  const query = new URLSearchParams()
  if (by !== undefined) query.set('ai', by === 'operator' ? OPERATOR : by)
  if (deed !== undefined) query.set('viec', deed)
  if (from !== undefined) query.set('tu', from)
  if (to !== undefined) query.set('den', to)
  return query.size > 0 ? `?${query}` : ''
}

/** Only a path of this origin: `//elsewhere` and full addresses lead nowhere. */
function readNext(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : '/'
}
