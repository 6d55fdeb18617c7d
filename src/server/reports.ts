import { halfDayOf, localTime, type Period } from '#src/domain/calendar.ts'
import { GROUP, shownOf } from '#src/domain/release.ts'
import { addTally } from '#src/domain/tally.ts'
import type { Summary } from '#src/protocol/reports.ts'
import type { Deps, Trx } from './deps.ts'
import { type Arrival, type Cell, figuresOf, shareCells, shownOfGroup, tailStart } from './figures.ts'
import { arrivalsOf, type Closed, countOf, lastRatings, tallyOfPeriod } from './figures-read.ts'

/**
 * What a head sees of a period (P9): a live count of today; the unit's own figures in steps of five, in the order in
 * which ratings were received; counters and days of closed half days, in steps of five of their own. All reads must see one moment.
 */
export async function summaryOf(trx: Trx, deps: Deps, unitId: string, period: Period): Promise<Summary> {
  const { closed, ...unit } = await trx
    .selectFrom('unit')
    .select(['id', 'name', 'place', 'closed'])
    .where('id', '=', unitId)
    .executeTakeFirstOrThrow()
  const today = localTime(deps.now()).day
  const span = { unit: unitId, from: period.from, to: period.to }
  const tally = await tallyOfPeriod(trx, span)
  const missing = tally.n < GROUP ? GROUP - tally.n : 0
  for (const late of await lastRatings(trx, span, tally.n - shownOf(tally.n))) addTally(tally, late, -1)
  const arrivals = await arrivalsOf(trx, span, closed)
  return {
    unit,
    period,
    epoch: deps.epoch,
    today: await countOf(trx, { unit: unitId, from: today, to: today }),
    figures: figuresOf(tally),
    missing,
    counters: await countersOf(trx, span, arrivals),
    days: await daysOf(trx, span, arrivals),
    closed: halfDayOf(closed),
  }
}

type Span = { unit: string; from: string; to: string }

async function countersOf(trx: Trx, span: Span, arrivals: readonly Closed[]): Promise<Summary['counters']> {
  const counters = await trx
    .selectFrom('counter')
    .select(['id as counter', 'label', 'name'])
    .where('unit', '=', span.unit)
    .execute()
  const vi = new Intl.Collator('vi', { numeric: true })
  counters.sort((a, b) => vi.compare(a.label, b.label))
  const cells: Cell[] = []
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

async function daysOf(trx: Trx, span: Span, arrivals: readonly Closed[]): Promise<Summary['days']> {
  const days = [...new Set(arrivals.map(({ day }) => day))].sort()
  const cells: Cell[] = []
  for (const day of days) {
    const own = arrivals.filter((arrival) => arrival.day === day)
    cells.push(await cellOf(trx, { ...span, from: day, to: day }, own))
  }
  const shares = shareCells(cells)
  return days.map((day, i) => ({ day, share: shares[i]!.share ?? null, hidden: shares[i]!.hidden }))
}

type Group = Span & { counter?: string; logs?: string[] }

/** The group's arrivals, a release an item, and what of them is shown: without the ratings beyond the last step of five. */
async function cellOf(trx: Trx, group: Group, closed: readonly Closed[]): Promise<Cell> {
  const arrivals = byRelease(closed)
  const shown = shownOfGroup(arrivals)
  if (shown.through === undefined || shown.beyond === 0) return { arrivals, shown }
  const since = tailStart(arrivals, shown.through, shown.beyond)
  const tail = await lastRatings(trx, { ...group, since, through: shown.through }, shown.beyond)
  const beyond = tail.reduce((sum, rating) => sum + rating.s4 + rating.s5, 0)
  return { arrivals, shown: { ...shown, satisfied: shown.satisfied - beyond } }
}

function byRelease(closed: readonly Closed[]): Arrival[] {
  const sums = new Map<number, Arrival>()
  for (const { release, n, satisfied } of closed) {
    const sum = sums.get(release) ?? { release, n: 0, satisfied: 0 }
    sums.set(release, { release, n: sum.n + n, satisfied: sum.satisfied + satisfied })
  }
  return [...sums.values()].sort((a, b) => a.release - b.release)
}
