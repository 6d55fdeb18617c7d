import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { chainText, makeLine, NO_HASH, receiptCode, receiptText } from '#src/domain/entry.ts'
import { readLine } from '#src/domain/entry-schema.ts'
import { ALPHABET, logId, parseLogId, symbols } from '#src/domain/id.ts'
import { LogId } from '#src/domain/id-schema.ts'

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

/**
 * Made with no code of ours:
 *   printf 'k3m9x2aq.1\n7\n%064d\n%s' 0 "$LINE" | sha256sum
 *   printf 'receipt%s' "$HASH" | sha256sum     (its first sixty bits, five at a time)
 */
const VECTOR = {
  line: '{"v":1,"at":1793595600000,"kind":"rating","body":{"q":"4xin4luon@1","score":5}}',
  hash: '4b9c8341f6fa9899be1666ce5befd04ff673e760c8d8c9986b24e4dbf99cee5a',
  next: 'f9e2ec15e7dea5bf9f2188a7827713f86dcc3e3533581c87a5e9d778eccfb151',
  code: '5XQD-JE88-3PVA',
}

describe('the line of an entry', () => {
  it('is the JSON of v, at, kind and body, in that order', () => {
    expect(makeLine(1_793_595_600_000, 'rating', { q: '4xin4luon@1', score: 5 })).toBe(VECTOR.line)
  })

  it('is read back as it was made, and never holds a line feed', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.string({ minLength: 1, maxLength: 40 }),
        fc.dictionary(
          fc.string({ unit: 'binary' }).filter((key) => key !== '__proto__'),
          fc.jsonValue({ maxDepth: 2 }),
        ),
        (at, kind, body) => {
          const line = makeLine(at, kind, body)
          expect(line).not.toContain('\n')
          expect(readLine(line)).toEqual(JSON.parse(line))
        },
      ),
    )
  })

  test.each([
    '',
    'null',
    '[]',
    '{"v":1}',
    '{"v":0,"at":1,"kind":"x","body":{}}',
    '{"v":1,"at":1.5,"kind":"x","body":{}}',
    '{"v":1,"at":1,"kind":"","body":{}}',
    '{"v":1,"at":1,"kind":"x","body":[]}',
    '{"v":1,"at":1,"kind":"x","body":{}',
    '~7 abc',
  ])('%j is not one', (line) => {
    expect(readLine(line)).toBeUndefined()
  })

  it('of a kind or version to come is still an entry', () => {
    expect(readLine('{"v":2,"at":1,"kind":"poll","body":{"x":[1]},"more":true}')).toMatchObject({
      v: 2,
      kind: 'poll',
    })
  })
})

describe('the chain', () => {
  it('can be followed with sha256sum', () => {
    expect(sha256(chainText('k3m9x2aq.1', 7, NO_HASH, VECTOR.line))).toBe(VECTOR.hash)
    expect(sha256(chainText('k3m9x2aq.1', 8, VECTOR.hash, VECTOR.line))).toBe(VECTOR.next)
  })

  it('binds log, number, previous hash and line, each of them', () => {
    const hashes = [
      chainText('k3m9x2aq.1', 7, NO_HASH, VECTOR.line),
      chainText('k3m9x2aq.2', 7, NO_HASH, VECTOR.line),
      chainText('k3m9x2aq.1', 8, NO_HASH, VECTOR.line),
      chainText('k3m9x2aq.1', 7, VECTOR.hash, VECTOR.line),
      chainText('k3m9x2aq.1', 7, NO_HASH, `${VECTOR.line} `),
    ].map(sha256)
    expect(new Set(hashes).size).toBe(hashes.length)
  })
})

describe('the receipt code', () => {
  it('is the first sixty bits of the receipt text’s SHA-256', () => {
    expect(receiptCode(sha256(receiptText(VECTOR.hash)))).toBe(VECTOR.code)
    expect(receiptCode('0'.repeat(64))).toBe('2222-2222-2222')
    expect(receiptCode('f'.repeat(64))).toBe('ZZZZ-ZZZZ-ZZZZ')
    expect(receiptCode(`${'0'.repeat(14)}1${'f'.repeat(49)}`)).toBe('2222-2222-2223')
  })

  it('uses only symbols that nobody mistakes for another', () => {
    expect(new Set(ALPHABET).size).toBe(32)
    expect(ALPHABET).not.toMatch(/[01io]/)
  })
})

describe('the name of a log', () => {
  it('is its owner and generation', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 8, maxLength: 8 }),
        fc.integer({ min: 1, max: 999_999 }),
        (bytes, generation) => {
          const owner = symbols(bytes)
          expect(parseLogId(logId(owner, generation))).toEqual({ owner, generation })
        },
      ),
    )
  })

  test.each(['k3m9x2aq', 'k3m9x2aq.0', 'k3m9x2aq.01', 'K3m9x2aq.1', 'k3m9x2ai.1', 'k3m9x2aq.1~1', 'k.1'])(
    '%s is none',
    (text) => {
      expect(LogId.safeParse(text).success).toBe(false)
    },
  )
})
