import * as fc from 'fast-check'
import { formatAuthorization } from '#src/protocol/log.ts'
import { RESCUE_TYPE } from '#src/protocol/rescue.ts'
import { STATE } from './generated-lines.ts'
import { bodies, headerOf, mostly, near, numbers, strings } from './generated-values.ts'

/** Requests as nobody sends them: near to what a route takes, or far from it. */

export type Route = { method: string; path: string; body?: object }
export type Generated = {
  method: string
  path: string
  headers: Record<string, string>
  body?: string
  session: boolean
}

const cursors = (ids: Ids) =>
  fc.oneof(
    near(['rows', ids.epoch, ids.unit, 100, 3]).map((tuple) => base64(JSON.stringify(tuple) ?? '')),
    near(['feedback', ids.epoch, ids.unit, 100, 3]).map((tuple) => base64(JSON.stringify(tuple) ?? '')),
    fc.base64String({ maxLength: 40 }),
    strings,
  )

const base64 = (text: string) => Buffer.from(text).toString('base64url')

/** A query near to what that address takes. */
function queries(address: string, ids: Ids): fc.Arbitrary<string> {
  const values: Record<string, fc.Arbitrary<string>> = {
    period: fc.oneof(fc.constantFrom('day', 'week', 'month', 'quarter', 'year'), strings),
    day: mostly(
      fc.date({ noInvalidDate: true }).map((d) => d.toISOString().slice(0, 10)),
      2,
      strings,
    ),
    limit: fc.oneof(fc.nat(20).map(String), numbers.map(String), strings),
    cursor: cursors(ids),
    format: fc.oneof(fc.constantFrom('csv', 'json', 'ndjson'), strings),
    token: strings,
  }
  const own = Object.entries(TAKEN).find(([end]) => address.endsWith(end))?.[1] ?? []
  const names = mostly(
    fc.constantFrom(...(own.length > 0 ? own : Object.keys(values))),
    6,
    fc.constantFrom(...Object.keys(values)),
  )
  const pair = names.chain((name) => values[name]!.map((value) => `${name}=${encode(value)}`))
  const odd = fc.constantFrom('?', '?&&', '?%', '?%ff=%fe', '?limit=1&limit=2', '?=', '?a=%00')
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant('') },
    {
      weight: 6,
      arbitrary: fc.array(pair, { minLength: 1, maxLength: 3 }).map((pairs) => `?${pairs.join('&')}`),
    },
    { weight: 1, arbitrary: odd },
  )
}

/** The names in the query that an address takes. */
const TAKEN: Record<string, string[]> = {
  '/summary': ['period', 'day', 'format'],
  '/ratings': ['cursor', 'limit', 'format'],
  '/feedback': ['cursor', 'limit'],
}

/** Half of a surrogate pair has no bytes of its own: an address carries them as they are. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))
}

const headerText = fc.oneof(strings, fc.string({ maxLength: 80 })).map(headerOf)

function headers(ids: Ids): fc.Arbitrary<Record<string, string>> {
  const batch = { log: `${ids.device}.1`, from: 1, to: 1, hash: 'a'.repeat(64), sig: 'A'.repeat(86) }
  const signed = { line: '{}', sig: 'A'.repeat(86), kid: 'k3m9x2aq' }
  const announced = near(batch).map((said) => formatAuthorization(plain(said) as typeof batch))
  return fc.record(
    {
      'Content-Type': fc.oneof(
        fc.constantFrom(
          '',
          'text/plain',
          'application/json; charset=utf-16',
          'application/jsonp',
          'multipart/form-data',
          'APPLICATION/JSON;',
          RESCUE_TYPE,
        ),
        headerText,
      ),
      'Sec-Fetch-Site': fc.oneof(fc.constantFrom('', 'cross-site', 'same-site', 'none'), headerText),
      Origin: fc.oneof(fc.constantFrom('null', 'http://localhost:3000', 'https://evil.example'), headerText),
      Authorization: fc.oneof(
        announced.map(headerOf),
        headerText,
        fc.constantFrom('HaiLong ', 'HaiLong log=', 'Bearer x'),
      ),
      'HaiLong-Tablet': near(STATE).map((said) => headerOf(JSON.stringify(said) ?? '')),
      'HaiLong-After': near(signed).map((said) => base64(JSON.stringify(said) ?? '')),
      'Content-Encoding': fc.constantFrom('gzip', 'br', 'identity', 'GZIP', 'deflate', ''),
      'Content-Length': fc.constantFrom('0', '-1', '1e9', '99999999999', 'x', '5'),
      Cookie: fc.oneof(
        fc.constantFrom(
          '__Host-session=%',
          '__Host-session=',
          '__Host-session=a; __Host-session=b',
          '=;=',
          '__Host-browser=%;',
        ),
        headerText,
      ),
    },
    { requiredKeys: [] },
  )
}

/** Parts that are no texts or numbers as their JSON. */
function plain(said: unknown): object {
  if (typeof said !== 'object' || said === null) return {}
  return Object.fromEntries(
    Object.entries(said).map(([key, part]) => [key, typeof part === 'object' ? JSON.stringify(part) : part]),
  )
}

export type Ids = { unit: string; epoch: string; device: string }

const METHODS = ['PUT', 'HEAD', 'OPTIONS', 'DELETE', 'POST', 'GET', 'PATCH']

/** A request to one of these routes; a part of the address may be another's, or none. */
export function requests(routes: readonly Route[], ids: Ids): fc.Arbitrary<Generated> {
  return fc.constantFrom(...routes).chain(({ method, path, body }) => {
    const [address = '', own] = path.split('?')
    const place = fc.tuple(
      mostly(fc.constant(address), 3, elsewhere(address)),
      mostly(fc.constant(own ? `?${own}` : ''), 1, queries(address, ids)),
    )
    return fc
      .record({
        method: mostly(fc.constant(method), 12, fc.constantFrom(...METHODS)),
        path: place.map((both) => both.join('')),
        headers: mostly(fc.constant({}), 3, headers(ids)),
        body: bodies(body ?? { name: 'x' }),
        session: mostly(fc.constant(true), 9, fc.constant(false)),
      })
      .map(({ body: text, ...rest }) =>
        ['GET', 'HEAD'].includes(rest.method) ? rest : { ...rest, body: text },
      )
  })
}

/** The address with one of its ids, or its last part, made odd. */
function elsewhere(address: string): fc.Arbitrary<string> {
  const parts = address.split('/')
  const places = parts.flatMap((part, i) =>
    /^[2-9a-hj-np-z]{6,8}$/.test(part) || i === parts.length - 1 ? [i] : [],
  )
  const segment = fc.oneof(strings.map(encode), fc.constantFrom('%ff%fe', '%00', 'a%00', 'zzzzzz', '..', ''))
  return fc.tuple(fc.constantFrom(...places), segment).map(([at, odd]) => parts.with(at, odd).join('/'))
}
