import type { Day, Half } from '#src/domain/calendar.ts'
import { daysOf, type Span } from '#src/domain/span.ts'
import type { Trx } from './deps.ts'

/** A group of a counter's ratings that a release put into one span. */
type Group = { counter: string; span: Pick<Span, 'kind' | 'from'> & { half?: Half | undefined } }

/**
 * Which groups hold ratings of that officer, who may not read them though they may read the unit's: about themselves the narrower limit wins.
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
  const byCounter = new Map<string, { day: Day; half: Half }[]>()
  for (const { counter, day, hour } of rows) {
    const known = byCounter.get(counter) ?? []
    byCounter.set(counter, [...known, { day, half: hour < 12 ? 'am' : 'pm' }])
  }
  return ({ counter, span }) => {
    const { from, to } = daysOf(span)
    return (byCounter.get(counter) ?? []).some(
      ({ day, half }) => from <= day && day <= to && (span.half ?? half) === half,
    )
  }
}
