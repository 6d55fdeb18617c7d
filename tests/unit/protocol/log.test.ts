import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { makeLine } from '#src/domain/entry.ts'
import { batchText, formatAuthorization, formatBody } from '#src/protocol/log.ts'
import { type Batch, parseAuthorization, parseBody, TabletState } from '#src/protocol/log-schema.ts'

const of = (alphabet: string, length: number) =>
  fc
    .array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length })
    .map((symbols) => symbols.join(''))

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const log = fc
  .tuple(of('23456789abcdefghjklmnpqrstuvwxyz', 8), fc.integer({ min: 1, max: 999_999 }))
  .map(([owner, generation]) => `${owner}.${generation}`)
const number = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
const batches = fc.record({
  log,
  from: number,
  to: number,
  hash: of('0123456789abcdef', 64),
  sig: of(BASE64URL, 86),
})

const GOOD: Batch = { log: 'k3m9x2aq.1', from: 1, to: 20, hash: 'a'.repeat(64), sig: 'B'.repeat(86) }

describe('the header of a batch', () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(batches, (batch) => {
        expect(parseAuthorization(formatAuthorization(batch))).toEqual(batch)
      }),
    )
  })

  test.each([
    ['', 'nothing'],
    ['HaiLong ', 'no fields'],
    ['Bearer x', 'another scheme'],
    [formatAuthorization({ ...GOOD, log: 'k3m9x2aq' }), 'a log without a generation'],
    [formatAuthorization({ ...GOOD, log: 'k3m9x2aq.1~1' }), 'a branch'],
    [formatAuthorization({ ...GOOD, from: 0 }), 'number 0'],
    [formatAuthorization({ ...GOOD, from: 1.5 }), 'half a number'],
    [formatAuthorization({ ...GOOD, to: -1 }), 'a negative number'],
    [formatAuthorization({ ...GOOD, to: 2 ** 53 }), 'a number beyond what is exact'],
    [formatAuthorization({ ...GOOD, to: Number.NaN }), 'no number'],
    [formatAuthorization({ ...GOOD, hash: 'a'.repeat(63) }), 'a short hash'],
    [formatAuthorization({ ...GOOD, hash: 'A'.repeat(64) }), 'a hash in capitals'],
    [formatAuthorization({ ...GOOD, sig: 'B'.repeat(85) }), 'a short signature'],
    [formatAuthorization({ ...GOOD, sig: `${'B'.repeat(85)}=` }), 'a padded signature'],
    [formatAuthorization(GOOD).replace('from=1, ', ''), 'a field missing'],
    [formatAuthorization(GOOD).replace('from=1', 'from='), 'an empty number'],
    [formatAuthorization(GOOD).replace('from=1', 'from=0x1'), 'another notation'],
    [formatAuthorization(GOOD).replace('to=20', 'to=2e1'), 'an exponent'],
  ])('%j is refused: %s', (header) => {
    expect(parseAuthorization(header)).toBeUndefined()
  })

  it('never throws, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string(), fc.dictionary(fc.string(), fc.string()), (text, fields) => {
        const pairs = Object.entries(fields).map(([key, value]) => `${key}=${value}`)
        expect(parseAuthorization(text)).toBeUndefined()
        expect(parseAuthorization(`HaiLong ${pairs.join(', ')}`)).toBeUndefined()
      }),
    )
  })
})

describe('what the tablet signs', () => {
  it('is five lines that bind log, numbers, last hash and body', () => {
    const { sig: _, ...batch } = GOOD
    const body = 'c'.repeat(64)
    expect(batchText(batch, body)).toBe(`hailong/1\nk3m9x2aq.1\n1\n20\n${GOOD.hash}\n${body}`)
  })

  it('differs where anything differs', () => {
    const all = fc.record({ batch: batches, body: of('0123456789abcdef', 64) })
    const one = fc.constantFrom('log', 'from', 'to', 'hash', 'body')
    const textOf = ({ batch, body }: { batch: Batch; body: string }) => batchText(batch, body)
    fc.assert(
      fc.property(all, all, one, (a, b, part) => {
        const changed =
          part === 'body' ? { ...a, body: b.body } : { ...a, batch: { ...a.batch, [part]: b.batch[part] } }
        expect(textOf(changed) === textOf(a)).toBe(JSON.stringify(changed) === JSON.stringify(a))
      }),
    )
  })
})

describe('the body of a batch', () => {
  const links = fc
    .array(fc.tuple(fc.maxSafeInteger(), fc.string({ unit: 'binary' })), { maxLength: 20 })
    .map((all) => all.map(([at, text], i) => ({ n: i + 1, hash: '', line: makeLine(at, 'x', { text }) })))
  const comments = fc.array(
    fc.record({
      n: fc.integer({ min: 1, max: 999_999_999 }),
      sealed: fc.integer({ min: 1, max: 400 }).chain((length) => of(BASE64URL, length)),
    }),
    { maxLength: 8 },
  )

  it('comes back as it was written', () => {
    fc.assert(
      fc.property(links, comments, (lines, sealed) => {
        expect(parseBody(formatBody(lines, sealed))).toEqual({
          lines: lines.map((link) => link.line),
          comments: sealed,
        })
      }),
    )
  })

  test.each([
    '~',
    '~1',
    '~1 ',
    '~0 abc',
    '~x abc',
    '~1 ab c',
    '~1 ab=c',
    '~01 abc',
    '{}\n~1 abc\n{}',
    '{}\n~1 abc\n',
    `~1 ${'a'.repeat(8001)}`,
    `~${'1'.repeat(17)} abc`,
  ])('%j is none', (body) => {
    expect(parseBody(body)).toBeUndefined()
  })

  it('may be empty: the exchange then brings only a receipt', () => {
    expect(formatBody([], [])).toBe('')
    expect(parseBody('')).toEqual({ lines: [], comments: [] })
  })
})

describe('P9 what a tablet says of itself', () => {
  it('is its health and clock and nothing else', () => {
    expect(Object.keys(TabletState.shape).sort()).toEqual(
      'build config failing mono oldest pending persisted quota run used wall worker'.split(' '),
    )
  })
})
