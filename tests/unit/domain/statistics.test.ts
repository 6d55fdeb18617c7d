import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { share, wilson } from '#src/domain/statistics.ts'

const percent = (fraction: number) => Math.round(fraction * 1000) / 10

describe('the Wilson interval', () => {
  test.each([
    [10, 10, 72.2, 100],
    [5, 5, 56.6, 100],
    [9, 10, 59.6, 98.2],
    [90, 100, 82.6, 94.5],
    [0, 5, 0, 43.4],
  ])('of %i in %i is the published one', (successes, n, low, high) => {
    const interval = wilson(successes, n)
    expect(interval && { low: percent(interval.low), high: percent(interval.high) }).toEqual({ low, high })
  })

  it('is undefined without observations, and so is the share', () => {
    expect(wilson(0, 0)).toBeUndefined()
    expect(share(0, 0)).toBeUndefined()
  })

  it('holds the share, stays within [0, 1] and mirrors when the question is turned round', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), (yes, no) => {
        fc.pre(yes + no > 0)
        const n = yes + no
        const figure = share(yes, n)!
        const mirror = wilson(no, n)!
        expect(figure.low).toBeGreaterThanOrEqual(0)
        expect(figure.high).toBeLessThanOrEqual(1)
        expect(figure.low).toBeLessThanOrEqual(figure.share)
        expect(figure.high).toBeGreaterThanOrEqual(figure.share)
        expect(figure.low).toBeCloseTo(1 - mirror.high, 10)
        expect(figure.high).toBeCloseTo(1 - mirror.low, 10)
      }),
    )
  })
})
