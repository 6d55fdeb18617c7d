import { type Day, type Period, type PeriodKind, periodOf } from './calendar.ts'
import { blockWithin, type Days, type Ground, liesWithin } from './ground.ts'
import { GROUP, openFrom } from './release.ts'
import type { Group, Waiting } from './row-groups.ts'
import { daysOf, type Span, spanOf } from './span.ts'

/** The unit's blocks of five as of a closing, and the rows that went out before. */
export type SecondGround = Ground & {
  /** Of each day, how many ratings lie in its own full blocks. */
  own: ReadonlyMap<Day, number>
  /** Rows released before, summed by the days of their spans. */
  out: readonly { days: Days; n: number }[]
}

const SPANS = ['half', 'day', 'week', 'month'] as const

/**
 * How the second version released rows: what they leave of the unit's figures of a whole period is nothing or five and
 * more, and of a part of a day it may be less. What it released was seen and stays, so its closings are made anew by it; no
 * closing follows it any more.
 */
export function secondRowGroups<Row extends Waiting>(
  waiting: readonly Row[],
  ground: SecondGround,
  closed: number,
): Group<Row>[] {
  const groups: Group<Row>[] = []
  let pool = [...waiting]
  for (const kind of SPANS) {
    const formed = formGroups(pool, kind, ground)
    groups.push(...formed.groups)
    pool = formed.rest
    if (kind === 'half') continue
    for (const period of periodsOf(kind, groups)) {
      const held = holdBack(groups, period, ground)
      // What may still become more waits with its period; what an ended one cannot show goes on to a longer span.
      if (period.to < openFrom(closed)) pool.push(...held)
    }
  }
  for (const kind of ['quarter', 'year'] as const) {
    for (const period of periodsOf(kind, groups)) holdBack(groups, period, ground)
  }
  return groups.filter(({ rows }) => rows.length > 0)
}

function formGroups<Row extends Waiting>(
  pool: readonly Row[],
  kind: Span['kind'],
  ground: SecondGround,
): { groups: Group<Row>[]; rest: Row[] } {
  const found = new Map<string, Group<Row>>()
  const rest: Row[] = []
  for (const row of pool.toSorted((a, b) => a.position - b.position)) {
    const span = spanOf(kind, row.half)
    if (!liesWithin(row.place, daysOf(span), ground)) {
      rest.push(row)
      continue
    }
    const key = `${row.counter} ${span.from} ${span.half ?? ''}`
    const group = found.get(key) ?? { counter: row.counter, span, rows: [] }
    group.rows.push(row)
    found.set(key, group)
  }
  const groups = [...found.values()].filter(({ rows }) => rows.length >= GROUP)
  for (const { rows } of found.values()) if (rows.length < GROUP) rest.push(...rows)
  return { groups, rest }
}

/**
 * Takes out of the groups as few rows as it needs, so that what the unit's figures show of the period and no row does is
 * nothing or five and more; answers them. Five at once or a whole group, where fewer would undo that of a shorter period.
 */
function holdBack<Row extends Waiting>(
  groups: readonly Group<Row>[],
  period: Period,
  ground: SecondGround,
): Row[] {
  const inside = groups.filter(({ span, rows }) => rows.length > 0 && contains(period, daysOf(span)))
  const left = restOf(period, ground) - inside.reduce((sum, { rows }) => sum + rows.length, 0)
  if (left <= 0 || left >= GROUP) return []
  const choices = inside.map((group) => {
    const need = daysOf(group.span).kind === period.kind ? GROUP - left : GROUP
    return { group, count: group.rows.length >= GROUP + need ? need : group.rows.length }
  })
  choices.sort((a, b) => a.count - b.count || compare(a.group, b.group))
  return choices[0]?.group.rows.splice(-choices[0].count) ?? []
}

/** How many ratings the unit's figures show of a period, less those of them that went out as rows. */
function restOf(period: Days, { own, queue, out }: SecondGround): number {
  let n = 0
  for (const [day, count] of own) if (period.from <= day && day <= period.to) n += count
  for (const seq of queue.keys()) {
    if (seq % GROUP === 0 && blockWithin(seq / GROUP, period, queue)) n += GROUP
  }
  for (const { days, n: gone } of out) {
    if (period.from <= days.from && days.to <= period.to) n -= gone
  }
  return n
}

function compare(a: Group<unknown>, b: Group<unknown>): number {
  const key = ({ counter, span }: Group<unknown>) => `${span.from} ${span.half ?? ''} ${span.kind} ${counter}`
  return b.rows.length - a.rows.length || (key(a) < key(b) ? -1 : 1)
}

/** The periods of that kind which hold a group. */
function periodsOf(kind: PeriodKind, groups: readonly Group<unknown>[]): Period[] {
  const found = new Map<Day, Period>()
  for (const { span } of groups) {
    const days = daysOf(span)
    const period = periodOf(kind, days.from)
    if (contains(period, days)) found.set(period.from, period)
  }
  return [...found.values()].sort((a, b) => (a.from < b.from ? -1 : 1))
}

function contains(outer: Pick<Period, 'from' | 'to'>, { from, to }: Pick<Period, 'from' | 'to'>): boolean {
  return outer.from <= from && to <= outer.to
}
