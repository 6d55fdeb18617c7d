import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  binomialTail,
  type Counted,
  change,
  controlChart,
  funnel,
  pChart,
  pool,
  pPrimeChart,
  share,
  wilson,
} from '#src/domain/statistics.ts'
import { makeRandom } from '#tests/simulate/random.ts'

const percent = (fraction: number) => Math.round(fraction * 1000) / 10
const four = (fraction: number) => Math.round(fraction * 10_000) / 10_000 + 0
const rounded = (interval: { low: number; high: number } | undefined) =>
  interval && { low: four(interval.low), high: four(interval.high) }
const of = (count: number, n: number): Counted => ({ count, n })
const ofFifty = (counts: readonly number[]) => counts.map((count) => of(count, 50))

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

  /** R. G. Newcombe, Statistics in Medicine 17, 1998, 857–872, table I, method 3. */
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is that of Newcombe’s table', (successes, n, low, high) => {
    expect(rounded(wilson(successes, n))).toEqual({ low, high })
  })

  it('of one observation still says something', () => {
    expect(rounded(wilson(0, 1))).toEqual({ low: 0, high: 0.7935 })
    expect(rounded(wilson(1, 1))).toEqual({ low: 0.2065, high: 1 })
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

describe('the binomial tail', () => {
  test('is that of ten throws of a coin, and of one', () => {
    const of1024 = [1024, 1023, 1013, 968, 848, 638, 386, 176, 56, 11, 1]
    for (const [least, ways] of of1024.entries())
      expect(binomialTail(least, 10, 0.5)).toBeCloseTo(ways / 1024, 12)
    expect([0, 1, 2].map((least) => binomialTail(least, 1, 0.25))).toEqual([1, expect.closeTo(0.25, 12), 0])
    expect(binomialTail(0, 0, 0.3)).toBe(1)
  })

  test('and the other side’s make one, of thousands too', () => {
    for (const n of [7, 300, 1_100, 5_000])
      for (const p of [0.01, 0.1, 0.5, 0.9])
        for (const least of [1, Math.ceil(n * p), Math.floor(n / 2) + 1, n])
          expect(
            binomialTail(least, n, p) + binomialTail(n - least + 1, n, 1 - p),
            `${least} of ${n}`,
          ).toBeCloseTo(1, 9)
  })
})

describe('the change', () => {
  /** R. G. Newcombe, Statistics in Medicine 17, 1998, 873–890, table II, method 10, contrasts (a) to (h). */
  test.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])(
    'from the second to the first share of %i/%i − %i/%i is that of Newcombe’s table',
    (count, n, before, m, low, high) => {
      expect(rounded(change(of(count, n), of(before, m)))).toEqual({ low, high })
    },
  )

  it('is clear where its interval does not hold zero, and only there', () => {
    expect(change(of(56, 70), of(48, 80))).toMatchObject({ isClear: true })
    expect(change(of(48, 80), of(56, 70))).toMatchObject({ isClear: true })
    expect(change(of(5, 56), of(0, 29))).toMatchObject({ isClear: false })
    expect(change(of(1, 1), of(1, 1))).toMatchObject({ change: 0, isClear: false })
  })

  it('is undefined where one of both counted nothing', () => {
    expect(change(of(0, 0), of(1, 2))).toBeUndefined()
    expect(change(of(1, 2), of(0, 0))).toBeUndefined()
  })

  it('mirrors when both are exchanged, and stays within −1 and 1', () => {
    const counted = fc
      .tuple(fc.integer({ min: 1, max: 3000 }), fc.nat(3000))
      .map(([n, k]) => of(Math.min(k, n), n))
    fc.assert(
      fc.property(counted, counted, (a, b) => {
        const there = change(a, b)!
        const back = change(b, a)!
        expect(there.change).toBeCloseTo(-back.change, 12)
        expect(there.low).toBeCloseTo(-back.high, 12)
        expect(there.high).toBeCloseTo(-back.low, 12)
        expect(there.low).toBeGreaterThanOrEqual(-1)
        expect(there.high).toBeLessThanOrEqual(1)
        expect(there.low).toBeLessThanOrEqual(there.change)
        expect(there.high).toBeGreaterThanOrEqual(there.change)
      }),
    )
  })
})

