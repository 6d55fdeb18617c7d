import { localHour, minuteOfDay } from '../calendar.ts'
import { SATISFIED_FROM } from '../conduct.ts'
import { groupBy } from '../release.ts'
import { binomialTail } from '../statistics.ts'
import { daysOf, halfDays, halfOf, KNOWN_DAYS, KNOWN_FROM, type Look, runsOf, type Seen } from './seen.ts'

const SOON = [20_000, 75_000]
/** A family is smaller. */
const LEAST_RUN = 7
/** Where the past is too short to say, most businesses bring no more. */
const UNKNOWN_RUN = 13
const LONGER = 1.4

/**
 * Many in a row of one opinion, longer by far than ever in the 28 days: a scan (J. Naus, JASA 60, 1965, 532–538) judged by the
 * counter's own past, since where businesses come runs are usual.
 */
export function burst({ today, before }: Look): Seen[] {
  const least = daysOf(before).size >= KNOWN_DAYS ? LEAST_RUN : UNKNOWN_RUN
  return SOON.flatMap((soon) => {
    const longest = longestOf(halfDays(before).flatMap((half) => agreeing(half, soon)))
    return agreeing(today, soon)
      .filter((run) => run.length >= Math.max(least, LONGER * longest))
      .flat()
  })
}

/** Not by `Math.max(...)`, whose arguments leave the stack at some hundred thousand. */
function longestOf(runs: Iterable<readonly unknown[]>): number {
  let longest = 1
  for (const { length } of runs) longest = Math.max(longest, length)
  return longest
}

/** Parts of runs that are all satisfied, or all not. */
function agreeing(ratings: readonly Seen[], soon: number): Seen[][] {
  return runsOf(ratings, soon).flatMap((run) => {
    const parts: Seen[][] = []
    for (const rating of run) {
      const last = parts.at(-1)
      if (last?.[0] && isSatisfied(last[0]) === isSatisfied(rating)) last.push(rating)
      else parts.push([rating])
    }
    return parts
  })
}

function isSatisfied({ body }: Seen): boolean {
  return body.score >= SATISFIED_FROM
}

const BUNCH = 3
const BUNCH_SOON = 75_000
const SLOT_MINUTES = 30

/** Three in a row in a half hour of the clock in which four days of five had such a bunch, three times as often as other half hours. */
export function habit({ today, before }: Look): Seen[] {
  const days = daysOf(before).size
  if (days < KNOWN_DAYS) return []
  const bunches = bunchesOf(before)
  const slots = new Map<number, Set<string>>()
  for (const [first] of bunches) {
    if (!first) continue
    const slot = slotOf(first)
    slots.set(slot, (slots.get(slot) ?? new Set()).add(localHour(first.at).day))
  }
  const open = new Set(before.map(slotOf)).size
  const all = [...slots.values()].reduce((sum, { size }) => sum + size, 0)
  return bunchesOf(today)
    .filter(([first]) => {
      const held = first ? (slots.get(slotOf(first))?.size ?? 0) : 0
      return held >= 0.8 * days && held >= (3 * (all - held)) / Math.max(1, open - 1)
    })
    .flat()
}

function bunchesOf(ratings: readonly Seen[]): Seen[][] {
  return runsOf(ratings, BUNCH_SOON).filter((run) => run.length >= BUNCH)
}

function slotOf({ at }: Seen): number {
  return Math.floor(minuteOfDay(at) / SLOT_MINUTES)
}

const QUARTER_MINUTES = 15
const AT_ONCE = 20_000

/**
 * Far more of the half day's ratings than usual fall in one quarter of an hour of the clock, and more than ever fell in any;
 * those of one moment count as one.
 */
export function rush({ today, before }: Look): Seen[] {
  if (before.length < KNOWN_FROM || daysOf(before).size < KNOWN_DAYS) return []
  const quarter = ([first]: Seen[]) => (first ? Math.floor(minuteOfDay(first.at) / QUARTER_MINUTES) : 0)
  const isSameHalf = (one: Seen) => today[0] && halfOf(one) % 2 === halfOf(today[0]) % 2
  const past = runsOf(before.filter(isSameHalf), AT_ONCE)
  const now = runsOf(today, AT_ONCE)
  const days = groupBy(past, (run) => `${run[0] && halfOf(run[0])} ${quarter(run)}`)
  const most = longestOf(days.values())
  const usual = groupBy(past, quarter)
  return [...groupBy(now, quarter)].flatMap(([which, runs]) => {
    const share = ((usual.get(which)?.length ?? 0) + 1) / (past.length + 16)
    return runs.length > Math.max(4, most) && binomialTail(runs.length, now.length, share) < 1e-4
      ? runs.flat()
      : []
  })
}
