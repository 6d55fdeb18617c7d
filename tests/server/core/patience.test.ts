import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressOf, networkOf } from '#src/server/address.ts'
import { type Patience, type Tries, waitFor, withFailure, withoutFailure } from '#src/server/patience.ts'

const GROWS: Patience = { kind: 'grows', free: 2, first: 10, most: 30, forgets: 1000 }
const LEAKS: Patience = { kind: 'leaks', holds: 3, each: 10 }

test.each<[Patience, Tries, number, number]>([
  [GROWS, { failures: 1, last_at: 0 }, 0, 0],
  [GROWS, { failures: 2, last_at: 0 }, 0, 10],
  [GROWS, { failures: 3, last_at: 0 }, 5, 15],
  [GROWS, { failures: 9, last_at: 0 }, 0, 30],
  [GROWS, { failures: 9, last_at: 0 }, 30, 0],
  [GROWS, { failures: 9, last_at: 500 }, 0, 30],
  [GROWS, { failures: 1e9, last_at: 0 }, 1001, 0],
  [LEAKS, { failures: 2, last_at: 0 }, 0, 0],
  [LEAKS, { failures: 3, last_at: 0 }, 0, 10],
  [LEAKS, { failures: 3, last_at: 0 }, 9, 1],
  [LEAKS, { failures: 3, last_at: 0 }, 10, 0],
  [LEAKS, { failures: 3, last_at: 500 }, 0, 10],
])('%j with %j waits at %i for %i ms', (patience, tries, now, wait) => {
  expect(waitFor(patience, tries, now)).toBe(wait)
})

test('a success takes back one try of many people, and all of one person', () => {
  expect(withoutFailure(LEAKS, { failures: 3, last_at: 7 })).toEqual({ failures: 2, last_at: 7 })
  expect(withoutFailure(LEAKS, { failures: 1, last_at: 7 })).toBeUndefined()
  expect(withoutFailure(GROWS, { failures: 3, last_at: 7 })).toBeUndefined()
  expect(withFailure(GROWS, { failures: 9, last_at: 0 }, 1001)).toEqual({ failures: 1, last_at: 1001 })
})

test('a guesser who asks whenever they like is never answered more often than the leak allows', () => {
  const pauses = fc.array(fc.nat(25), { maxLength: 200 })
  fc.assert(
    fc.property(pauses, (all) => {
      let now = 0
      let answered = 0
      let tries: Tries = { failures: 0, last_at: 0 }
      for (const pause of all) {
        now += pause
        if (waitFor(LEAKS, tries, now) > 0) continue
        tries = withFailure(LEAKS, tries, now)
        answered += 1
      }
      expect(answered).toBeLessThanOrEqual(3 + now / 10)
    }),
  )
})

test('a guesser who never rests is answered just as often as the leak allows', () => {
  let tries: Tries = { failures: 0, last_at: 0 }
  let answered = 0
  for (let now = 0; now <= 1000; now += 1) {
    if (waitFor(LEAKS, tries, now) > 0) continue
    tries = withFailure(LEAKS, tries, now)
    answered += 1
  }
  expect(answered).toBe(3 + 100)
})

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0DB8:0001:2:ffff::9', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
  ['', ''],
])('%s stands for %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

test.each<[string | undefined, string | string[] | undefined, boolean, string]>([
  ['10.0.0.1', '203.0.113.7', false, '10.0.0.1'],
  ['10.0.0.1', '203.0.113.7', true, '203.0.113.7'],
  ['10.0.0.1', '1.2.3.4, 203.0.113.7', true, '203.0.113.7'],
  ['10.0.0.1', '1.2.3.4, [2001:db8::1]:4711', true, '2001:db8::1'],
  ['10.0.0.1', '203.0.113.7:4711', true, '203.0.113.7'],
  ['10.0.0.1', 'unknown', true, '10.0.0.1'],
  ['10.0.0.1', '', true, '10.0.0.1'],
  ['10.0.0.1', undefined, true, '10.0.0.1'],
  [undefined, undefined, false, ''],
])('socket %j and X-Forwarded-For %j, proxy trusted %j: %s asks', (socket, forwarded, trusted, address) => {
  expect(addressOf(socket, forwarded, trusted)).toBe(address)
})
