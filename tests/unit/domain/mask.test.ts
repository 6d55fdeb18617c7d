import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { maskComment } from '#src/domain/mask.ts'

describe('what is masked before anything is stored', () => {
  test.each([
    ['gọi tôi 0903123456 nhé', 'gọi tôi ••• nhé'],
    ['0903 123 456', '•••'],
    ['090.312.3456', '•••'],
    ['0903 - 123 - 456', '•••'],
    ['+84 (0)90-312-3456', '+•••'],
    ['CCCD 001099012345, phòng 2', 'CCCD •••, phòng 2'],
    ['CMND 271234567', 'CMND •••'],
    ['CMND 271.234.567', 'CMND •••'],
    ['٠٩٠٣١٢٣٤٥٦', '•••'],
    ['thư lan.nguyen@example.vn.', 'thư •••.'],
    ['(a_b+c@mail.gov.vn)', '(•••)'],
    ['0903123456 hoặc x@y.vn', '••• hoặc •••'],
    ['+84.912.345.678', '+•••'],
    ['+84 912 345 678 đ', '+••• đ'],
    ['CCCD 79.090.012.345.678', 'CCCD •••'],
    ['CMND 123 456 789 đ', 'CMND ••• đ'],
    ['sđt 912.345.678 đ nhé', 'sđt ••• đ nhé'],
    ['STK: 102.000.000', 'STK: •••'],
    ['0912,345,678', '•••'],
    ['0912/345/678', '•••'],
    ['0912_345_678', '•••'],
    ['(0912) - 345 - 678', '(•••'],
    ['0912\u2011345\u2011678', '•••'],
    ['0912·345·678', '•••'],
    ['09\u200b12345678', '•••'],
    ['10.123.456', '•••'],
    ['84 912 345 678 đ', '••• đ'],
    ['02/11/2026 0912345678', '02/11/2026 •••'],
    ['5 1.500.000', '•••'],
  ])('%s', (text, expected) => {
    expect(maskComment(text)).toEqual({ text: expected, masked: true })
  })

  test.each([
    'hẹn ngày 02/11/2026 mà chưa có',
    'hẹn ngày 02.11.2026 mà chưa có',
    'hẹn 2-11-2026 15:30, quay lại 2026-11-09',
    'đòi 500.000 đồng',
    'đòi 1.500.000đ',
    'đòi 10.000.000',
    'đòi 1.250.000 VNĐ, không phải 1.000.000.000',
    'nộp 2.500 đồng',
    'thửa 123/45, tờ 6/7',
    'đòi 250.000.000 đồng và 120 000 000 vnđ',
    'anh Nguyễn Văn A ở quầy 02 đòi tiền',
    'đợi 3 giờ, từ 8h30 đến 11h30',
    'điều 5 @ khoản 2',
    'số 1234567',
    '',
  ])('%j stays', (text) => {
    expect(maskComment(text)).toEqual({ text, masked: false })
  })
})

describe('any text', () => {
  const odd = fc.constantFrom(
    'a\u0000b',
    '\ud800',
    '\udc00x',
    '😀',
    `e${'\u0301'.repeat(500)}`,
    '\u202e0903',
    '\u200f',
  )

  it('keeps what is not a number or an address, NUL, lone surrogates, marks and right-to-left included', () => {
    fc.assert(
      fc.property(fc.array(odd, { maxLength: 20 }), (parts) => {
        const text = parts.join(' ').replaceAll(/\d/g, 'x')
        expect(maskComment(text)).toEqual({ text, masked: false })
      }),
    )
  })

  it('has no eight digits in a row left, is no longer than before, and masking again changes nothing', () => {
    const unit = fc.oneof(odd, fc.string(), fc.stringMatching(/^[0-9 .()@-]{1,30}$/))
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 12 }), (parts) => {
        const text = parts.join('')
        const once = maskComment(text)
        expect(once.text).not.toMatch(/\p{Nd}{8}/u)
        expect(once.text.length).toBeLessThanOrEqual(text.length)
        expect(once.masked).toBe(once.text !== text)
      }),
    )
  })
})
