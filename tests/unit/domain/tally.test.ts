import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { REASONS, SCORES, STANDARDS } from '#src/domain/conduct.ts'
import { type Answers, ratingBody } from '#src/domain/rating.ts'
import {
  addRating,
  addTally,
  COLUMNS,
  emptyTally,
  satisfied,
  type Tally,
  tallyOf,
} from '#src/domain/tally.ts'

const body = (answers: Partial<Answers>, comment = false) =>
  ratingBody(
    { score: 5, standards: {}, all: false, reasons: [], rechosen: [], ...answers },
    {
      counter: 'q2w3e4',
      officer: null,
      shownToTap: 900,
      tapToClose: 5000,
      end: 'done',
      comment: comment ? { length: 9, hash: 'A'.repeat(43) } : undefined,
    },
  )

const bodies = fc
  .record({
    score: fc.constantFrom(...SCORES),
    standards: fc.dictionary(
      fc.constantFrom(...STANDARDS),
      fc.constantFrom('met' as const, 'unmet' as const),
    ),
    all: fc.boolean(),
    reasons: fc.subarray([...REASONS]),
    comment: fc.boolean(),
  })
  .map(({ comment, ...answers }) => body(answers, comment))

const sum = (tallies: readonly Tally[]) =>
  tallies.reduce((total, tally) => addTally(total, tally), emptyTally())

describe('the fold', () => {
  it('P8 counts one rating column by column', () => {
    const tally = tallyOf(
      body({ score: 2, standards: { xin_chao: 'met', xin_loi: 'unmet' }, reasons: ['tre_hen'] }, true),
    )
    const counted = Object.fromEntries(Object.entries(tally).filter(([, n]) => n !== 0))
    expect(counted).toEqual({ n: 1, s2: 1, met_xin_chao: 1, unmet_xin_loi: 1, why_tre_hen: 1, comments: 1 })
  })

  it('P8 gives the same figures in every order and every grouping, and takes back what it added', () => {
    const shuffled = fc.array(bodies, { maxLength: 30 }).chain((all) =>
      fc.record({
        all: fc.constant(all),
        order: fc.shuffledSubarray(all, { minLength: all.length }),
        cut: fc.nat(all.length),
      }),
    )
    fc.assert(
      fc.property(shuffled, ({ all, order, cut }) => {
        const whole = sum(all.map(tallyOf))
        const halves = [sum(order.slice(0, cut).map(tallyOf)), sum(order.slice(cut).map(tallyOf))]
        expect(sum(halves)).toEqual(whole)
        expect(all.reduce((tally, one) => addRating(tally, one), emptyTally())).toEqual(whole)
        expect(addTally(whole, sum(all.map(tallyOf)), -1)).toEqual(emptyTally())
      }),
    )
  })

  it('keeps its sums: faces make up all ratings, satisfied are 4 and 5', () => {
    fc.assert(
      fc.property(fc.array(bodies, { maxLength: 30 }), (all) => {
        const tally = sum(all.map(tallyOf))
        expect(tally.n).toBe(all.length)
        expect(SCORES.reduce((total, s) => total + tally[`s${s}`], 0)).toBe(all.length)
        expect(satisfied(tally)).toBe(all.filter((rating) => rating.score >= 4).length)
        for (const s of STANDARDS) {
          expect(tally[`met_${s}`] + tally[`unmet_${s}`]).toBeLessThanOrEqual(all.length)
        }
      }),
    )
  })

  it('counts the face of a questionnaire that it does not know, and no standard', () => {
    const later = { ...body({ standards: { xin_chao: 'met' } }), q: '4xin4luon@9' }
    const counted = Object.fromEntries(Object.entries(tallyOf(later)).filter(([, n]) => n !== 0))
    expect(counted).toEqual({ n: 1, s5: 1 })
  })

  it('has each column once', () => {
    expect(new Set(COLUMNS).size).toBe(COLUMNS.length)
  })
})
