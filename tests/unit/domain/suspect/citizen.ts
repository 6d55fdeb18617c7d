import type { RatingBody } from '#src/domain/rating-schema.ts'
import type { Random } from '#tests/simulate/random.ts'

/** A rating before it has a place in a log; `at`: when the face was tapped, ms. */
export type Tap = { at: number; body: RatingBody; honest: boolean }

/** How citizens of one counter answer. */
export type Taste = {
  /** Weights of the faces 1 to 5. */
  faces: readonly number[]
  /** Of the satisfied, how many use "Tất cả đều có". */
  shortcut: number
}

export const USUAL: Taste = { faces: [2, 3, 10, 30, 55], shortcut: 0.45 }
export const COUNTER = 'cccccc'
const STANDARDS = 8
const MET = [0.3, 0.45, 0.7, 0.9, 0.96]

/** A citizen's rating; how long since the screen was shown is filled in when all taps of the counter are known. */
export function citizen(random: Random, at: number, taste: Taste = USUAL): Tap {
  return { at, honest: true, body: bodyOf(random, faceOf(random, taste.faces), taste.shortcut) }
}

/** The answers of somebody who chose that face, at a person's pace. */
export function bodyOf(random: Random, score: RatingBody['score'], shortcut = USUAL.shortcut): RatingBody {
  const body = {
    q: '4xin4luon@1',
    score,
    counter: COUNTER,
    officer: 'aaaaaa',
    end: 'done',
    ch: 'kiosk',
  } as const
  const rechosen = random.chance(0.04) ? { rechosen: `${random.int(1, 5)}` } : {}
  const reasons = score <= 2 && random.chance(0.7) ? { reasons: reasonsOf(random) } : {}
  const extra = { ...rechosen, ...reasons }
  if (score >= 4 && random.chance(shortcut)) {
    return { ...body, ...extra, std: '1'.repeat(STANDARDS), all: 1, ms: [0, paced(random, 6_000, 0.5)] }
  }
  const left = random.chance(0.3)
  const std = Array.from({ length: STANDARDS }, () => {
    if (random.chance(left ? 0.8 : 0.04)) return '-'
    return random.chance(MET[score - 1]!) ? '1' : '0'
  }).join('')
  if (!left) return { ...body, ...extra, std, ms: [0, paced(random, 18_000, 0.4)] }
  const ms: [number, number] = [0, (std.includes('1') ? 60_000 : 30_000) + random.int(0, 9_000)]
  return { ...body, ...extra, std, end: 'timeout', ms }
}

export function faceOf(random: Random, weights: readonly number[]): RatingBody['score'] {
  let left = random.next() * weights.reduce((sum, one) => sum + one, 0)
  const face = weights.findIndex((weight) => {
    left -= weight
    return left < 0
  })
  return (face + 1) as RatingBody['score']
}

/** Lognormal: what people need for a task (R. Van Zandt, Psychonomic Bulletin & Review 7, 2000, 424–465, of response times). */
export function paced(random: Random, median: number, spread: number): number {
  return Math.round(median * Math.exp(spread * normal(random)))
}

/** Box and Muller's (Annals of Mathematical Statistics 29, 1958, 610–611). */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
}

function reasonsOf(random: Random): string {
  const first = random.int(0, 7)
  return Array.from({ length: 8 }, (_, i) => (i === first || random.chance(0.1) ? '1' : '-')).join('')
}
