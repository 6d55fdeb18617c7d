import type { Day, Half } from '#src/domain/calendar.ts'
import { daysOf, type Span } from '#src/domain/span.ts'
import type { Trx } from './deps.ts'
import { type Came, creditedTo } from './duties/credited.ts'

const HALVES: readonly Half[] = ['am', 'pm']

/** A group of a counter's ratings that a release put into one span. */
type Group = { counter: string; span: Pick<Span, 'kind' | 'from'> & { half?: Half | undefined } }

/**
 * Which groups hold ratings of that officer, by what the tablets wrote or by a correction, who may not read them though they may read the unit's: about themselves the narrower limit wins.
 * The whole group is kept back, so that what is left of a figure is never fewer than five. Null: nobody's.
 */
export async function ownGroups(
  trx: Trx,
  unit: string,
  officer: string | null,
): Promise<(group: Group) => boolean> {
  if (officer === null) return () => false
  const rows = await trx
    .selectFrom('tally')
    .select(['counter', 'day', 'hour'])
    .distinct()
    .where('unit', '=', unit)
    .where('officer', '=', officer)
    .execute()
  const came = await cameTo(trx, unit, officer)
  const byCounter = new Map<string, { day: Day; half: Half }[]>()
  const note = (counter: string, day: Day, half: Half) =>
    byCounter.set(counter, [...(byCounter.get(counter) ?? []), { day, half }])
  for (const { counter, day, hour } of rows) note(counter, day, hour < 12 ? 'am' : 'pm')
  for (const { day, rating } of came) for (const half of HALVES) note(rating.counter, day, half)
  return ({ counter, span }) => {
    const { from, to } = daysOf(span)
    return (byCounter.get(counter) ?? []).some(
      ({ day, half }) => from <= day && day <= to && (span.half ?? half) === half,
    )
  }
}

/** Which ratings are of that officer, `<log> <n>` the name, by what the tablet wrote or by a correction. Null: nobody's. */
export async function ownRatings(
  trx: Trx,
  unit: string,
  officer: string | null,
): Promise<(rating: { name: string; officer: string | null }) => boolean> {
  if (officer === null) return () => false
  const came = new Set((await cameTo(trx, unit, officer)).map(({ name }) => name))
  return ({ name, officer: of }) => of === officer || came.has(name)
}

async function cameTo(trx: Trx, unit: string, officer: string): Promise<readonly Came[]> {
  return (await creditedTo(trx, { officer, unit }, Number.MAX_SAFE_INTEGER)).came
}
