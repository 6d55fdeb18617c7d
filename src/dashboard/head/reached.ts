import type { Day } from '#src/domain/calendar.ts'
import { GROUP } from '#src/domain/release.ts'
import type { Summary } from '#src/protocol/reports.ts'
import type { DashboardText } from '#src/ui/text/dashboard.ts'

/** The moment at which figures are read: the unit's day, and the time of the answer as it is written. */
export type Moment = { today: Day; clock: string }

type Reached = Pick<Summary, 'period' | 'closed'>

/** Up to when the figures of a period reach. */
export function reachText(
  { period, closed }: Reached,
  { today, clock }: Moment,
  words: DashboardText,
): string {
  const { overview, format } = words
  if (period.to < today) return overview.ended
  const reach = overview.reach(clock, format.day(today))
  if (closed === null || closed.day < period.from) return `${reach} ${overview.noReach}`
  return `${reach} ${overview.closedReach(overview.halfDay(closed.half, format.day(closed.day)))}`
}

/**
 * After how many more ratings of today the unit's figures move for certain: a day fills blocks of five of its own until it
 * is closed. Undefined where the period does not hold today, or today is closed.
 */
export function nextStep(
  { period, closed, today: count }: Reached & Pick<Summary, 'today'>,
  today: Day,
): number | undefined {
  const holds = period.from <= today && today <= period.to
  const isClosed = closed !== null && closed.half === 'pm' && closed.day >= today
  return holds && !isClosed ? GROUP - (count % GROUP) : undefined
}

/** Why a period has no figures yet, and how many ratings are missing: a sentence each. */
export function missingText(
  summary: Reached & Pick<Summary, 'today' | 'missing'>,
  today: Day,
  { overview, format: { number } }: DashboardText,
): string[] {
  const { missing, period } = summary
  const have = missing === 0 ? undefined : GROUP - missing
  if (period.to < today) {
    if (have === 0) return [overview.endedNone]
    return [have === undefined ? overview.endedLoose : overview.endedFew(number(have)), overview.endedWhere]
  }
  if (have === 0) return [overview.haveNone(number(missing))]
  const step = nextStep(summary, today)
  if (step === missing) return [overview.missing(number(GROUP - missing), number(missing))]
  const said =
    have === undefined ? overview.haveLoose : overview.missingAtLeast(number(have), number(missing))
  if (step !== undefined) return [said, overview.sureToday(number(step))]
  // What comes late to a closed day is in no block of that day alone.
  return period.to > today ? [said, overview.sureInDay(number(GROUP))] : [said]
}

/** Why the table of days has no day: a rating stands there once the half day in which it came in has closed. */
export function noDaysText(
  { period, closed, missing }: Reached & Pick<Summary, 'missing'>,
  { overview }: DashboardText,
): string {
  if (closed === null || closed.day < period.from) return overview.noDays
  return missing === GROUP ? overview.noDayRatings : overview.lateDays
}
