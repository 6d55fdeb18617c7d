import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type Day, halfDayOf, ordinal, PERIODS, periodOf } from '#src/domain/calendar.ts'
import { Closings, type Received } from '#src/domain/closings.ts'
import { GROUP } from '#src/domain/release.ts'
import type { Group } from '#src/domain/row-groups.ts'
import { daysOf } from '#src/domain/span.ts'
import { Blocks, type Rating } from '#tests/support/blocks.ts'

type One = Received & { rating: Rating }

/** An office in memory, over half days: what comes in, what is closed, what went out. */
class Office {
  readonly blocks: Blocks
  readonly out: Group<One>[] = []
  readonly received: One[] = []
  readonly #closings = new Closings<One>()
  #closed: number

  constructor(closed: number) {
    this.#closed = closed
    this.blocks = new Blocks(closed)
  }

  /** Ratings that count on that half day and come before the next closing. */
  come(half: number, ...counters: string[]): void {
    const { day, half: part } = halfDayOf(half)
    for (const counter of counters) {
      const blank = {
        score: 5 as const,
        reasons: [],
        std: '--------',
        all: false,
        comment: false,
        alone: false,
      }
      const rating: Rating = { day, half: part, counter, ...blank }
      const one = { counter, half, release: this.#closed + 1, position: this.received.length, rating }
      this.received.push(one)
      this.blocks.receive([rating])
      this.#closings.receive(one)
    }
  }

  close(closed: number): Group<One>[] {
    this.#closed = closed
    this.blocks.close(closed)
    const groups = this.#closings.close(closed)
    this.out.push(...groups)
    return groups
  }

  check(): void {
    const rows = this.out.flatMap((group) => group.rows)
    expect(new Set(rows).size, 'each goes out once').toBe(rows.length)
    for (const { counter, span, rows: own } of this.out) {
      const { from, to } = daysOf(span)
      expect(own.length).toBeGreaterThanOrEqual(GROUP)
      expect(own.every((one) => one.counter === counter)).toBe(true)
      expect(own.every(({ rating: { day } }) => from <= day && day <= to)).toBe(true)
      if (span.half) expect(own.every(({ rating }) => rating.half === span.half)).toBe(true)
    }
    const gone = new Set(rows.map(({ rating }) => rating))
    for (const block of this.blocks.full()) {
      // The difference of two live looks may be any block.
      expect([0, GROUP], 'rows of a block').toContain(block.filter((rating) => gone.has(rating)).length)
    }
    for (const period of this.#periods()) {
      const shown = new Set(this.blocks.shown(period).flat())
      const inside = this.out.filter(({ span }) => within(daysOf(span), period))
      const gone = inside.flatMap((group) => group.rows)
      const name = `${period.kind} ${period.from}`
      expect(gone.filter(({ rating }) => !shown.has(rating)).length, `${name}: rows beyond the figures`).toBe(
        0,
      )
      const rest = shown.size - gone.length
      expect(rest === 0 || rest >= GROUP, `${name}: figures less rows speak of ${rest}`).toBe(true)
    }
  }

  #periods() {
    const days = new Set(this.received.map(({ rating }) => rating.day))
    const all = [...days].flatMap((day) => PERIODS.map((kind) => periodOf(kind, day)))
    return new Map(all.map((period) => [`${period.kind} ${period.from}`, period])).values()
  }
}

const within = (inner: { from: Day; to: Day }, outer: { from: Day; to: Day }) =>
  outer.from <= inner.from && inner.to <= outer.to

/** So many half days later so many come at a counter, for a half day so long ago; then perhaps a closing. */
const step = fc.record({
  later: fc.oneof({ weight: 6, arbitrary: fc.nat(2) }, { weight: 1, arbitrary: fc.nat(60) }),
  come: fc.array(
    fc.record({
      counter: fc.nat(3),
      count: fc.integer({ min: 1, max: 12 }),
      ago: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(20) }),
    }),
    { maxLength: 4 },
  ),
})

