import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Seat, seatsAt } from '#src/domain/seat.ts'

const ALWAYS = { from: -1, to: Number.POSITIVE_INFINITY }
const lan: Seat = { counter: 'quay22', officer: 'lan222', from: 100, to: 200, known: ALWAYS }
const an: Seat = { ...lan, officer: 'an2222', from: 150, to: 300 }
const who = (seats: readonly Seat[], at: number, by = 1_000, counter = 'quay22') =>
  seatsAt(seats, { counter, at, by })[0]?.officer

test('whoever served there from the first instant on until before the last', () => {
  expect([99, 100, 199, 200].map((at) => who([lan], at))).toEqual([undefined, 'lan222', 'lan222', undefined])
  expect(who([lan], 150, 1_000, 'quay33')).toBeUndefined()
})

test('nobody where two served at once; one officer by two tablets is one', () => {
  expect([120, 160, 250].map((at) => who([lan, an], at))).toEqual(['lan222', undefined, 'an2222'])
  expect(who([lan, { ...lan, from: 50 }], 150)).toBe('lan222')
})

test('an end that was heard later does not change what was held before', () => {
  const seats = [
    { ...lan, to: 1_000, known: { from: 110, to: 500 } },
    { ...lan, known: { from: 500, to: Number.POSITIVE_INFINITY } },
  ]
  expect([110, 111, 500, 501].map((by) => who(seats, 300, by))).toEqual([
    undefined,
    'lan222',
    'lan222',
    undefined,
  ])
})

const time = fc.integer({ min: 0, max: 40 })
const seat = fc
  .record({
    counter: fc.constantFrom('a', 'b'),
    officer: fc.constantFrom('x', 'y', 'z'),
    span: fc.tuple(time, time),
  })
  .map(({ span, ...of }): Seat => ({ ...of, from: Math.min(...span), to: Math.max(...span), known: ALWAYS }))

test('somebody is credited exactly where one officer served, in whatever order the seats are told', () => {
  fc.assert(
    fc.property(fc.array(seat, { maxLength: 6 }), fc.constantFrom('a', 'b'), time, (seats, counter, at) => {
      const there = seats.filter((one) => one.counter === counter && one.from <= at && at < one.to)
      const officers = new Set(there.map(({ officer }) => officer))
      const expected = officers.size === 1 ? [...officers][0] : undefined
      expect(who(seats, at, 1, counter)).toBe(expected)
      expect(who([...seats].reverse(), at, 1, counter)).toBe(expected)
    }),
    { numRuns: 10_000 },
  )
})
