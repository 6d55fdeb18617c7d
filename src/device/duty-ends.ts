import { addDays, DAY_MS, instantOf, localTime, weekday } from '#src/domain/calendar.ts'
import type { Config } from '#src/protocol/config.ts'
import type { Meta } from './stored.ts'

export type OnDuty = Meta['duty']

/** `unsure`: by this clock it would be over, and nobody knows whether the clock is right: a person is asked. */
export type Standing = 'stands' | 'over' | 'unsure'

/** `at`: wall clock, ms, set right by the server where that is known; `isMet`: it met the server within a day. */
export type Moment = { at: number; isMet: boolean }

/** At a start nobody knows yet how far the clock is off, so that it may stand a little before what the last duty was begun at. */
const SLACK_MS = 3_600_000

/** Is that officer still on duty at this tablet? A clock that nobody vouches for ends no duty, and credits nobody either. */
export function standingOf({ officer, counter, since }: OnDuty, config: Config, moment: Moment): Standing {
  const found = config.roster?.find(({ id }) => id === officer.id)
  if (!found || config.officer || config.retired || config.counter.id !== counter) return 'over'
  if (moment.at < since - SLACK_MS) return 'unsure'
  if (moment.at < dutyEnds(config.hours, since)) return 'stands'
  return moment.isMet ? 'over' : 'unsure'
}

/** When a duty that began at that instant ends by itself, ms: with the last working hour of its day, else at midnight. */
export function dutyEnds(hours: Config['hours'], since: number): number {
  const { day } = localTime(since)
  const minutes = (hours?.[weekday(day) - 1] ?? []).map(([, to]) => to)
  const closes = instantOf(day) + Math.max(0, ...minutes) * 60_000
  return since < closes ? closes : instantOf(addDays(day, 1))
}

/** Has a tablet whose clock says `now` heard the server within a day? `heardAt` by the same clock; undefined: never. */
export function isMet(now: number, heardAt: number | undefined): boolean {
  return heardAt !== undefined && now >= heardAt && now - heardAt < DAY_MS
}
