import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ownBlocks } from '#src/domain/release.ts'

const days = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-12-01']
const rating = fc.constantFrom(...days).map((day) => ({ day }))
const span = fc
  .tuple(fc.constantFrom(...days), fc.constantFrom(...days))
  .map(([a, b]) => (a <= b ? { from: a, to: b } : { from: b, to: a }))

test('P9: whatever two looks at an officer’s figures differ by is nothing, or whole blocks of five', () => {
  fc.assert(
    fc.property(fc.array(rating, { maxLength: 60 }), fc.nat(60), span, span, (all, seen, one, other) => {
      const earlier = ownBlocks(all.slice(0, seen), 0, one)
      const later = ownBlocks(all, 0, other)
      const apart = later.filter((rating) => !earlier.includes(rating))
      const gone = earlier.filter((rating) => !later.includes(rating))
      for (const group of [earlier, later, apart, gone]) expect(group.length % 5).toBe(0)
    }),
  )
})

test('a block lies where it lies, however far back is read', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 60 }), fc.nat(60), (numbers, behind) => {
      const all = numbers.map((n) => ({ n, day: '2026-11-23' }))
      const span = { from: '2026-11-23', to: '2026-11-23' }
      const tail = ownBlocks(all.slice(behind), Math.min(behind, all.length), span)
      const begins = Math.ceil(Math.min(behind, all.length) / 5) * 5
      expect(tail).toEqual(ownBlocks(all, 0, span).filter((one) => all.indexOf(one) >= begins))
    }),
  )
})