describe('the control chart', () => {
  /** NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.3.2: failures on 30 wafers of 50 chips. */
  const WAFERS = [
    12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9,
    6,
  ]

  test('of NIST’s wafers has its centre and limits, and its two points outside', () => {
    const chart = pChart(ofFifty(WAFERS))!
    expect(four(chart.centre)).toBe(0.2313)
    expect(chart.points.flatMap(({ signal }, i) => (signal === 'outside' ? [i + 1] : []))).toEqual([15, 23])
    const { low, high } = chart.points[0]!
    expect({ low: four(low), high: four(high) }).toEqual({ low: 0.0524, high: 0.4102 })
  })

  /**
   * Patients seen within four hours in 20 weeks of England's accident departments: M. A. Mohammed and others, BMJ Quality & Safety 22,
   * 2013, 362–368; limits as qicharts2 0.8.1 (J. Anhøj) computes them for the P′-chart.
   */
  const WITHIN_FOUR_HOURS = [
    [266501, 280443],
    [264225, 276823],
    [276532, 291681],
    [281461, 296155],
    [269071, 282343],
    [261215, 275888],
    [270409, 283867],
    [279778, 295251],
    [270483, 284468],
    [270320, 282529],
    [267923, 279618],
    [271478, 283932],
    [255353, 266629],
    [256820, 268091],
    [261835, 276803],
    [259144, 271578],
    [255910, 266005],
    [260863, 273520],
    [264465, 278574],
    [260989, 273772],
  ].map(([count, n]) => of(count!, n!))

  test('of a series that varies by more than chance is Laney’s P′', () => {
    const chart = pPrimeChart(WITHIN_FOUR_HOURS)!
    expect(controlChart(WITHIN_FOUR_HOURS)).toEqual(chart)
    expect(
      pChart(WITHIN_FOUR_HOURS)!.points.filter(({ signal }) => signal === 'outside').length,
    ).toBeGreaterThan(10)
    expect(chart.centre).toBeCloseTo(0.95289971134419116, 12)
    expect(chart.spread).toBeGreaterThan(10)
    const limits = chart.points.map(({ low, high }) => [low, high])
    expect(limits[0]![0]).toBeCloseTo(0.9401296441775141, 5)
    expect(limits[0]![1]).toBeCloseTo(0.96566977851086822, 5)
    expect(limits[16]![0]).toBeCloseTo(0.93978766173624928, 5)
    expect(limits[19]![1]).toBeCloseTo(0.96582442616547814, 5)
    expect(chart.points.filter(({ signal }) => signal)).toEqual([])
  })

  test('of chance alone is the plain one, never narrower', () => {
    const even = ofFifty([25, 26, 25, 24, 25, 26, 25, 24, 25, 26])
    expect(pPrimeChart(even)!.spread).toBeLessThan(1)
    expect(controlChart(even)).toEqual(pChart(even))
  })

  test('finds eight in a row on one side, and not seven', () => {
    const step = (up: number) => controlChart(ofFifty([...Array(12).fill(20), ...Array(up).fill(25)]))!
    const signals = (up: number) => step(up).points.map(({ signal }) => signal)
    expect(signals(8).slice(12)).toEqual(Array(8).fill('run'))
    expect(signals(7).slice(12)).toEqual(Array(7).fill(undefined))
    expect(signals(7).slice(0, 12)).toEqual(Array(12).fill('run'))
  })

  test('ends a run at a point on the centre', () => {
    const up = Array(4).fill(30)
    const down = Array(8).fill(20)
    const { points } = controlChart(ofFifty([...up, 25, ...up, ...down.slice(0, 4), 25, ...down.slice(4)]))!
    expect(points.filter(({ signal }) => signal)).toEqual([])
  })

  test('of one point, of nothing met and of everything met finds no signal', () => {
    for (const counts of [[7], [0, 0, 0], Array(12).fill(50)])
      expect(controlChart(ofFifty(counts))!.points.filter(({ signal }) => signal)).toEqual([])
    expect(controlChart([])).toBeUndefined()
    expect(controlChart([of(1, 1)])).toEqual({
      centre: 1,
      spread: 1,
      points: [{ share: 1, low: 1, high: 1 }],
    })
  })

  test('refuses a point that counted nothing', () => {
    expect(() => controlChart([of(1, 2), of(0, 0)])).toThrow(RangeError)
  })

  test('takes a series of chance alone for over-dispersed in about one of twenty', () => {
    const random = makeRandom('control charts of chance alone')
    const drawn = (n: number, p: number) => {
      let count = 0
      for (let i = 0; i < n; i += 1) if (random.next() < p) count += 1
      return of(count, n)
    }
    const series = 3000
    let wide = 0
    for (let i = 0; i < series; i += 1)
      if (controlChart(Array.from({ length: 26 }, () => drawn(40, 0.7)))!.spread > 1) wide += 1
    expect(wide / series).toBeGreaterThan(0.03)
    expect(wide / series).toBeLessThan(0.08)
  })
})

