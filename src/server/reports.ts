import { halfDayOf, localTime, type Period } from '#src/domain/calendar.ts'
import { GROUP, openFrom, outsideBlocks, shownOf } from '#src/domain/release.ts'
import { share } from '#src/domain/statistics.ts'
import { addShown, type Shown, satisfied } from '#src/domain/tally.ts'
import type { Summary } from '#src/protocol/reports.ts'
import type { Deps, Trx } from './deps.ts'
import { type Cell, figuresOf, shareCells } from './figures.ts'
import {
  type Closed,
  closedOf,
  countOf,
  type Left,
  lastRatings,
  leftoversOf,
  nextLeftovers,
  openDays,
  tallyOfPeriod,
} from './figures-read.ts'
import { ownGroups } from './own-duty.ts'
import { releasedSums } from './released-sums.ts'
import type { ReadBy } from './rows.ts'
import { presentTime } from './trusted-time.ts'

/**
 * What a head sees of a period (P9): a live count of today; the figures of the unit and of its days in blocks of five that
 * never change, so that no subtraction tells of fewer; counters in the groups of five and more of their released rows. All
 * reads must see one moment.
 */
export async function summaryOf(
  trx: Trx,
  deps: Deps,
  { unit: unitId, self }: ReadBy,
  period: Period,
): Promise<Summary> {
  const { closed, ...unit } = await trx
    .selectFrom('unit')
    .select(['id', 'name', 'place', 'closed'])
    .where('id', '=', unitId)
    .executeTakeFirstOrThrow()
  const now = await presentTime(trx, deps)
  const today = localTime(now).day
  const span = { unit: unitId, from: period.from, to: period.to }
  const leftovers = await leftoversOf(trx, span)
  const shown = await shownTally(trx, span, { leftovers, closed })
  const figures = figuresOf(shown)
  const arrivals = await closedOf(trx, span, closed)
  return {
    unit,
    period,
    epoch: deps.epoch,
    today: await countOf(trx, { unit: unitId, from: today, to: today }),
    figures: figures && { ...figures, alone: shown.alone },
    missing: figures ? 0 : Math.max(0, GROUP - (await countOf(trx, span))),
    counters: await countersOf(trx, span, { arrivals, self }),
    days: await daysOf(trx, span, { arrivals, leftovers, closed }),
    closed: halfDayOf(closed),
    now,
  }
}

type Span = { unit: string; from: string; to: string }
type Seen = { arrivals: readonly Closed[]; leftovers: readonly Left[]; closed: number }

/** The blocks of the period's days and of leftovers that lie wholly in it, those that came since the closing among them. */
async function shownTally(
  trx: Trx,
  span: Span,
  { leftovers, closed }: Pick<Seen, 'leftovers' | 'closed'>,
): Promise<Shown> {
  const tally = await tallyOfPeriod(trx, span, closed)
  const next = await nextLeftovers(trx, span, closed)
  for (const { tally: late } of next) addShown(tally, late, 1)
  for (const { tally: left } of outsideBlocks([...leftovers, ...next])) addShown(tally, left, -1)
  for (const { day, n } of await openDays(trx, span, closed)) {
    const last = await lastRatings(trx, { ...span, from: day, to: day }, n - shownOf(n))
    for (const rating of last) addShown(tally, rating, -1)
  }
  return tally
}

/** A counter's figures are the sum of the groups of its rows that were released in spans of the period. */
async function countersOf(
  trx: Trx,
  span: Span,
  { arrivals, self }: { arrivals: readonly Closed[]; self: string | null },
): Promise<Summary['counters']> {
  const counters = await trx
    .selectFrom('counter')
    .select(['id as counter', 'label', 'name'])
    .where('unit', '=', span.unit)
    .execute()
  const vi = new Intl.Collator('vi', { numeric: true })
  counters.sort((a, b) => vi.compare(a.label, b.label))
  const isOwn = await ownGroups(trx, span.unit, self)
  const sums = (await releasedSums(trx, span)).filter((group) => !isOwn(group))
  return counters.map((counter) => {
    const own = sums.filter((group) => group.counter === counter.counter)
    const total = (of: 'n' | 'satisfied') => own.reduce((sum, group) => sum + group[of], 0)
    const shown = share(total('satisfied'), total('n')) ?? null
    return {
      ...counter,
      share: shown,
      hidden: !shown && arrivals.some((arrival) => arrival.counter === counter.counter),
      through: shown && halfDayOf(Math.max(...own.map(({ through }) => through))),
    }
  })
}

/** A day's own blocks, of closed half days, and the blocks of leftovers that lie wholly in it. */
async function daysOf(trx: Trx, span: Span, { arrivals, leftovers, closed }: Seen): Promise<Summary['days']> {
  const days = [...new Set(arrivals.map(({ day }) => day))].sort()
  const cells: Cell[] = []
  for (const day of days) {
    const own = arrivals.filter((arrival) => arrival.day === day)
    const total = own.reduce((sum, { n }) => sum + n, 0)
    const hidden =
      day < openFrom(closed)
        ? outsideBlocks(leftovers.filter((left) => left.day === day)).map(({ tally }) => tally)
        : await lastRatings(trx, { ...span, from: day, to: day, through: closed }, total - shownOf(total))
    const beyond = hidden.reduce((sum, tally) => sum + satisfied(tally), 0)
    const high = own.reduce((sum, arrival) => sum + arrival.satisfied, 0)
    cells.push({ total, shown: { n: total - hidden.length, satisfied: high - beyond } })
  }
  const shares = shareCells(cells)
  return days.map((day, i) => ({ day, share: shares[i]!.share ?? null, hidden: shares[i]!.hidden }))
}
