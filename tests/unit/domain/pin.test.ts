import { expect, test } from 'vitest'
import { areTooMany, isEasyPin } from '#src/domain/pin.ts'

test.each([
  '000000',
  '999999',
  '012345',
  '123456',
  '456789',
  '789012',
  '987654',
  '543210',
  '210987',
  '121212',
  '090909',
  '123123',
  '475475',
])('%s is among those that are tried first', (pin) => expect(isEasyPin(pin)).toBe(true))

test.each(['493817', '123457', '123321', '112233', '246810', '121213', '100000', '150890'])(
  '%s is not',
  (pin) => expect(isEasyPin(pin)).toBe(false),
)

const MINUTE = 60_000

test('twenty tries within an hour are borne, in any order; one more is too many, and an hour later it is not', () => {
  const twenty = Array.from({ length: 20 }, (_, i) => i * MINUTE)
  expect(areTooMany([])).toBe(false)
  expect(areTooMany(twenty)).toBe(false)
  expect(areTooMany([60 * MINUTE, ...twenty])).toBe(true)
  expect(areTooMany([60 * MINUTE + 1, ...twenty])).toBe(false)
  expect(areTooMany(Array.from({ length: 21 }, () => 5))).toBe(true)
  expect(areTooMany(Array.from({ length: 200 }, (_, i) => i * (3 * MINUTE + 1)))).toBe(false)
})
