import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { ordinal } from '#src/domain/calendar.ts'
import {
  GROUP,
  hiddenCells,
  isLate,
  leftOver,
  openFrom,
  outsideBlocks,
  releasable,
  shownOf,
  shownThrough,
  spanBounds,
  spanOf,
} from '#src/domain/release.ts'

const sum = (counts: readonly number[]) => counts.reduce((total, n) => total + n, 0)

describe('P9 the unit’s own figures', () => {
  test.each([
    [0, 0],
    [4, 0],
    [5, 5],
    [9, 5],
    [10, 10],
    [23, 20],
  ])('of %i ratings show %i', (n, shown) => {
    expect(shownOf(n)).toBe(shown)
  })

  it('move by zero or at least five between two looks', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(10_000), (n, more) => {
        const step = shownOf(n + more) - shownOf(n)
        expect(step === 0 || step >= GROUP).toBe(true)
      }),
    )
  })
})

describe('P9 blocks of five', () => {
  const monday = '2026-11-23'
  const tuesday = '2026-11-24'
  const am = (day: string) => ordinal(day, 'am')
  const pm = (day: string) => ordinal(day, 'pm')
  const come = (...ratings: [day: string, release: number][]) =>
    ratings.map(([day, release], position) => ({ day, release, position }))
  const positions = (ratings: { position: number }[]) => ratings.map(({ position }) => position)
  const six = come(...Array.from({ length: 6 }, () => [monday, am(monday)] as [string, number]))

  it('leave nothing over while their day is open, and the rest when it is closed', () => {
    expect(leftOver(six, am(monday))).toEqual([])
    expect(positions(leftOver(six.toReversed(), pm(monday)))).toEqual([5])
    expect(positions(leftOver(six, pm(tuesday))), 'after an idle time').toEqual([5])
  })

  it('leave over what comes after its day was closed, in the order in which it came', () => {
    const ratings = come([tuesday, am(tuesday)], [monday, am(tuesday)], [tuesday, pm(tuesday)])
    expect(positions(leftOver(ratings, am(tuesday)))).toEqual([1])
    expect(positions(leftOver(ratings, pm(tuesday)))).toEqual([0, 1, 2])
  })

  test.each([
    [monday, 'am', monday],
    [monday, 'pm', tuesday],
  ] as const)('after the closing of %s %s the first open day is %s', (day, half, open) => {
    expect(openFrom(ordinal(day, half))).toBe(open)
    expect(isLate({ day, release: ordinal(day, half) + 1 })).toBe(half === 'pm')
  })

  test.each([
    ['a whole block', [0, 1, 2, 3, 4], []],
    ['a block that reaches outside', [3, 4, 5, 6, 7, 8, 9], [3, 4]],
    ['a block that is not full', [5, 6, 7, 8, 9, 10, 11], [10, 11]],
    ['late ones of elsewhere between', [0, 4, 7], [0, 4, 7]],
  ])('of leftovers with %s: %j hide %j', (_, seqs, hidden) => {
    expect(outsideBlocks(seqs.map((seq) => ({ seq }))).map(({ seq }) => seq)).toEqual(hidden)
  })
})

describe('P9 a closed group', () => {
  test.each([
    [[], undefined],
    [[4], undefined],
    [[5], 0],
    [[4, 1], 1],
    [[4, 1, 4], 1],
    [[7, 2, 2, 1], 3],
    [[5, 0, 5], 2],
  ])('with %j new at each closing is shown through closing %s', (arrivals, through) => {
    expect(shownThrough(arrivals.map((n, release) => ({ release, n })))).toBe(through)
  })

  it('differs between any two looks by zero or at least five ratings of its own', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(8), { maxLength: 40 }), fc.nat(40), (counts, early) => {
        const arrivals = counts.map((n, release) => ({ release, n }))
        const seen = (closings: typeof arrivals) => {
          const through = shownThrough(closings)
          return through === undefined ? 0 : sum(counts.slice(0, through + 1))
        }
        const step = seen(arrivals) - seen(arrivals.slice(0, early))
        expect(step === 0 || step >= GROUP).toBe(true)
      }),
    )
  })
})

