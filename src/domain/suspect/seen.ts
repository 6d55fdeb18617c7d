import { type Day, localHour, ordinal } from '../calendar.ts'
import type { RatingBody } from '../rating-schema.ts'
import { groupBy } from '../release.ts'

/** A rating as a log holds it; `at`: when the face was tapped, ms. */
export type Seen = { log: string; n: number; at: number; body: RatingBody }

/** When a unit works: for each weekday, Monday first, the minutes from and to since midnight; and the days off whatever these say. */
export type Worked = {
  hours: readonly (readonly (readonly [from: number, to: number])[])[]
  off: readonly Day[]
}

/**
 * What a rule looks at: the ratings of one log on one half day, and those of the 28 days before, each in the log's order; `worked`
 * where the unit has set its hours.
 */
export type Look = { today: readonly Seen[]; before: readonly Seen[]; worked?: Worked | undefined }

/** Those of the half day that are suspect by it. */
export type Rule = (look: Look) => readonly Seen[]

/** Under so many ratings before, nobody knows what is usual at a counter. */
export const KNOWN_FROM = 40

/** On so many days before a counter's hours are known. */
export const KNOWN_DAYS = 10

/** The half day on which a rating counts, as `ordinal` counts them. */
export function halfOf({ at }: Seen): number {
  const { day, hour } = localHour(at)
  return ordinal(day, hour < 12 ? 'am' : 'pm')
}

/** The ratings of each half day on which there was one. */
export function halfDays(ratings: readonly Seen[]): Seen[][] {
  return [...groupBy(ratings, halfOf).values()]
}

export function daysOf(ratings: readonly Seen[]): Set<Day> {
  return new Set(ratings.map(({ at }) => localHour(at).day))
}

/** Runs in which each tap came so soon after the screen was shown again, ms; a rating with nobody near it is a run of one. */
export function runsOf(ratings: readonly Seen[], soon: number): Seen[][] {
  const runs: Seen[][] = []
  for (const rating of ratings) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    const isNear = last && rating.at - last.at < soon + 70_000 && rating.body.ms[0] <= soon
    if (run && isNear) run.push(rating)
    else runs.push([rating])
  }
  return runs
}