describe('the pool', () => {
  it('joins weeks until each point holds five, and keeps back what holds fewer', () => {
    const weeks = [of(1, 2), of(0, 0), of(3, 3), of(5, 6), of(0, 4), of(0, 0)]
    expect(pool(weeks)).toEqual([
      { first: 0, last: 2, count: 4, n: 5 },
      { first: 3, last: 3, count: 5, n: 6 },
    ])
    expect(pool([])).toEqual([])
    expect(pool([of(1, 1)])).toEqual([])
  })

  it('loses nothing but the end, and no point could have been shorter', () => {
    const week = fc.nat(9).chain((n) => fc.nat(n).map((count) => of(count, n)))
    fc.assert(
      fc.property(fc.array(week, { maxLength: 60 }), (weeks) => {
        const points = pool(weeks)
        let next = 0
        for (const { first, last, count, n } of points) {
          const within = weeks.slice(first, last + 1)
          expect(first).toBe(next)
          expect(count).toBe(within.reduce((sum, each) => sum + each.count, 0))
          expect(n).toBe(within.reduce((sum, each) => sum + each.n, 0))
          expect(n).toBeGreaterThanOrEqual(5)
          expect(n - weeks[last]!.n).toBeLessThan(5)
          next = last + 1
        }
        expect(weeks.slice(next).reduce((sum, each) => sum + each.n, 0)).toBeLessThan(5)
      }),
    )
  })
})

describe('the funnel', () => {
  it('holds a unit exactly where Wilson’s interval of the unit holds the target', () => {
    const target = fc.integer({ min: 1, max: 999 }).map((permille) => permille / 1000)
    const counted = fc
      .tuple(fc.integer({ min: 1, max: 5000 }), fc.nat(5000))
      .map(([n, k]) => of(Math.min(k, n), n))
    fc.assert(
      fc.property(target, counted, (aim, { count, n }) => {
        const { warning, action } = funnel(aim, n)
        for (const [limits, z] of [
          [warning, 1.959963984540054],
          [action, 3.090232306167813],
        ] as const) {
          const own = wilson(count, n, z)!
          fc.pre([own.low, own.high].every((end) => Math.abs(end - aim) > 1e-9))
          const lies = count / n >= limits.low && count / n <= limits.high
          expect(lies).toBe(own.low <= aim && aim <= own.high)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('narrows with the number of ratings, and is wider for action than for warning', () => {
    expect(funnel(0.9, 100)).toEqual({
      warning: { low: expect.closeTo(0.8412, 4), high: expect.closeTo(0.9588, 4) },
      action: { low: expect.closeTo(0.8073, 4), high: expect.closeTo(0.9927, 4) },
    })
    expect(funnel(0.9, 1).action).toEqual({ low: 0, high: 1 })
    expect(funnel(1, 30)).toEqual({ warning: { low: 1, high: 1 }, action: { low: 1, high: 1 } })
  })
})
