import { type Day, type Half, instantOf } from '#src/domain/calendar.ts'
import { REASONS_OPEN_AT, type Score, STANDARDS } from '#src/domain/conduct.ts'
import type { Answers, Circumstances } from '#src/domain/rating.ts'
import { type Chance, chanceOf } from './chance.ts'
import { COUNTERS, STUFFED } from './commune.ts'
import { isMarketDay, type Stories } from './stories.ts'
import { commentFor, reasonFor } from './words.ts'

const MINUTE = 60_000

/** A citizen's rating: when the face was tapped by true time, ms, and all that they said. */
export type Tap = {
  at: number
  answers: Answers
  text: string | undefined
} & Pick<Circumstances, 'shownToTap' | 'tapToClose' | 'end'>

/** When people come, local minutes: the first and the last rating of a half day. */
const SPANS: Readonly<Record<Half, readonly [number, number]>> = { am: [455, 690], pm: [815, 1015] }

/** In the afternoon fewer come. */
const AFTERNOON = 0.75
const MARKET = 1.6
const THANKS_MS = 6_000
const SLOW_LOSS = 0.34
const STUFFING = 34

/** The half day of one counter (an index), in the order of the clock; always the same for the same seed and day. */
export function tapsOf(
  seed: string,
  { day, half }: { day: Day; half: Half },
  of: number,
  { slow, stuffed }: Stories,
): Tap[] {
  const chance = chanceOf(`${seed} ${day} ${half} ${of}`)
  const counter = COUNTERS[of]!
  const isSlow = slow.includes(day)
  const usual = counter.ratings * (half === 'pm' ? AFTERNOON : 1) * (isMarketDay(day) ? MARKET : 1)
  const count = Math.max(1, Math.round(usual * (0.6 + 0.8 * chance.share())))
  const satisfied = counter.satisfied - (isSlow ? SLOW_LOSS : 0)
  const [from, to] = SPANS[half]
  const midnight = instantOf(day)
  const taps = Array.from({ length: count }, () =>
    citizen(chance, midnight + chance.whole(from * MINUTE, to * MINUTE), { satisfied, isSlow }),
  )
  const isStuffed = of === STUFFED && half === 'am' && day === stuffed
  return oneByOne(isStuffed ? [...taps, ...stuffing(chance, day)] : taps)
}

/** A tablet has one citizen at a time: the next one waits until the thanks are over. */
function oneByOne(taps: readonly Tap[]): Tap[] {
  let free = 0
  return taps
    .toSorted((a, b) => a.at - b.at)
    .map((tap) => {
      const at = Math.max(tap.at, free)
      free = at + tap.tapToClose + THANKS_MS
      return { ...tap, at }
    })
}

function citizen(
  chance: Chance,
  at: number,
  { satisfied, isSlow }: { satisfied: number; isSlow: boolean },
): Tap {
  const score = scoreOf(chance, chance.is(satisfied))
  const all = score >= 4 && chance.is(0.4)
  const isTimeout = chance.is(0.18)
  const hasReason = !isTimeout && chance.is(score <= REASONS_OPEN_AT ? 0.75 : score === 3 ? 0.2 : 0)
  const reason = hasReason ? reasonFor(chance, isSlow) : undefined
  const writes = !isTimeout && chance.is(reason ? 0.3 : score >= 4 ? 0.035 : 0)
  return {
    at,
    answers: {
      score,
      standards: standardsOf(chance, score, all),
      all,
      reasons: reason ? [reason] : [],
      rechosen: chance.is(0.03) ? [score === 5 ? 4 : 5] : [],
    },
    text: writes ? commentFor(chance, reason, isSlow) : undefined,
    shownToTap: chance.whole(1_200, 9_000),
    tapToClose: isTimeout ? 30_000 : chance.whole(4_000, 20_000) + (writes ? 35_000 : 0),
    end: isTimeout ? 'timeout' : 'done',
  }
}

function scoreOf(chance: Chance, isSatisfied: boolean): Score {
  const scores: readonly (readonly [number, Score])[] = isSatisfied
    ? [
        [7, 5],
        [3, 4],
      ]
    : [
        [5, 3],
        [3, 2],
        [2, 1],
      ]
  return chance.of(scores)
}

/** Half of the people tick what they noticed; the worse the face, the less of it was kept. */
function standardsOf(chance: Chance, score: Score, all: boolean): Answers['standards'] {
  if (!all && chance.is(0.45)) return {}
  const ticked = STANDARDS.filter(() => all || chance.is(0.6))
  return Object.fromEntries(ticked.map((s) => [s, all || chance.is(0.12 + 0.165 * score) ? 'met' : 'unmet']))
}

/** The best face every twenty seconds while the counter is closed for noon, and nothing else, faster than anybody reads. */
function stuffing(chance: Chance, day: Day): Tap[] {
  return Array.from({ length: STUFFING }, (_, i) => ({
    at: instantOf(day) + 695 * MINUTE + i * 20_000 + chance.whole(0, 3_000),
    answers: { score: 5, standards: {}, all: false, reasons: [], rechosen: [] },
    text: undefined,
    shownToTap: chance.whole(250, 480),
    tapToClose: chance.whole(900, 1_600),
    end: 'done',
  }))
}