describe('P9 hidden cells', () => {
  test.each([
    [[10, 20, 30], []],
    [
      [3, 20, 10],
      [0, 2],
    ],
    [
      [4, 1, 20],
      [0, 1],
    ],
    [
      [1, 1, 20, 9],
      [0, 1, 3],
    ],
    [[0, 6, 0], []],
    [
      [0, 2, 6],
      [1, 2],
    ],
    [
      [2, 6, 6],
      [0, 1],
    ],
  ])('of %j are %j', (counts, hidden) => {
    expect([...hiddenCells(counts)].sort()).toEqual(hidden)
  })

  it('are never found by subtracting what is shown from the total', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(12), { maxLength: 12 }), (counts) => {
        const hidden = hiddenCells(counts)
        const total = sum(counts)
        for (const [i, n] of counts.entries()) {
          if (n > 0 && n < GROUP) expect(hidden.has(i)).toBe(true)
        }
        fc.pre(total >= GROUP && hidden.size > 0)
        const rest = total - sum(counts.filter((_, i) => !hidden.has(i)))
        expect(hidden.size).toBeGreaterThanOrEqual(2)
        expect(rest).toBeGreaterThanOrEqual(GROUP)
      }),
    )
  })
})

describe('P9 single rows', () => {
  const monday = ordinal('2026-11-02', 'am')
  const rows = (...halves: number[]) => halves.map((half, i) => ({ half: monday + half, i }))

  test.each([
    ['five in a half day', [0, 0, 0, 0, 0], ['half 5']],
    ['five in a day', [0, 0, 1, 1, 1], ['day 5']],
    ['five in a week', [0, 2, 4, 6, 9], ['week 5']],
    ['five in a month', [0, 14, 28, 29, 42], ['month 5']],
    ['four', [0, 0, 0, 0], []],
    ['a full half day and four beside it', [0, 0, 0, 0, 0, 1, 1, 1, 1], ['half 5']],
    ['a full half day, and the rest of the week', [0, 0, 0, 0, 0, 0, 1, 3, 5, 7, 9], ['half 6', 'week 5']],
  ])('%s', (_, halves, expected) => {
    expect(releasable(rows(...halves)).map(({ span, rows }) => `${span.kind} ${rows.length}`)).toEqual(
      expected,
    )
  })

  it('go out once, in groups of five and more, under the shortest span that holds five of them', () => {
    const halves = fc.array(
      fc.integer({ min: 0, max: 120 }).map((half) => monday + half),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(halves, (all) => {
        const waiting = all.map((half, id) => ({ half, id }))
        const groups = releasable(waiting)
        const out = groups.flatMap((group) => group.rows)
        expect(new Set(out).size).toBe(out.length)
        for (const { span, rows } of groups) {
          const { from, to } = spanBounds(span)
          expect(rows.length).toBeGreaterThanOrEqual(GROUP)
          expect(rows.every(({ half }) => from <= half && half <= to)).toBe(true)
          for (const shorter of shorterThan(span.kind)) expect(fullest(rows, shorter)).toBeLessThan(GROUP)
        }
        const rest = waiting.filter((row) => !out.includes(row))
        expect(fullest(rest, 'month')).toBeLessThan(GROUP)
        expect(fullest(rest, 'week')).toBeLessThan(GROUP)
      }),
    )
  })
})

const KINDS = ['half', 'day', 'week', 'month'] as const
type Kind = (typeof KINDS)[number]

const shorterThan = (kind: Kind) => KINDS.slice(0, KINDS.indexOf(kind))

/** How many rows the fullest span of that kind holds. */
function fullest(rows: readonly { half: number }[], kind: Kind): number {
  const spans = rows.map(({ half }) => JSON.stringify(spanOf(kind, half)))
  return Math.max(0, ...spans.map((span) => spans.filter((other) => other === span).length))
}
