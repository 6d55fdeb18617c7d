import { type Day, halfDayOf, ordinal } from './calendar.ts'

/**
 * What may be seen when (P9). Every function here is pure, so that a look can be recomputed from the closings, and
 * a test can try every sequence of ratings and looks.
 */

/** The smallest group that is ever shown, and the step in which figures move. */
export const GROUP = 5

/** Of so many ratings, how many lie in whole steps of five: the first ones. */
export function shownOf(n: number): number {
  return n - (n % GROUP)
}

/**
 * The unit's ratings lie for ever in blocks of five, and each of its figures is a union of blocks, whatever is subtracted
 * from whatever. A day fills blocks of its own, in order of position, until it is closed. What is then over, and what comes
 * late, queues in the unit's leftovers: `seq` counts them, and each five of the queue are a block.
 */
export type Placed = { day: Day; release: number; position: number }

/** Its day was closed before the closing that brings it. */
export function isLate({ day, release }: Pick<Placed, 'day' | 'release'>): boolean {
  return release > ordinal(day, 'pm')
}

/** After the closing of that half day all days before this one are closed. */
export function openFrom(closed: number): Day {
  return halfDayOf(closed + 1).day
}

/**
 * What a closing adds to the queue, in order of position: late ratings, and of each day that it closes those beyond whole
 * steps of five. `ratings`: all that the closing brings, and all of the days that were open before it.
 */
export function leftOver<Rating extends Placed>(ratings: readonly Rating[], release: number): Rating[] {
  const sorted = ratings.toSorted((a, b) => a.position - b.position)
  const closing = sorted.filter((rating) => !isLate(rating) && rating.day < openFrom(release))
  const days = [...groupBy(closing, ({ day }) => day).values()]
  const over = new Set([...sorted.filter(isLate), ...days.flatMap((day) => day.slice(shownOf(day.length)))])
  return sorted.filter((rating) => over.has(rating))
}

/** Of a period's leftovers those that its figures do not show: their block is not full, or reaches outside. */
export function outsideBlocks<Left extends { seq: number }>(leftovers: readonly Left[]): Left[] {
  const blocks = groupBy(leftovers, ({ seq }) => Math.floor(seq / GROUP))
  return [...blocks.values()].filter((block) => block.length < GROUP).flat()
}

/**
 * An officer's ratings, in the order in which they were received, lie in blocks of five too: those of the blocks that count wholly within the
 * days. `behind`: how many of theirs were received before these.
 */
export function ownBlocks<Own extends { day: Day }>(
  ratings: readonly Own[],
  behind: number,
  { from, to }: { from: Day; to: Day },
): Own[] {
  const placed = ratings.map((rating, i) => ({ rating, block: Math.floor((behind + i) / GROUP) }))
  return [...groupBy(placed, ({ block }) => block).values()]
    .filter(
      (block) => block.length === GROUP && block.every(({ rating: { day } }) => from <= day && day <= to),
    )
    .flatMap((block) => block.map(({ rating }) => rating))
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

export function groupBy<T, Key>(items: readonly T[], keyOf: (item: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
