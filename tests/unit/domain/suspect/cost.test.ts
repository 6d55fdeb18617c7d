import { describe, expect, test } from 'vitest'
import { DAY_MS, instantOf, ordinal } from '#src/domain/calendar.ts'
import { groupBy } from '#src/domain/release.ts'
import { beat } from '#src/domain/suspect/beat.ts'
import type { Seen } from '#src/domain/suspect/seen.ts'
import { suspectsOf } from '#src/domain/suspect/suspect.ts'
import { makeRandom } from '#tests/simulate/random.ts'
import { END, honestTaps, OFFICES } from './honest.ts'
import { logged } from './log.ts'
import { SCRIPTS } from './stuffing.ts'

const START = instantOf(END)
const random = makeRandom('cost')

/** Half days as no counter ever had: when each of so many ratings was tapped, ms after midnight. */
const FULL: Record<string, (count: number) => number[]> = {
  'by chance': (count) => Array.from({ length: count }, () => random.int(0, 12 * 3_600_000 - 1)),
  'by the clock': (count) => Array.from({ length: count }, (_, i) => i * 8_640),
  'two heaps, half a minute apart': (count) =>
    Array.from({ length: count }, (_, i) => (i % 2) * 40_000 + i + (i < 2 ? 0 : 60_000)).with(-1, 43_000_000),
  'heaps every minute': (count) => Array.from({ length: count }, (_, i) => Math.floor(i / 8) * 60_000 + i),
}

describe('what it costs to look for suspect ratings', () => {
  test.each(Object.keys(FULL))('grows with the ratings of a half day, not with their square: %s', (shape) => {
    const half = readsOf(FULL[shape]!(2_500), 0)
    const whole = readsOf(FULL[shape]!(5_000), 0)
    expect(whole).toBeLessThan(2.5 * half)
    expect(whole).toBeLessThan(5_000 * 120 * 120)
    console.log(`${shape}: ${whole} looks at 5,000 ratings, ${half} at 2,500`)
  })

  test('grows with the 28 days before as they grow', () => {
    const half = readsOf(FULL['by chance']!(200), 1_000)
    const whole = readsOf(FULL['by chance']!(200), 2_000)
    expect(whole).toBeLessThan(2.5 * half)
  })

  test('no half day is too full for the stack', { timeout: 60_000 }, () => {
    const days = Array.from({ length: 28 }, (_, day) =>
      FULL['by chance']!(5_000).map((at) => at - day * DAY_MS),
    )
    const log = days.flat().sort((a, b) => a - b)
    expect(() =>
      suspectsOf(
        log.map((at, i) => rating(START + at, i + 1)),
        ordinal(END, 'am'),
      ),
    ).not.toThrow()
  })
})

test('on simulated days `beat` finds what a comparison of all with all finds', { timeout: 120_000 }, () => {
  const days = ['a', 'b'].flatMap((seed) => [
    ...OFFICES.map((office) => logged(honestTaps(makeRandom(seed), office))),
    ...SCRIPTS.map((script) => {
      const made = makeRandom(seed)
      return logged(script.stuff({ random: made, taps: honestTaps(made, script.office) }))
    }),
  ])
  const halves = days.flatMap((log) => halvesOf(log).slice(-12))
  const found = halves.map((today) => beat({ today, before: [] }).map(({ n }) => n))
  expect(found.filter(({ length }) => length > 0).length).toBeGreaterThan(1)
  expect(found).toEqual(halves.map(allWithAll))
})

/** How often a rating's time or answers are read while all rules are asked. */
function readsOf(times: readonly number[], before: number): number {
  let reads = 0
  const past = Array.from({ length: before }, (_, i) => 8 * 3_600_000 + i * 7_000 - (1 + (i % 20)) * DAY_MS)
  const log = [...past, ...times].sort((a, b) => a - b)
  const counted = log.map((at, i) => {
    const { log, n, body } = rating(START + at, i + 1)
    return {
      log,
      n,
      get at() {
        reads += 1
        return START + at
      },
      get body() {
        reads += 1
        return body
      },
    }
  })
  suspectsOf(counted, ordinal(END, 'am'))
  return reads
}

function rating(at: number, n: number): Seen {
  const body: Seen['body'] = {
    q: '4xin4luon@1',
    score: 5,
    std: '11111111',
    counter: 'q1',
    officer: null,
    ms: [3_000, 4_000],
    end: 'done',
    ch: 'kiosk',
  }
  return { log: 'k3m9x2aq.1', n, at, body }
}

function halvesOf(log: readonly Seen[]): Seen[][] {
  return [...groupBy(log, ({ at }) => Math.floor((at - START) / (DAY_MS / 2))).values()]
}

/** The rule as it is said, by comparing all with all. */
function allWithAll(today: readonly Seen[]): number[] {
  const found = new Set<Seen>()
  for (const [i, first] of today.entries()) {
    for (const second of today.slice(i + 1)) {
      const step = second.at - first.at
      const slack = Math.max(3_000, 0.03 * step)
      const beats = [first]
      while (step >= 30_000) {
        const due = first.at + beats.length * step
        const next = today.find(({ at }) => Math.abs(at - due) <= slack)
        if (!next || beats.includes(next)) break
        beats.push(next)
      }
      if (beats.length >= 8) for (const one of beats) found.add(one)
    }
  }
  return today.filter((one) => found.has(one)).map(({ n }) => n)
}
