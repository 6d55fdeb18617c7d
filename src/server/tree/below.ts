import { type Day, localTime, type Period } from '#src/domain/calendar.ts'
import { byName } from '#src/domain/name-order.ts'
import { share } from '#src/domain/statistics.ts'
import { satisfied } from '#src/domain/tally.ts'
import { type Below, COMPARED, type Former } from '#src/protocol/tree.ts'
import type { Schema } from '../db/schema.ts'
import type { Deps, Trx } from '../deps.ts'
import { presentTime } from '../trusted-time.ts'
import { closedTally, reachOf } from './closed.ts'
import { unitNames } from './names.ts'
import { both, daysBelow, plannedParent, type Stretch, saidDays } from './parents.ts'

type Unit = Pick<Schema['unit'], 'id' | 'parent' | 'name' | 'place' | 'national_id' | 'last_day' | 'closed'>
const COLUMNS = ['id', 'parent', 'name', 'place', 'national_id', 'last_day', 'closed'] as const

/** All units below that one, each under its parent, with what of its figures of that period is closed. */
export async function belowOf(trx: Trx, deps: Deps, unit: string, period: Period): Promise<Below> {
  const now = await presentTime(trx, deps)
  const today = localTime(now).day
  const top = await trx.selectFrom('unit').select(COLUMNS).where('id', '=', unit).executeTakeFirstOrThrow()
  const units: Below['units'] = []
  for (const { depth, parent, ...below } of await unitsBelow(trx, unit)) {
    const days = await daysBelow(trx, below.id, unit)
    units.push({
      ...{ ...named(below), parent, depth },
      ...(await figuresOf(trx, below, { period, days })),
      tablets: await tabletsOf(trx, below.id),
      into: await successorsOf(trx, below.id),
      next: await namesAfter(trx, below.id, today),
      ...{ only: saidDays(days), left: false, move: await plannedParent(trx, below.id, today) },
    })
  }
  for (const { days, ...gone } of await unitsLeft(trx, unit)) {
    if (!days.some((stretch) => stretch.from <= today && both(stretch, period))) continue
    units.push({
      ...{ ...named(await asOf(trx, gone, days.at(-1)!.to)), parent: unit, depth: 0 },
      ...(await figuresOf(trx, gone, { period, days })),
      ...{ tablets: 0, into: [], next: [], only: saidDays(days), left: true, move: null },
    })
  }
  return { unit: named(top), units, period, now }
}

/** The units that this one succeeds. */
export async function formerOf(trx: Trx, unit: string): Promise<Former> {
  const rows = await trx
    .selectFrom('succession as s')
    .innerJoin('unit', 'unit.id', 's.former')
    .select(['s.from_day', 'unit.id', 'unit.name', 'unit.place', 'unit.national_id', 'unit.last_day'])
    .where('s.successor', '=', unit)
    .execute()
  const units = rows.map(({ from_day: from, ...former }) => ({ ...named(former), from }))
  return { units: units.sort((a, b) => byName(a.name, b.name)) }
}

/** Units that once were below that one, with the days on which they were. */
export async function unitsLeft(trx: Trx, top: string): Promise<(Unit & { days: Stretch[] })[]> {
  const now = new Set([top, ...(await unitsBelow(trx, top)).map(({ id }) => id)])
  const moved = await trx.selectFrom('unit_parent').select('unit').distinct().execute()
  const all: (Unit & { days: Stretch[] })[] = []
  for (const at of moved)
    for (const unit of [at.unit, ...(await unitsBelow(trx, at.unit)).map(({ id }) => id)]) {
      const days = now.has(unit) ? [] : await daysBelow(trx, unit, top)
      now.add(unit)
      if (days.length === 0) continue
      const row = await trx
        .selectFrom('unit')
        .select(COLUMNS)
        .where('id', '=', unit)
        .executeTakeFirstOrThrow()
      all.push({ ...row, days })
    }
  return all.sort((a, b) => byName(a.name, b.name))
}

/** As the unit was called on that day; that it ended later is not told. */
async function asOf(trx: Trx, unit: Unit, day: Day): Promise<Unit> {
  const then = (await unitNames(trx, unit.id)).findLast(({ from_day }) => from_day <= day)
  return {
    ...{ ...unit, ...(then && { name: then.name, place: then.place, national_id: then.national_id }) },
    last_day: unit.last_day !== null && unit.last_day <= day ? unit.last_day : null,
  }
}

/** Whoever walks the tree: a unit after its parent, and those beside one another by name. */
export async function unitsBelow(
  trx: Trx,
  unit: string,
): Promise<(Unit & { parent: string; depth: number })[]> {
  const all: (Unit & { parent: string; depth: number })[] = []
  const walk = async (parent: string, depth: number): Promise<void> => {
    const units = await trx.selectFrom('unit').select(COLUMNS).where('parent', '=', parent).execute()
    for (const one of units.sort((a, b) => byName(a.name, b.name))) {
      all.push({ ...one, parent, depth })
      await walk(one.id, depth + 1)
    }
  }
  await walk(unit, 0)
  return all
}

function named({ id, name, place, national_id, last_day }: Omit<Unit, 'parent' | 'closed'>): Below['unit'] {
  return { id, name, place, nationalId: national_id, last: last_day }
}

async function figuresOf(
  trx: Trx,
  { id, closed }: Pick<Unit, 'id' | 'closed'>,
  { period, days }: { period: Period; days: readonly Stretch[] },
): Promise<Pick<Below['units'][number], 'n' | 'share' | 'reach'>> {
  const tally = await closedTally(trx, { unit: id, period, closed, days })
  const compared = tally.n >= COMPARED ? share(satisfied(tally), tally.n) : undefined
  return { n: tally.n, share: compared ?? null, reach: reachOf(closed, days) }
}

async function tabletsOf(trx: Trx, unit: string): Promise<number> {
  const { n } = await trx
    .selectFrom('device')
    .select((of) => of.fn.countAll<number | string>().as('n'))
    .where('unit', '=', unit)
    .where('practice', '=', 0)
    .where('retired', '=', 0)
    .executeTakeFirstOrThrow()
  return Number(n)
}

function successorsOf(trx: Trx, unit: string): Promise<{ id: string; name: string }[]> {
  return trx
    .selectFrom('succession as s')
    .innerJoin('unit', 'unit.id', 's.successor')
    .select(['unit.id', 'unit.name'])
    .where('s.former', '=', unit)
    .orderBy('unit.id')
    .execute()
}

function namesAfter(trx: Trx, unit: string, day: Day): Promise<{ from: string; name: string }[]> {
  return trx
    .selectFrom('unit_name')
    .select(['from_day as from', 'name'])
    .where('unit', '=', unit)
    .where('from_day', '>', day)
    .orderBy('from_day')
    .execute()
}
