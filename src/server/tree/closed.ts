import { addDays, localTime, type Period } from '#src/domain/calendar.ts'
import { openFrom, outsideBlocks } from '#src/domain/release.ts'
import { addTally, emptyTally, type Tally } from '#src/domain/tally.ts'
import type { ClosedFigures } from '#src/protocol/tree.ts'
import type { Deps, Trx } from '../deps.ts'
import { figuresOf } from '../figures.ts'
import { leftoversOf, tallyOfPeriod } from '../figures-read.ts'
import { presentTime } from '../trusted-time.ts'
import { unitNames } from './names.ts'
import { both, type Stretch, saidDays } from './parents.ts'

/** `days`: on which the unit was below who asks; undefined: of all. */
type Asked = { unit: string; period: Period; days: readonly Stretch[] | undefined }

/** What of a unit's figures of a period may be read above it, and by who succeeds it: whole blocks of five of days that are closed. */
export async function closedFigures(
  trx: Trx,
  deps: Deps,
  { unit, period, days }: Asked,
): Promise<ClosedFigures> {
  const row = await trx
    .selectFrom('unit')
    .select(['id', 'name', 'place', 'national_id', 'last_day', 'closed'])
    .where('id', '=', unit)
    .executeTakeFirstOrThrow()
  const { id, closed, last_day: last } = row
  const names = await unitNames(trx, unit)
  const until = days?.at(-1)?.to ?? period.to
  const namedAt = (day: string) => names.findLast(({ from_day }) => from_day <= day) ?? row
  const then = namedAt(until < period.to ? until : period.to)
  const { name: now } = until < (await todayOf(trx, deps)) ? namedAt(until) : row
  return {
    unit: {
      id,
      name: then.name,
      place: then.place,
      nationalId: then.national_id,
      last: last !== null && last > until ? null : last,
    },
    nowCalled: then.name === now ? null : now,
    period,
    figures: figuresOf(await closedTally(trx, { unit, period, closed, days })),
    reach: reachOf(closed, days),
    only: days ? saidDays(days) : null,
    now: await presentTime(trx, deps),
  }
}

async function todayOf(trx: Trx, deps: Deps): Promise<string> {
  return localTime(await presentTime(trx, deps)).day
}

/** The last half day of the last day that is wholly closed. */
export function reachOf(closed: number, days?: readonly Stretch[]): ClosedFigures['reach'] {
  const day = addDays(openFrom(closed), -1)
  const until = days?.at(-1)?.to ?? day
  return { day: until < day ? until : day, half: 'pm' }
}

type Of = { unit: string; period: Stretch; closed: number; days?: readonly Stretch[] | undefined }

/** `closed`: the unit's last closing. */
export async function closedTally(trx: Trx, { unit, period, closed, days }: Of): Promise<Tally> {
  const sum = emptyTally()
  for (const stretch of days ?? [period]) {
    const within = both(stretch, period)
    if (within) addTally(sum, await tallyOfStretch(trx, { unit, period: within, closed }))
  }
  return sum
}

async function tallyOfStretch(trx: Trx, { unit, period, closed }: Of): Promise<Tally> {
  const last = addDays(openFrom(closed), -1)
  const span = { unit, from: period.from, to: period.to < last ? period.to : last }
  const tally = await tallyOfPeriod(trx, span, closed)
  for (const { tally: left } of outsideBlocks(await leftoversOf(trx, span))) addTally(tally, left, -1)
  return tally
}
