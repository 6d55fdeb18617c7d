import { addDays, type Day } from '#src/domain/calendar.ts'
import type { Days } from '#src/protocol/tree.ts'
import type { Trx } from '../deps.ts'

/** Local days, both included. */
export type Stretch = { from: Day; to: Day }

/** Days are text, and these are before and after all of them. */
const FIRST = ''
const LAST = '9999-12-31'
const ALWAYS: Stretch = { from: FIRST, to: LAST }

/** `reached`: the last day that has begun, or for which the unit has turned already. */
type Keeping = { from_day: Day; parent: string; reached: Day }

/**
 * From that local day on the unit stands under that one. What was set for days that are not reached goes; under whom it stood until then stays
 * known.
 */
export async function keepParent(
  trx: Trx,
  unit: string,
  { from_day, parent, reached }: Keeping,
): Promise<void> {
  const before = await trx
    .selectFrom('unit')
    .select('parent')
    .where('id', '=', unit)
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('unit_parent')
    .values({ unit, from_day: FIRST, parent: before.parent })
    .onConflict((known) => known.doNothing())
    .execute()
  await trx.deleteFrom('unit_parent').where('unit', '=', unit).where('from_day', '>', reached).execute()
  await trx
    .insertInto('unit_parent')
    .values({ unit, from_day, parent })
    .onConflict((known) => known.columns(['unit', 'from_day']).doUpdateSet({ parent }))
    .execute()
  await turnParent(trx, unit, reached)
}

/** From that local day on the unit stands where it was set to. */
export async function turnParent(trx: Trx, unit: string, day: Day): Promise<void> {
  const last = (await parentsOf(trx, unit)).findLast(({ from }) => from <= day)
  if (last) await trx.updateTable('unit').set({ parent: last.parent }).where('id', '=', unit).execute()
}

/** Where the unit will stand, and from which day on. */
export async function plannedParent(
  trx: Trx,
  unit: string,
  today: Day,
): Promise<{ from: Day; name: string } | null> {
  const found = await trx
    .selectFrom('unit_parent as p')
    .innerJoin('unit', 'unit.id', 'p.parent')
    .select(['p.from_day as from', 'unit.name'])
    .where('p.unit', '=', unit)
    .where('p.from_day', '>', today)
    .orderBy('p.from_day')
    .executeTakeFirst()
  return found ?? null
}

/** On which days the unit was, or will be, below that one, however far; in order, and none touches the next. */
export async function daysBelow(trx: Trx, unit: string, top: string, within = ALWAYS): Promise<Stretch[]> {
  const found: Stretch[] = []
  for (const { parent, ...stretch } of await parentsOf(trx, unit)) {
    const cut = both(stretch, within)
    if (parent === null || !cut) continue
    found.push(...(parent === top ? [cut] : await daysBelow(trx, parent, top, cut)))
  }
  return joined(found)
}

/** Undefined where they share no day. */
export function both(a: Stretch, b: Stretch): Stretch | undefined {
  const shared = { from: a.from > b.from ? a.from : b.from, to: a.to < b.to ? a.to : b.to }
  return shared.from <= shared.to ? shared : undefined
}

/** As it is said on the wire; null: all days. */
export function saidDays(days: readonly Stretch[]): Days[] | null {
  const said = days.map(({ from, to }) => ({ from: from || null, to: to === LAST ? null : to }))
  return said.length === 1 && said[0]?.from === null && said[0].to === null ? null : said
}

/**
 * Whether a unit is that one, or below it now or by anything that is planned, in whatever order plans turn: so what is refused by this never
 * makes a ring.
 */
export async function mayComeBelow(trx: Trx, unit: string, top: string, today: Day): Promise<boolean> {
  const seen = new Set<string>()
  const open = [unit]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === top) return true
    if (seen.has(at)) continue
    seen.add(at)
    const parents = (await parentsOf(trx, at)).filter(({ to }) => to >= today)
    const { parent } = await trx
      .selectFrom('unit')
      .select('parent')
      .where('id', '=', at)
      .executeTakeFirstOrThrow()
    open.push(...[parent, ...parents.map((one) => one.parent)].filter((one) => one !== null))
  }
  return false
}

async function parentsOf(trx: Trx, unit: string): Promise<(Stretch & { parent: string | null })[]> {
  const rows = await trx
    .selectFrom('unit_parent')
    .select(['from_day as from', 'parent'])
    .where('unit', '=', unit)
    .orderBy('from_day')
    .execute()
  if (rows.length === 0) {
    const now = await trx.selectFrom('unit').select('parent').where('id', '=', unit).executeTakeFirst()
    return now ? [{ ...ALWAYS, parent: now.parent }] : []
  }
  return rows.map((row, i) => ({ ...row, to: rows[i + 1] ? addDays(rows[i + 1]!.from, -1) : LAST }))
}

function joined(stretches: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = []
  for (const next of stretches.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = all.at(-1)
    if (last && next.from <= addDays(last.to, 1)) last.to = next.to > last.to ? next.to : last.to
    else all.push({ ...next })
  }
  return all
}
