import { halfDayOf, localTime, type Period } from '#src/domain/calendar.ts'
import { GROUP, openFrom, outsideBlocks, shownOf } from '#src/domain/release.ts'
import { addTally, satisfied, type Tally } from '#src/domain/tally.ts'
import type { Summary } from '#src/protocol/reports.ts'
import type { Deps, Trx } from './deps.ts'
import {
  type Arrival,
  type Cell,
  figuresOf,
  type Shown,
  shareCells,
  shownOfGroup,
  tailStart,
} from './figures.ts'
import {
  arrivalsOf,
  type Closed,
  countOf,
  type Left,
  lastRatings,
  leftoversOf,
  openDays,
  tallyOfPeriod,
} from './figures-read.ts'

/**
 * What a head sees of a period (P9): a live count of today; the figures of the unit and of its days in blocks of five that
 * never change, so that no subtraction tells of fewer; counters of closed half days, in steps of five of their own. All
 * reads must see one moment.
 */
export async function summaryOf(trx: Trx, deps: Deps, unitId: string, period: Period): Promise<Summary> {
  const { closed, ...unit } = await trx
    .selectFrom('unit')
    .select(['id', 'name', 'place', 'closed'])
    .where('id', '=', unitId)
    .executeTakeFirstOrThrow()
  const today = localTime(deps.now()).day
  const span = { unit: unitId, from: period.from, to: period.to }
  const leftovers = await leftoversOf(trx, span)
  const figures = figuresOf(await shownTally(trx, span, { leftovers, closed }))
  const arrivals = await arrivalsOf(trx, span, closed)
  return {
    unit,
    period,
    epoch: deps.epoch,
    today: await countOf(trx, { unit: unitId, from: today, to: today }),
    figures,
    missing: figures ? 0 : Math.max(0, GROUP - (await countOf(trx, span))),
    counters: await countersOf(trx, span, arrivals),
    days: await daysOf(trx, span, { arrivals, leftovers, closed }),
    closed: halfDayOf(closed),
  }
}

type Span = { unit: string; from: string; to: string }
type Seen = { arrivals: readonly Closed[]; leftovers: readonly Left[]; closed: number }

/** The blocks of the period's days, and the blocks of leftovers that lie wholly in it. */
async function shownTally(
  trx: Trx,
  span: Span,
  { leftovers, closed }: Pick<Seen, 'leftovers' | 'closed'>,
): Promise<Tally> {
  const tally = await tallyOfPeriod(trx, span, closed)
  for (const left of outsideBlocks(leftovers)) addTally(tally, left.tally, -1)
  for (const { day, n } of await openDays(trx, span, closed)) {
    const last = await lastRatings(trx, { ...span, from: day, to: day }, n - shownOf(n))
    for (const rating of last) addTally(tally, rating, -1)
  }
  return tally
}

async function countersOf(trx: Trx, span: Span, arrivals: readonly Closed[]): Promise<Summary['counters']> {
  const counters = await trx
    .selectFrom('counter')
    .select(['id as counter', 'label', 'name'])
    .where('unit', '=', span.unit)
    .execute()
  const vi = new Intl.Collator('vi', { numeric: true })
  counters.sort((a, b) => vi.compare(a.label, b.label))
  const cells: (Cell & { shown: Shown })[] = []
  for (const { counter } of counters) {
    const own = arrivals.filter((arrival) => arrival.counter === counter)
    cells.push(await cellOf(trx, { ...span, counter, logs: [...new Set(own.map(({ log }) => log))] }, own))
  }
  const shares = shareCells(cells)
  return counters.map((counter, i) => {
    const { share, hidden } = shares[i]!
    const through = cells[i]!.shown.through
    return {
      ...counter,
      share: share ?? null,
      hidden,
      through: through === undefined ? null : halfDayOf(through),
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

type Group = Span & { counter: string; logs: string[] }

/** A counter's cell: without the ratings beyond the last step of five. */
async function cellOf(trx: Trx, group: Group, closed: readonly Closed[]): Promise<Cell & { shown: Shown }> {
  const arrivals = byRelease(closed)
  const shown = shownOfGroup(arrivals)
  const total = arrivals.reduce((sum, { n }) => sum + n, 0)
  if (shown.through === undefined || shown.beyond === 0) return { total, shown }
  const since = tailStart(arrivals, shown.through, shown.beyond)
  const tail = await lastRatings(trx, { ...group, since, through: shown.through }, shown.beyond)
  const beyond = tail.reduce((sum, rating) => sum + satisfied(rating), 0)
  return { total, shown: { ...shown, satisfied: shown.satisfied - beyond } }
}

function byRelease(closed: readonly Closed[]): Arrival[] {
  const sums = new Map<number, Arrival>()
  for (const { release, n, satisfied } of closed) {
    const sum = sums.get(release) ?? { release, n: 0, satisfied: 0 }
    sums.set(release, { release, n: sum.n + n, satisfied: sum.satisfied + satisfied })
  }
  return [...sums.values()].sort((a, b) => a.release - b.release)
}
