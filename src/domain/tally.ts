import { questionnaire, REASONS, SATISFIED_FROM, SCORES, STANDARDS } from './conduct.ts'
import type { RatingBody } from './rating-schema.ts'

/**
 * The one fold: ratings into counts. A tally is an array of integers, one a column; the same columns stand in the
 * database, in the summary and in what a rebuild compares.
 */
export const COLUMNS = [
  'n',
  ...SCORES.map((s) => `s${s}` as const),
  ...STANDARDS.map((s) => `met_${s}` as const),
  ...STANDARDS.map((s) => `unmet_${s}` as const),
  ...REASONS.map((r) => `why_${r}` as const),
  'all_met',
  'comments',
] as const
export type Column = (typeof COLUMNS)[number]
export type Tally = Record<Column, number>

const EMPTY: Readonly<Tally> = Object.freeze(Object.fromEntries(COLUMNS.map((c) => [c, 0])) as Tally)

export function emptyTally(): Tally {
  return { ...EMPTY }
}

/** What one rating adds. */
export function tallyOf(body: RatingBody): Tally {
  return addRating(emptyTally(), body)
}

/**
 * Adds one rating, without a tally of its own: each batch, verify and rebuild do so for every rating. A standard or reason of a
 * questionnaire that is not known yet is not counted until it is.
 */
export function addRating(tally: Tally, body: RatingBody): Tally {
  tally.n += 1
  tally[`s${body.score}`] += 1
  tally.all_met += body.all ?? 0
  tally.comments += body.comment ? 1 : 0
  const q = questionnaire(body.q)
  if (!q) return tally
  q.standards.forEach((standard, i) => {
    if (body.std[i] === '1') tally[`met_${standard}`] += 1
    if (body.std[i] === '0') tally[`unmet_${standard}`] += 1
  })
  if (!body.reasons) return tally
  q.reasons.forEach((reason, i) => {
    if (body.reasons?.[i] === '1') tally[`why_${reason}`] += 1
  })
  return tally
}

/** Adds the second into the first. */
export function addTally(into: Tally, more: Tally, times: 1 | -1 = 1): Tally {
  for (const c of COLUMNS) into[c] += times * more[c]
  return into
}

/** A tally, and how many of its ratings are of a counter and of no officer. */
export type Shown = Tally & { alone: number }

/** What one rating adds to what is shown. */
export function shownOf(body: RatingBody): Shown {
  return { ...tallyOf(body), alone: body.officer === null ? 1 : 0 }
}

export function addShown(into: Shown, more: Shown, times: 1 | -1 = 1): Shown {
  addTally(into, more, times)
  into.alone += times * more.alone
  return into
}

/** Ratings that count as satisfied. */
export function satisfied(tally: Tally): number {
  return SCORES.filter((s) => s >= SATISFIED_FROM).reduce((sum, s) => sum + tally[`s${s}`], 0)
}
