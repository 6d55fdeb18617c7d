import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { ALPHABET } from '#src/domain/id.ts'
import { PairingCode } from '#src/protocol/pairing.ts'

describe('a pairing code', () => {
  test.each(['HS7K-2MQD', 'hs7k2mqd', ' hs7k 2mqd ', 'Hs-7K-2m-Qd', 'HS7K\u00a02MQD'])(
    '%j is read',
    (typed) => {
      expect(PairingCode.parse(typed)).toBe('hs7k2mqd')
    },
  )

  test.each([
    '',
    'HS7K-2MQ',
    'HS7K-2MQDE',
    'HS7K-2MQI',
    'HS7K-2MQO',
    'HS7K-2MQ0',
    'HS7K-2MQ1',
    'HS7K_2MQD',
    'ĐS7K-2MQD',
  ])('%j is none', (typed) => {
    expect(PairingCode.safeParse(typed).success).toBe(false)
  })

  test.each([undefined, null, 12_345_678, {}, ['hs7k2mqd']])('%j is none, and nothing throws', (value) => {
    expect(PairingCode.safeParse(value).success).toBe(false)
  })

  it('may be written in any case, with dashes and spaces anywhere', () => {
    const symbol = fc.constantFrom(...ALPHABET, ...ALPHABET.toUpperCase())
    const mark = fc.constantFrom('', '-', ' ', '\t')
    const typed = fc.array(fc.tuple(mark, symbol), { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(typed, (marks) => {
        const code = marks.map(([, s]) => s.toLowerCase()).join('')
        expect(PairingCode.parse(marks.flat().join(''))).toBe(code)
      }),
    )
  })
})
