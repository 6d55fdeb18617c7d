import fc from 'fast-check'
import { expect, test } from 'vitest'
import { place, scaleFrom } from '#src/dashboard/head/share.ts'

test('a scale begins at a ten at or below every interval, at 90 % at the latest', () => {
  expect(scaleFrom([])).toBe(0.8)
  expect(scaleFrom([0.953])).toBe(0.8)
  expect(scaleFrom([0.83, 0.71])).toBe(0.7)
  expect(scaleFrom([0])).toBe(0)
})

test('every share has its place inside the drawing, in order', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(share, share, (a, b) => {
      const from = scaleFrom([Math.min(a, b)])
      const [low, high] = [Math.min(a, b), Math.max(a, b)].map((at) => Number.parseFloat(place(at, from)))
      expect(low).toBeGreaterThanOrEqual(3)
      expect(high).toBeLessThanOrEqual(97)
      expect(low).toBeLessThanOrEqual(high!)
    }),
  )
})
