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
  shownOf,
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