describe('P9 single rows and counters', () => {
  it('are at every look a part of what the unit shows of each period, and leave nothing or whole blocks of it, live or later', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Day>('2026-11-23', '2026-12-20', '2026-06-28'),
        fc.integer({ min: 1, max: 4 }),
        fc.array(step, { minLength: 1, maxLength: 40 }),
        (day, counters, steps) => {
          let half = ordinal(day, 'am')
          const office = new Office(half - 1)
          for (const { later, come } of steps) {
            for (const { counter, count, ago } of come) {
              const names = Array.from({ length: count }, () => `${counter % counters}`)
              office.come(half - ago, ...names)
            }
            office.check()
            office.close(half + later)
            office.check()
            half += later + 1
          }
        },
      ),
      { numRuns: 200, endOnFailure: !process.env.STEPS_SHRINK },
    )
  })

  const monday = ordinal('2026-11-23', 'am')
  const times = (count: number, counter: string) => Array.from({ length: count }, () => counter)
  const said = (groups: Group<One>[]) =>
    groups.map(({ counter, span, rows }) => `${counter} ${span.kind} ${rows.length}`).sort()

  test.each<[string, string[][], string[][]]>([
    ['five of one counter in a half day', [times(5, 'a')], [['a half 5']]],
    ['four', [times(4, 'a')], [[]]],
    ['the sixth waits, since the unit does not show it either', [times(6, 'a')], [['a half 5']]],
    ['five in a day', [times(2, 'a'), times(3, 'a')], [[], ['a day 5']]],
    ['five in a week', [times(2, 'a'), [], times(2, 'a'), times(1, 'a')], [[], [], [], ['a week 5']]],
    ['two counters of five', [[...times(5, 'a'), ...times(5, 'b')]], [['a half 5', 'b half 5']]],
    [
      'three of ten are another’s: the two of seven that share their block wait with them',
      [[...times(7, 'a'), ...times(3, 'b')]],
      [['a half 5']],
    ],
    [
      'four of ten are another’s: the one of six that shares their block waits',
      [[...times(6, 'a'), ...times(4, 'b')]],
      [['a half 5']],
    ],
    [
      'four and one make a block, whose five of one counter wait for the other’s',
      [[...times(4, 'a'), 'b', 'a']],
      [[]],
    ],
    [
      'two blocks hold five of each of two counters, a third does not',
      [[...times(4, 'a'), 'b', 'a', ...times(4, 'b')], [], ['b', ...times(4, 'a')]],
      [['a half 5', 'b half 5'], [], []],
    ],
    [
      'a block that waits for one counter lets others wait, until the week has five of each',
      [[...times(7, 'a'), ...times(6, 'b'), 'c', 'c'], [], times(5, 'c'), [], ['c', 'c', 'c', 'b', 'b']],
      [['a half 5'], [], ['c half 5'], [], ['b week 5', 'c week 5']],
    ],
  ])('%s', (_, halves, expected) => {
    const office = new Office(monday - 1)
    const out = halves.map((counters, i) => {
      office.come(monday + i, ...counters)
      return said(office.close(monday + i))
    })
    office.check()
    expect(out).toEqual(expected)
  })

  it('carry a month only where their weeks are over', () => {
    const office = new Office(monday - 1)
    office.come(monday, 'a', 'a', 'b', 'b', 'b')
    expect(said(office.close(monday))).toEqual([])
    office.come(monday + 2, 'a', 'a', 'a', 'b', 'b')
    expect(said(office.close(monday + 2)), 'five of each in the week').toEqual(['a week 5', 'b week 5'])
    office.come(monday + 4, 'a', 'a', 'b', 'b', 'b')
    office.close(monday + 4)
    office.come(monday + 6 - 14, 'a', 'a', 'a', 'b', 'b')
    expect(said(office.close(monday + 6)), 'the week may still become five').toEqual([])
    expect(said(office.close(monday + 13))).toEqual(['a month 5', 'b month 5'])
    office.check()
  })
})
