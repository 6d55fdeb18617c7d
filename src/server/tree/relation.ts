import type { Relation } from '#src/domain/access.ts'
import { localTime } from '#src/domain/calendar.ts'
import { Id } from '#src/domain/id-schema.ts'
import type { Deps, Trx } from '../deps.ts'
import { daysBelow } from './parents.ts'

/** How a unit stands to the one whose account asks; undefined where there is no such unit. What is no id is asked of no database. */
export async function relationOf(
  trx: Trx,
  deps: Pick<Deps, 'now'>,
  { home, unit }: { home: string; unit: string },
): Promise<Relation | undefined> {
  if (unit === home) return 'own'
  if (!Id.safeParse(unit).success) return undefined
  const above = await unitsAbove(trx, unit)
  if (!above) return undefined
  if (above.includes(home)) return 'child'
  if (await isFormer(trx, deps, { home, unit })) return 'former'
  if (await hasLeft(trx, deps, { home, unit })) return 'left'
  return (await unitsAbove(trx, home))?.includes(unit) ? 'parent' : 'sister'
}

async function hasLeft(
  trx: Trx,
  { now }: Pick<Deps, 'now'>,
  { home, unit }: { home: string; unit: string },
): Promise<boolean> {
  const today = localTime(now()).day
  return (await daysBelow(trx, unit, home)).some(({ from }) => from <= today)
}

/** The nearest first; undefined where there is no such unit. */
export async function unitsAbove(trx: Trx, unit: string): Promise<string[] | undefined> {
  const above: string[] = []
  let at: string | null = unit
  while (at !== null) {
    const found: { parent: string | null } | undefined = await trx
      .selectFrom('unit')
      .select('parent')
      .where('id', '=', at)
      .executeTakeFirst()
    if (!found) return undefined
    at = found.parent
    if (at !== null) above.push(at)
  }
  return above
}

async function isFormer(
  trx: Trx,
  { now }: Pick<Deps, 'now'>,
  { home, unit }: { home: string; unit: string },
): Promise<boolean> {
  const found = await trx
    .selectFrom('succession')
    .select('from_day')
    .where('former', '=', unit)
    .where('successor', '=', home)
    .executeTakeFirst()
  return found !== undefined && found.from_day <= localTime(now()).day
}
