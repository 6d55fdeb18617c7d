import { expect, test } from 'vitest'
import { localTime } from '#src/domain/calendar.ts'
import { RatingBody } from '#src/domain/rating-schema.ts'
import { makeRandom } from '#tests/simulate/random.ts'
import { END, honestTaps, OFFICES } from './honest.ts'
import { logged } from './log.ts'
import { SCRIPTS } from './stuffing.ts'

test('there are twenty ways to stuff', () => {
  expect(new Set(SCRIPTS.map(({ name }) => name)).size).toBe(20)
})

test.each(OFFICES)('$name: the same seed gives the same ratings, each as a tablet writes it', (office) => {
  const log = logged(honestTaps(makeRandom('a'), office))
  expect(log).toEqual(logged(honestTaps(makeRandom('a'), office)))
  expect(log.length).toBeGreaterThan(30)
  for (const { body, honest } of log) {
    expect(RatingBody.parse(body)).toEqual(body)
    expect(honest).toBe(true)
  }
})

test.each(SCRIPTS)('$name: puts in what citizens did not say, on the half day that it names', (script) => {
  const random = makeRandom('a')
  const taps = honestTaps(random, script.office)
  const log = logged(script.stuff({ random, taps }))
  for (const { body } of log) expect(RatingBody.parse(body)).toEqual(body)
  const put = log.filter(({ at, honest }) => {
    const { day, half } = localTime(at)
    return !honest && day === (script.day ?? END) && half === script.half
  })
  expect(put.length).toBeGreaterThanOrEqual(3)
})
