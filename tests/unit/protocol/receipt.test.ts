import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { receiptCode } from '#src/domain/entry.ts'
import { ReceiptAnswer, ReceiptQuestion, readReceiptCode } from '#src/protocol/receipt.ts'

const codes = fc
  .array(fc.constantFrom(...'0123456789abcdef'), { minLength: 64, maxLength: 64 })
  .map((digits) => receiptCode(digits.join('')))

describe('a receipt code', () => {
  test.each([
    '5XQD-JE88-3PVA',
    '5xqdje883pva',
    ' 5xqd je88 3pva\n',
    '5XQD–JE88—3PVA',
    '5XQD.JE88_3PVA',
    '5XQD\u00a0JE88\u00a03PVA',
    '５ＸＱＤ－ＪＥ８８－３ＰＶＡ',
  ])('%j is read', (typed) => {
    expect(readReceiptCode(typed)).toBe('5XQD-JE88-3PVA')
  })

  test.each(['l2l2-LLLL-2222', '1212-IiL1-2222'])('%j: what looks like an L is one', (typed) => {
    expect(readReceiptCode(typed)).toBe('L2L2-LLLL-2222')
  })

  test.each([
    '',
    '5XQD-JE88-3PV',
    '5XQD-JE88-3PVAA',
    '0XQD-JE88-3PVA',
    'OXQD-JE88-3PVA',
    'ÂXQD-JE88-3PVA',
    'đXQD-JE88-3PVA',
    '5XQD+JE88+3PVA',
    '%35XQD-JE88-3PVA',
  ])('%j is none', (typed) => {
    expect(readReceiptCode(typed)).toBeUndefined()
    expect(ReceiptQuestion.safeParse({ code: typed }).success).toBe(false)
  })

  test.each([undefined, null, 12, {}, ['5XQD-JE88-3PVA'], ' '.repeat(1_000_000)])(
    '%j is none, and nothing throws',
    (code) => {
      expect(ReceiptQuestion.safeParse({ code }).success).toBe(false)
    },
  )

  it('is read as it was made, in any case, with anything between its symbols', () => {
    const between = fc.constantFrom('', ' ', '-', '–', '\t', '.')
    fc.assert(
      fc.property(
        codes,
        fc.array(between, { minLength: 14, maxLength: 14 }),
        fc.boolean(),
        (code, marks, small) => {
          const typed = [...code].map((symbol, i) => `${symbol}${marks[i]}`).join('')
          expect(readReceiptCode(small ? typed.toLowerCase() : typed)).toBe(code)
          expect(ReceiptQuestion.parse({ code: typed })).toEqual({ code })
        },
      ),
    )
  })
})

test('P9: an answer holds a unit and a month, and has no place for anything else', () => {
  const said = { kind: 'known', unit: 'UBND xã Hòa Bình', month: '2026-11' }
  expect(ReceiptAnswer.parse({ ...said, score: 1 })).toEqual(said)
})
