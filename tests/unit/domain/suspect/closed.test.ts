import { describe, expect, test } from 'vitest'
import { addDays, instantOf, ordinal } from '#src/domain/calendar.ts'
import type { Seen, Worked } from '#src/domain/suspect/seen.ts'
import { suspectsOf } from '#src/domain/suspect/suspect.ts'
import { makeRandom } from '#tests/simulate/random.ts'
import { bodyOf } from './citizen.ts'
import { END, HOURS, MINUTE, OFFICES } from './honest.ts'
import { add, markedHonest, markedStuffed } from './measured.ts'
import { SCRIPTS, type Script } from './stuffing.ts'

/** Monday to Friday, as the simulated counters work. */
const WORKED: Worked = { hours: [...Array.from({ length: 5 }, () => HOURS), [], []], off: [] }
const SEEDS = Array.from({ length: 10 }, (_, i) => `own hours ${i}`)

describe('a unit that has set its hours', () => {
  test.each<[string, number, Worked, boolean]>([
    ['20 minutes before', 450 - 20, WORKED, false],
    ['earlier', 450 - 21, WORKED, true],
    ['while it works', 600, WORKED, false],
    ['30 minutes after, while a closed tablet still asks who was served', 690 + 30, WORKED, false],
    ['later', 690 + 31, WORKED, true],
    ['on a day off', 600, { ...WORKED, off: [END] }, true],
    ['on a weekday of no hours', 600, { ...WORKED, hours: WORKED.hours.map(() => []) }, true],
    ['on any day, where it always works', 3, { off: [], hours: WORKED.hours.map(() => [[0, 1440]]) }, false],
  ])('has a rating judged by them at once, without a past: %s', (_, minute, worked, is) => {
    const half = ordinal(END, minute < 720 ? 'am' : 'pm')
    expect(suspectsOf([ratingAt(minute)], half, worked).map(({ rule }) => rule)).toEqual(is ? ['closed'] : [])
  })

  test('has nothing marked where it works more than it did before', () => {
    const past = Array.from({ length: 60 }, (_, i) =>
      ratingAt(500 + (i % 3), i + 1, addDays(END, -1 - (i % 20))),
    )
    const today = ratingAt(680, 61)
    const rules = (worked?: Worked) => suspectsOf([...past, today], ordinal(END, 'am'), worked)
    expect(rules().map(({ rule }) => rule)).toContain('closed')
    expect(rules(WORKED).map(({ rule }) => rule)).not.toContain('closed')
  })

  test('has no more honest ratings marked than by seen hours, and no fewer ways to stuff found', {
    timeout: 240_000,
  }, () => {
    const honest = (worked?: Worked) =>
      OFFICES.flatMap((office) => SEEDS.map((seed) => markedHonest(seed, office, worked))).reduce(add)
    const isFound = (script: Script, worked?: Worked) => {
      const days = SEEDS.map((seed) => markedStuffed(seed, script, worked).stuffed)
      return 2 * days.filter(({ marked, n }) => 2 * marked >= n).length > SEEDS.length
    }
    const found = (worked?: Worked) => SCRIPTS.filter((script) => isFound(script, worked)).length
    const [own, seen] = [honest(WORKED), honest()]
    console.log(`${own.marked} of ${own.n} honest ratings marked, by seen hours ${seen.marked}`)
    expect(own.by.closed ?? 0).toBe(0)
    expect(own.marked).toBeLessThanOrEqual(seen.marked)
    expect(found(WORKED)).toBeGreaterThanOrEqual(found())
  })
})

function ratingAt(minute: number, n = 1, day = END): Seen {
  const body = bodyOf(makeRandom('one'), 5)
  return {
    log: 'k3m9x2aq.1',
    n,
    at: instantOf(day) + minute * MINUTE,
    body: { ...body, ms: [3_000, 20_000] },
  }
}
