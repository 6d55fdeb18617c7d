import * as fc from 'fast-check'

/** Values as nobody sends them: near to what is asked for, or far from it. */

const NUL = '\u0000'
const HALF = '\ud800'
export const strings = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('', ' ', NUL, `a${NUL}b`, HALF, `x${HALF}y`, 'constructor', '__proto__', '%00', 'null'),
  fc.constantFrom('9'.repeat(400), 'x'.repeat(5_000), 'Ω'.repeat(200), "'; drop table unit; --", '\u202eabc'),
  fc.constantFrom(
    'zzzzzz',
    '2222-2222',
    '2026-02-30',
    '2026-11-23',
    '0000-00-00',
    '+275760-09-13',
    '999999-01-01',
  ),
)
const edges = [
  0,
  -0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53 - 1,
  -(2 ** 53) + 1,
  2 ** 63,
  8.64e15,
  8.64e15 + 1,
  1e308,
  5e-324,
]
export const numbers = fc.oneof(fc.constantFrom(...edges), fc.double({ noNaN: true }), fc.integer())
/** Has a length that nothing can be compared with. */
const UNCOMPARABLE = { length: { toString: 1 } }
const odd: fc.Arbitrary<unknown> = fc.oneof(
  strings,
  numbers,
  fc.boolean(),
  fc.constantFrom(null, [], {}, [[[]]], [null], { length: 1e9 }, { toString: 'x' }, UNCOMPARABLE),
  fc.jsonValue({ maxDepth: 3 }),
)

/** So many times as it is, for each time that it is other. */
export function mostly<T>(right: fc.Arbitrary<T>, weight: number, other: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight, arbitrary: right }, { weight: 1, arbitrary: other })
}

/** A value with a few of its parts taken away, added or made odd. */
export function near(value: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(value)) return mostly(fc.tuple(...value.map(near)), 8, odd)
  if (typeof value === 'object' && value !== null) return mostly(nearObject(value), 16, odd)
  if (typeof value === 'string') return mostly(fc.constant(value), 4, mostly(nearText(value), 3, odd))
  return mostly(fc.constant(value), 4, typeof value === 'number' ? mostly(numbers, 3, odd) : odd)
}

function nearObject(value: object): fc.Arbitrary<unknown> {
  const parts = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, near(part)]))
  const whole = fc.record(parts)
  const more = fc.tuple(whole, fc.constantFrom('__proto__', 'unit', 'id', ...Object.keys(value), ''), odd)
  return fc.oneof(
    { weight: 8, arbitrary: whole },
    { weight: 1, arbitrary: fc.record(parts, { requiredKeys: [] }) },
    { weight: 1, arbitrary: more.map(([own, key, part]) => ({ ...own, [key]: part })) },
  )
}

/** The same text, with something in it that no person types. */
function nearText(text: string): fc.Arbitrary<unknown> {
  const end = text.length
  return fc
    .tuple(
      fc.constantFrom(NUL, HALF, '\n', '\u2028', '\ufeff', ' ', text, '0', '-'),
      fc.constantFrom(0, end >> 1, end),
    )
    .map(([mark, at]) => text.slice(0, at) + mark + text.slice(at))
}

/** JSON of something near, or JSON that is broken, or deep, or says a key twice. */
export function bodies(like: unknown): fc.Arbitrary<string> {
  const json = near(like).map((value) => JSON.stringify(value) ?? '')
  const deep = fc.constantFrom('['.repeat(30_000), '{"a":'.repeat(9_000), '\ufeff{}')
  const broken = fc.oneof(
    fc.tuple(json, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1))),
    json.map((text) => text.replace(/\d+|"[^"]*"$/, '1e400')),
    json.map((text) => text.replace('{', '{"name":1,"name":{},')),
    fc.oneof(fc.string(), deep),
  )
  return mostly(json, 5, broken)
}

/** What of a text a header can carry. */
export function headerOf(text: string): string {
  return text.replace(/[^\x20-\x7e\xa0-\xff]/g, '').trim()
}
