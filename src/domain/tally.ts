import { questionnaire, REASONS, SATISFIED_FROM, SCORES, STANDARDS } from './conduct.ts'
import { CHANNELS } from './rating.ts'
import type { RatingBody } from './rating-schema.ts'
import { remembered } from './remembered.ts'

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
  const columns = columnsOf(body.q)
  if (!columns) return tally
  columns.standards.forEach(({ met, unmet }, i) => {
    if (body.std[i] === '1') tally[met] += 1
    if (body.std[i] === '0') tally[unmet] += 1
  })
  if (!body.reasons) return tally
  columns.reasons.forEach((why, i) => {
    if (body.reasons?.[i] === '1') tally[why] += 1
  })
  return tally
}

/** Where a questionnaire's standards and reasons are counted: to put the names together for each rating takes longer than to count. */
const columnsOf = /* @__PURE__ */ remembered((version: string) => {
  const q = questionnaire(version)
  return (
    q && {
      standards: q.standards.map((s) => ({ met: `met_${s}`, unmet: `unmet_${s}` }) as const),
      reasons: q.reasons.map((r) => `why_${r}` as const),
    }
  )
})

/** Adds the second into the first. */
export function addTally(into: Tally, more: Tally, times: 1 | -1 = 1): Tally {
  for (const c of COLUMNS) into[c] += times * more[c]
  return into
}

/** Whose tally it is: the officer's, '' where the tablet credits nobody, and HALL where it cannot know, since it stands in the hall. */
export function creditOf({ officer, ch }: Pick<RatingBody, 'officer' | 'ch'>): string {
  return officer ?? (ch === CHANNELS.hall ? HALL : '')
}

export const HALL = '*'

/** A tally, and how many of its ratings are of a counter and of no officer, where its own tablet could have known one. */
export type Shown = Tally & { alone: number }

/** What one rating adds to what is shown. */
export function shownOf(body: RatingBody): Shown {
  return { ...tallyOf(body), alone: creditOf(body) === '' ? 1 : 0 }
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
