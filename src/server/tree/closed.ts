import { addDays, type Period } from '#src/domain/calendar.ts'
import { openFrom, outsideBlocks } from '#src/domain/release.ts'
import { addTally, type Tally } from '#src/domain/tally.ts'
import type { ClosedFigures } from '#src/protocol/tree.ts'
import type { Deps, Trx } from '../deps.ts'
import { figuresOf } from '../figures.ts'
import { leftoversOf, tallyOfPeriod } from '../figures-read.ts'
import { presentTime } from '../trusted-time.ts'
import { unitNames } from './names.ts'

/** What of a unit's figures of a period may be read above it, and by who succeeds it: whole blocks of five of days that are closed. */
export async function closedFigures(
  trx: Trx,
  deps: Deps,
  unit: string,
  period: Period,
): Promise<ClosedFigures> {
  const row = await trx
    .selectFrom('unit')
    .select(['id', 'name', 'place', 'national_id', 'last_day', 'closed'])
    .where('id', '=', unit)
    .executeTakeFirstOrThrow()
  const { id, closed, last_day: last } = row
  const then = (await unitNames(trx, unit)).findLast(({ from_day }) => from_day <= period.to) ?? row
  return {
    unit: { id, name: then.name, place: then.place, nationalId: then.national_id, last },
    nowCalled: then.name === row.name ? null : row.name,
    period,
    figures: figuresOf(await closedTally(trx, { unit, period, closed })),
    reach: reachOf(closed),
    now: await presentTime(trx, deps),
  }
}

/** The last half day of the last day that is wholly closed. */
export function reachOf(closed: number): ClosedFigures['reach'] {
  return { day: addDays(openFrom(closed), -1), half: 'pm' }
}

type Of = { unit: string; period: Pick<Period, 'from' | 'to'>; closed: number }

/** `closed`: the unit's last closing. */
export async function closedTally(trx: Trx, { unit, period, closed }: Of): Promise<Tally> {
  const last = addDays(openFrom(closed), -1)
  const span = { unit, from: period.from, to: period.to < last ? period.to : last }
  const tally = await tallyOfPeriod(trx, span, closed)
  for (const { tally: left } of outsideBlocks(await leftoversOf(trx, span))) addTally(tally, left, -1)
  return tally
}
