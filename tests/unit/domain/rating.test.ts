import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type Answer, QUESTIONNAIRE, REASONS, SCORES, STANDARDS } from '#src/domain/conduct.ts'
import { makeLine } from '#src/domain/entry.ts'
import type { AnyEntry } from '#src/domain/entry-schema.ts'
import { type Answers, type Circumstances, ENDS, ratingBody } from '#src/domain/rating.ts'
import { answersOf, feedbackOf, RatingBody, readRating, reasonsOf } from '#src/domain/rating-schema.ts'

const bytes = (text: string) => new TextEncoder().encode(text).length
const AT = 1_793_595_600_000
const HASH = 'A'.repeat(43)

const everything: Answers = {
  score: 2,
  standards: Object.fromEntries(STANDARDS.map((s) => [s, 'met'])),
  all: true,
  reasons: REASONS,
  rechosen: [],
}
const usual: Circumstances = {
  counter: 'q2w3e4',
  officer: 'r5t6y7',
  shownToTap: 99_999,
  tapToClose: 999_999,
  end: 'timeout',
  comment: undefined,
}

const answers: fc.Arbitrary<Answers> = fc.record({
  score: fc.constantFrom(...SCORES),
  standards: fc
    .dictionary(fc.constantFrom(...STANDARDS), fc.constantFrom('met' as const, 'unmet' as const))
    .map((given) => ({ ...given })),
  all: fc.boolean(),
  reasons: fc.subarray([...REASONS]),
  rechosen: fc.array(fc.constantFrom(...SCORES), { maxLength: 30 }),
})
const circumstances: fc.Arbitrary<Circumstances> = fc.record({
  counter: fc.constant('q2w3e4'),
  officer: fc.constantFrom('r5t6y7', null),
  shownToTap: fc.double(),
  tapToClose: fc.double(),
  end: fc.constantFrom(...ENDS),
  comment: fc.option(fc.record({ length: fc.integer({ min: 1, max: 500 }), hash: fc.constant(HASH) }), {
    nil: undefined,
  }),
})

describe('the body of a rating', () => {
  it('fits its schema and gives back what was answered, whatever the clocks say', () => {
    fc.assert(
      fc.property(answers, circumstances, (given, around) => {
        const body = RatingBody.parse(JSON.parse(JSON.stringify(ratingBody(given, around))))
        expect(body.score).toBe(given.score)
        expect(body.end).toBe(around.end)
        expect(reasonsOf(body, QUESTIONNAIRE)).toEqual(REASONS.filter((r) => given.reasons.includes(r)))
        expect(answersOf(body, QUESTIONNAIRE)).toEqual(
          new Map(STANDARDS.map((s): [string, Answer] => [s, given.standards[s] ?? 'blank'])),
        )
      }),
    )
  })

  it('P9 holds nothing but what the law lists', () => {
    const allowed = 'q score std all local reasons comment counter officer rechosen ms end ch'.split(' ')
    fc.assert(
      fc.property(answers, circumstances, (given, around) => {
        const extra = Object.keys(ratingBody(given, around)).filter((field) => !allowed.includes(field))
        expect(extra).toEqual([])
      }),
    )
  })

  it('makes a line of at most 210 bytes with reasons or a time-out, and never more than 320', () => {
    const lines = [
      ratingBody(everything, { ...usual, end: 'done' }),
      ratingBody({ ...everything, reasons: [] }, usual),
    ].map((body) => bytes(makeLine(AT, 'rating', body)))
    expect(Math.max(...lines)).toBeLessThanOrEqual(210)
    const longest = ratingBody(
      { ...everything, rechosen: Array.from({ length: 10 }, () => 1 as const) },
      { ...usual, end: 'restart', comment: { length: 500, hash: HASH } },
    )
    expect(bytes(makeLine(AT, 'practice', { ...longest, local: '10-' }))).toBeLessThanOrEqual(320)
  })

  test.each([
    [Number.NaN, 99_999],
    [Number.POSITIVE_INFINITY, 99_999],
    [-5, 0],
    [1.6, 2],
    [1e9, 99_999],
  ])('caps a time of %d ms at %d', (measured, stored) => {
    expect(ratingBody(everything, { ...usual, shownToTap: measured }).ms[0]).toBe(stored)
  })
})

describe('reading a rating', () => {
  const entry = (kind: string, v: number, body: object): AnyEntry => ({ v, at: AT, kind, body: { ...body } })
  const body = ratingBody(everything, usual)

  it('takes ratings alone: practice is in no figure, a version to come waits', () => {
    expect(readRating(entry('rating', 1, body))).toEqual(body)
    expect(readRating(entry('practice', 1, body))).toBeUndefined()
    expect(readRating(entry('rating', 2, body))).toBeUndefined()
    expect(readRating(entry('rating', 1, { ...body, score: 6 }))).toBeUndefined()
    expect(readRating(entry('rating', 1, { ...body, std: '1111x111' }))).toBeUndefined()
  })

  test.each([
    [1, true, false, 'concern'],
    [5, true, true, 'concern'],
    [3, false, true, 'concern'],
    [4, false, true, 'suggestion'],
    [5, false, true, 'suggestion'],
    [1, false, false, undefined],
    [5, false, false, undefined],
  ] as const)('score %i, reason %s, comment %s: %s', (score, reason, comment, expected) => {
    const given = { ...everything, score, reasons: reason ? [REASONS[3]] : [] }
    const around = { ...usual, comment: comment ? { length: 3, hash: HASH } : undefined }
    expect(feedbackOf(ratingBody(given, around))).toBe(expected)
  })
})
