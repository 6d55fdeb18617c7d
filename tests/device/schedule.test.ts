import { expect, test } from 'vitest'
import { parseRetryAfter } from '#src/device/post.ts'
import { delayAfter, delayFor, openSchedule, type Reason, type Result } from '#src/device/schedule.ts'
import { breathe, makeClock } from '#tests/support/device.ts'

const PACE = { spread: 60, heartbeat: 15 }
const MINUTE = 60_000

test.each<[string, number, number | undefined, number, number]>([
  ['done: the heartbeat', 0, undefined, 0.9, 15_000],
  ['done, and asked to wait', 0, 120_000, 0.9, 120_000],
  ['first failure, all of the span', 1, undefined, 0.999999, 2_000],
  ['first failure, none of it', 1, undefined, 0, 0],
  ['second', 2, undefined, 0.5, 2_000],
  ['third', 3, undefined, 0.5, 4_000],
  ['eighth: under the cap', 8, undefined, 0.999999, 256_000],
  ['ninth: the cap of five minutes', 9, undefined, 0.999999, 5 * MINUTE],
  ['the thousandth too', 1_000, undefined, 0.999999, 5 * MINUTE],
  ['asked to wait, and spread behind it', 1, 30_000, 0.5, 31_000],
  ['asked for a day: a quarter of an hour at most', 1, 86_400_000, 0, 15 * MINUTE],
])('delay after an exchange: %s', (_, failures, retryAfter, chance, delay) => {
  expect(delayAfter({ failures, retryAfter }, PACE, chance)).toBe(delay)
})

test('a heartbeat is never shorter than five seconds', () => {
  expect(delayAfter({ failures: 0 }, { spread: 0, heartbeat: 0 }, 0)).toBe(5_000)
})

test.each<[Reason, number, number | undefined]>([
  ['start', 0, 30_000],
  ['online', 0, 30_000],
  ['online', 5, 30_000],
  ['visible', 0, 1_000],
  ['visible', 5, 1_000],
  ['sync', 0, 1_000],
  ['rating', 0, 1_000],
  ['rating', 1, undefined],
])('delay for %s after %d failures', (reason, failures, delay) => {
  expect(delayFor(reason, failures, PACE, 0.5)).toBe(delay)
})

test.each<[string, Record<string, string>, number | undefined]>([
  ['none', {}, undefined],
  ['seconds', { 'Retry-After': '120' }, 120_000],
  [
    'a date, by the same clock',
    { 'Retry-After': 'Mon, 23 Nov 2026 02:00:30 GMT', Date: 'Mon, 23 Nov 2026 02:00:00 GMT' },
    30_000,
  ],
  [
    'a date that has passed',
    { 'Retry-After': 'Mon, 23 Nov 2026 01:00:00 GMT', Date: 'Mon, 23 Nov 2026 02:00:00 GMT' },
    0,
  ],
  ['a date and no clock', { 'Retry-After': 'Mon, 23 Nov 2026 01:00:00 GMT' }, undefined],
  ['nonsense', { 'Retry-After': 'soon' }, undefined],
])('Retry-After: %s', (_, headers, ms) => {
  expect(parseRetryAfter(new Headers(headers))).toBe(ms)
})

/** A schedule whose exchanges end as they are told; answers when (s) they happened. */
function scheduled(results: Result[] = [], chance = 0.5) {
  const clock = makeClock(0)
  const at: number[] = []
  const world = { later: clock.later, mono: clock.now, chance: () => chance }
  const schedule = openSchedule(
    world,
    async () => {
      at.push(clock.now() / 1000)
      return results.shift() ?? { ok: true }
    },
    () => PACE,
  )
  return { clock, at, schedule }
}

test('after start it waits its share of the spread, then beats', async () => {
  const { clock, at, schedule } = scheduled()
  schedule.poke('start')
  await clock.pass(65_000)
  expect(at).toEqual([30, 45, 60])
})

test('ratings within a second are one exchange', async () => {
  const { clock, at, schedule } = scheduled()
  schedule.poke('rating')
  await clock.pass(500)
  schedule.poke('rating')
  await clock.pass(5_000)
  expect(at).toEqual([1])
})

test('failures double the span; a rating does not cut it short, success ends it', async () => {
  const no = { ok: false }
  const { clock, at, schedule } = scheduled([no, no, no, no])
  await schedule.now()
  schedule.poke('rating')
  await clock.pass(30_000)
  expect(at).toEqual([0, 1, 3, 7, 15, 30])
})

test('Retry-After is obeyed by every trigger but a person', async () => {
  const { clock, at, schedule } = scheduled([{ ok: false, retryAfter: 60_000 }])
  await schedule.now()
  schedule.poke('online')
  schedule.poke('visible')
  await clock.pass(10_000)
  expect(at).toEqual([0])
  await schedule.now()
  expect(at).toEqual([0, 10])
})

test('what is asked for while an exchange runs happens after it', async () => {
  const clock = makeClock(0)
  const at: number[] = []
  let finish: (result: Result) => void = () => undefined
  const exchange = () => {
    at.push(clock.now() / 1000)
    return new Promise<Result>((resolve) => {
      finish = resolve
    })
  }
  const schedule = openSchedule(
    { later: clock.later, mono: clock.now, chance: () => 0 },
    exchange,
    () => PACE,
  )
  const [one, two] = [schedule.now(), schedule.now()]
  schedule.poke('rating')
  finish({ ok: true })
  await Promise.all([one, two])
  await clock.pass(2_000)
  expect(at).toEqual([0, 1])
})

test('once stopped it is silent', async () => {
  const { clock, at, schedule } = scheduled()
  schedule.poke('rating')
  schedule.stop()
  schedule.poke('online')
  await clock.pass(60_000)
  await schedule.now()
  await breathe()
  expect(at).toEqual([])
})
