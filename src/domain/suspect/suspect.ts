import { DAY_MS, halfDayOf, instantOf } from '../calendar.ts'
import { groupBy } from '../release.ts'
import { blackened, changedUp, closeBehind, crowded, hurried, oneHand } from './answer-rules.ts'
import { beat } from './beat.ts'
import { closed } from './closed.ts'
import { halfOf, type Rule, type Seen, type Worked } from './seen.ts'
import { burst, habit, rush } from './time-rules.ts'

/** Of which days before a half day the ratings are looked at. */
const DAYS_BEFORE = 28

/** Why a rating may be suspect, as ids; the words stand with the pages that show them. None of them says that somebody cheated. */
export const SUSPECT_RULES = [
  'burst',
  'closed',
  'beat',
  'habit',
  'rush',
  'hurried',
  'one-hand',
  'changed-up',
  'close-behind',
  'blackened',
  'crowded',
] as const
export type SuspectRule = (typeof SUSPECT_RULES)[number]

/** What was decided by other rules keeps their version. */
export const SUSPECT_VERSION = 1

const RULES: Record<SuspectRule, Rule> = {
  burst,
  closed,
  beat,
  habit,
  rush,
  hurried,
  'one-hand': oneHand,
  'changed-up': changedUp,
  'close-behind': closeBehind,
  blackened,
  crowded,
}

export type Suspect = { log: string; n: number; rule: SuspectRule; version: number }

/**
 * Which of a half day's ratings are suspect, and why, by the ratings of the logs on that half day and the 28 days before; others in
 * `ratings` are not looked at. Each log is judged by itself. `worked`: when the unit works, if it has said so. Ordered by log, number and
 * rule, whatever the order of what is given.
 */
export function suspectsOf(ratings: readonly Seen[], release: number, worked?: Worked): Suspect[] {
  const { day } = halfDayOf(release)
  const earliest = instantOf(day) - DAYS_BEFORE * DAY_MS
  const logs = [...groupBy(ratings, ({ log }) => log)].sort(([a], [b]) => (a < b ? -1 : 1))
  return logs.flatMap(([log, all]) => {
    const inOrder = [...all].sort((a, b) => a.n - b.n)
    const today = inOrder.filter((rating) => halfOf(rating) === release)
    const before = inOrder.filter((rating) => rating.at >= earliest && halfOf(rating) < release)
    const found = new Map(
      SUSPECT_RULES.map((rule) => [rule, new Set(RULES[rule]({ today, before, worked }))]),
    )
    return today.flatMap((rating) =>
      SUSPECT_RULES.filter((rule) => found.get(rule)?.has(rating)).map((rule) => ({
        log,
        n: rating.n,
        rule,
        version: SUSPECT_VERSION,
      })),
    )
  })
}
