import { sql } from 'kysely'
import type { Day } from '#src/domain/calendar.ts'
import { SATISFIED_FROM } from '#src/domain/conduct.ts'
import { daysOf, type Span } from '#src/domain/span.ts'
import type { Trx } from './deps.ts'

/** Released rows of one counter and span; `through`: the last closing that released one. */
export type ReleasedSum = {
  counter: string
  span: Pick<Span, 'kind' | 'from'>
  n: number
  satisfied: number
  through: number
}

type Days = { unit: string; from: Day; to: Day }

/** Sums of the released rows whose spans lie wholly in those days. */
export async function releasedSums(trx: Trx, { unit, from, to }: Days): Promise<ReleasedSum[]> {
  const found = await trx
    .selectFrom('released')
    .select((of) => [
      'counter',
      'span',
      'span_from',
      of.fn.countAll().as('n'),
      sql<number>`sum(case when score >= ${SATISFIED_FROM} then 1 else 0 end)`.as('satisfied'),
      of.fn.max('release').as('through'),
    ])
    .where('unit', '=', unit)
    .where('kind', '=', 'row')
    .where('span_from', '>=', from)
    .where('span_from', '<=', to)
    .groupBy(['counter', 'span', 'span_from'])
    .execute()
  const sums = found.map(({ counter, span, span_from, n, satisfied, through }) => ({
    counter: counter ?? '',
    span: { kind: span, from: span_from },
    n: Number(n),
    satisfied: Number(satisfied),
    through: Number(through),
  }))
  return sums.filter(({ span }) => daysOf(span).to <= to)
}
