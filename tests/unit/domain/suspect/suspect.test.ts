import { describe, expect, test } from 'vitest'
import { localTime, ordinal } from '#src/domain/calendar.ts'
import { SUSPECT_VERSION, suspectsOf } from '#src/domain/suspect/suspect.ts'
import { makeRandom } from '#tests/simulate/random.ts'
import { END, honestTaps, OFFICES } from './honest.ts'
import { logged } from './log.ts'
import { add, markedHonest, markedStuffed } from './measured.ts'
import { SCRIPTS } from './stuffing.ts'

/**
 * The rules were made with other seeds. On a first set of twelve, held out too, 1.4 % of honest ratings were marked; the rules were then made
 * stricter on the seeds that they were made with, and these were drawn anew.
 */
const SEEDS = drawn('kept back', 30)

/** A set of thirty alone says little, since one crowded half day marks all of itself: 0.6 % to 1.2 %. */
const HONEST_SEEDS = [...SEEDS, ...drawn('own hours', 30), ...drawn('third', 60)]

/** Answers as citizens give them, when citizens give them, no more than a full day brings: what is not found on most days. */
const NOT_FOUND = [
  'slow drip with chance in it, varied answers',
  'good ratings at a person’s pace, here and there',
  'mimicry of the tablet’s own ratings and hours',
]

const LOGGED = logged(
  SCRIPTS[0]!.stuff({ random: makeRandom('a'), taps: honestTaps(makeRandom('a'), OFFICES[1]!) }),
)
const RELEASE = ordinal(END, 'am')

describe('suspect ratings', () => {
  test('are the same, in the same order, whatever the order of what is given', () => {
    const found = suspectsOf(LOGGED, RELEASE)
    expect(found.length).toBeGreaterThan(30)
    const random = makeRandom('order')
    for (let i = 0; i < 5; i += 1) {
      const places = new Map(LOGGED.map((one) => [one, random.next()]))
      const shuffled = [...LOGGED].sort((a, b) => places.get(a)! - places.get(b)!)
      expect(suspectsOf(shuffled, RELEASE)).toEqual(found)
    }
    expect(found.map(({ n }) => n)).toEqual(found.map(({ n }) => n).sort((a, b) => a - b))
    expect(new Set(found.map(({ version }) => version))).toEqual(new Set([SUSPECT_VERSION]))
  })

  test('are of that half day, by its log and the 28 days before alone', () => {
    const found = suspectsOf(LOGGED, RELEASE)
    const today = new Set(LOGGED.filter(({ at }) => localTime(at).day === END).map(({ n }) => n))
    expect(found.every(({ n }) => today.has(n))).toBe(true)
    const other = LOGGED.map((one) => ({ ...one, log: 'aaaaaaaa.1' }))
    expect(suspectsOf([...LOGGED, ...other], RELEASE).filter(({ log }) => log === LOGGED[0]!.log)).toEqual(
      found,
    )
    const earlier = LOGGED.map((one) => ({ ...one, n: -one.n, at: one.at - 60 * 86_400_000 }))
    expect(suspectsOf([...earlier, ...LOGGED], RELEASE)).toEqual(found)
  })

  test('are none where nobody rated', () => {
    expect(suspectsOf([], RELEASE)).toEqual([])
  })

  test('are less than 1 % of what citizens say at ten honest counters', { timeout: 240_000 }, () => {
    const each = OFFICES.map((office) => HONEST_SEEDS.map((seed) => markedHonest(seed, office)).reduce(add))
    const { marked, n } = each.reduce(add)
    console.log(
      `${marked} of ${n} honest ratings marked`,
      each.map((m, i) => `${OFFICES[i]!.name}: ${m.marked} of ${m.n}`),
    )
    expect(n).toBeGreaterThan(10_000)
    expect(marked / n).toBeLessThan(0.01)
  })

  /** A script is found on a day on which at least half of what it put in is marked; and as a whole, where so on most days. */
  test('are found for seventeen of twenty ways to stuff; nineteen are the goal', { timeout: 240_000 }, () => {
    const found = SCRIPTS.map((script) => {
      const days = SEEDS.map((seed) => markedStuffed(seed, script).stuffed)
      return { name: script.name, days: days.filter(({ marked, n }) => 2 * marked >= n).length }
    })
    console.log(found.map(({ name, days }) => `${name}: on ${days} of ${SEEDS.length} days`))
    const missed = found.filter(({ days }) => 2 * days <= SEEDS.length).map(({ name }) => name)
    expect(missed.filter((name) => !NOT_FOUND.includes(name))).toEqual([])
  })
})

function drawn(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${name} ${i}`)
}
