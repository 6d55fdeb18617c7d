import { type Day, type Half, halfDayOf, ordinal, periodOf } from './calendar.ts'

/**
 * What may be seen when (P9). Every function here is pure, so that a look can be recomputed from the closings, and
 * a test can try every sequence of ratings and looks.
 */

/** The smallest group that is ever shown, and the step in which figures move. */
export const GROUP = 5

/** Of so many ratings, how many the unit's own figures show: the first ones, in whole steps. */
export function shownOf(n: number): number {
  return n - (n % GROUP)
}

/** What the ratings of one group are at each closing: new ones only. Ascending by release. */
export type Arrivals = { release: number; n: number }

/**
 * The last release up to which a closed group (a counter, an officer, a day) is shown: its figures move at a closing
 * only when at least five are new since they last moved. Undefined: never yet.
 */
export function shownThrough(arrivals: readonly Arrivals[]): number | undefined {
  let through: number | undefined
  let waiting = 0
  for (const { release, n } of arrivals) {
    waiting += n
    if (waiting >= GROUP) {
      through = release
      waiting = 0
    }
  }
  return through
}

/**
 * Which cells of one total stay hidden: those under five, and, so that none is found by subtraction, the next smallest
 * until what is hidden together holds five. Empty cells are not hidden. Indices into `counts`.
 */
export function hiddenCells(counts: readonly number[]): ReadonlySet<number> {
  const hidden = new Set(counts.flatMap((n, i) => (n > 0 && n < GROUP ? [i] : [])))
  const bySize = counts.map((n, i) => ({ n, i })).filter(({ n, i }) => n > 0 && !hidden.has(i))
  bySize.sort((a, b) => a.n - b.n || a.i - b.i)
  const sum = () => [...hidden].reduce((total, i) => total + (counts[i] ?? 0), 0)
  while (hidden.size > 0 && (hidden.size < 2 || sum() < GROUP)) {
    const next = bySize.shift()
    if (!next) break
    hidden.add(next.i)
  }
  return hidden
}

/** The span that a single row carries instead of its time. */
export type Span = { kind: 'half' | 'day' | 'week' | 'month'; from: Day; half?: Half }

/** A rating of one counter that waits for release; `half` is the ordinal of the half day on which it counts. */
export type Waiting = { half: number }

/**
 * Which waiting rows of one counter may go out at a closing, in groups of at least five, each with the shortest of half
 * day, day, week and month in which they make five. The rest waits on.
 */
export function releasable<Row extends Waiting>(rows: readonly Row[]): { span: Span; rows: Row[] }[] {
  const out: { span: Span; rows: Row[] }[] = []
  let rest = [...rows]
  for (const kind of ['half', 'day', 'week', 'month'] as const) {
    const groups = groupBy(rest, (row) => spanKey(spanOf(kind, row.half)))
    rest = []
    for (const group of groups.values()) {
      if (group.length >= GROUP) out.push({ span: spanOf(kind, group[0]!.half), rows: group })
      else rest.push(...group)
    }
  }
  return out
}

export function spanOf(kind: Span['kind'], release: number): Span {
  const { day, half } = halfDayOf(release)
  return kind === 'half' ? { kind, from: day, half } : { kind, from: periodOf(kind, day).from }
}

/** The half days that a span covers, both included. */
export function spanBounds(span: Span): { from: number; to: number } {
  if (span.kind === 'half') {
    const at = ordinal(span.from, span.half ?? 'am')
    return { from: at, to: at }
  }
  return { from: ordinal(span.from, 'am'), to: ordinal(periodOf(span.kind, span.from).to, 'pm') }
}

function spanKey(span: Span): string {
  return `${span.from}${span.half ?? ''}`
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
