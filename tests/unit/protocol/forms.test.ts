import { describe, expect, it, test } from 'vitest'
import { Row, SummaryQuery } from '#src/protocol/reports.ts'
import { Password, StaffPin, UserName } from '#src/protocol/session.ts'
import { signedText } from '#src/protocol/signed.ts'

describe('what people type', () => {
  test.each([
    [' Lan.Nguyen ', 'lan.nguyen'],
    ['a_b-9', 'a_b-9'],
  ])('the user name %j is %s', (typed, read) => {
    expect(UserName.parse(typed)).toBe(read)
  })

  test.each(['', 'ab', 'a b c', 'lân', 'a'.repeat(41), "x';--"])('the user name %j is refused', (typed) => {
    expect(UserName.safeParse(typed).success).toBe(false)
  })

  test.each([
    ['elevenchars', false],
    ['twelve chars', true],
    ['a'.repeat(200), true],
    ['a'.repeat(201), false],
  ])('the password %j: good? %s', (typed, good) => {
    expect(Password.safeParse(typed).success).toBe(good)
  })

  test.each([
    ['123456', true],
    ['12345', false],
    ['1234567', false],
    ['12a456', false],
    ['١٢٣٤٥٦', false],
  ])('the PIN %j: good? %s', (typed, good) => {
    expect(StaffPin.safeParse(typed).success).toBe(good)
  })
})

describe('a query', () => {
  test.each([
    [{}, true],
    [{ period: 'week', day: '2026-11-02' }, true],
    [{ period: 'decade' }, false],
    [{ day: '2026-02-30' }, false],
    [{ day: '2026-13-01' }, false],
    [{ day: '9999-12-31' }, false],
    [{ day: 'today' }, false],
  ])('%j: good? %s', (query, good) => {
    expect(SummaryQuery.safeParse(query).success).toBe(good)
  })
})

describe('P9 a released row', () => {
  it('has the fields of the law and no other', () => {
    expect(Object.keys(Row.shape).sort()).toEqual(
      'channel counter reasons score span standards suspect version'.split(' '),
    )
  })
})

describe('P3 a signature', () => {
  it('for one purpose is none for another', () => {
    const texts = (['receipt', 'config', 'closing'] as const).map((purpose) => signedText(purpose, '{}'))
    expect(new Set(texts).size).toBe(3)
  })
})
