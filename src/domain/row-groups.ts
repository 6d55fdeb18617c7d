import { halfDayOf } from './calendar.ts'
import { type Ground, liesWithin, type Place } from './ground.ts'
import { GROUP, groupBy, openFrom } from './release.ts'
import { daysOf, type Span, spanOf } from './span.ts'

/**
 * A rating of one counter that waits for release; `half` is the ordinal of the half day on which it counts, `place` its
 * place in the unit's blocks of five: in its day's own, or in the queue; none yet.
 */
export type Waiting = { counter: string; half: number; position: number; place: Place | undefined }

/** Ratings of one counter that are released together, for ever. */
export type Group<Row> = { counter: string; span: Span; rows: Row[] }

/** What of one of the unit's blocks still waits: it goes out together. */
type Block<Row> = { rows: Row[]; place: Place; half: number }

/**
 * Which waiting rows may go out at the closing of the half day `closed`: whole blocks of the unit, so that whatever rows
 * leave of whatever the unit's figures showed, live or later, is whole blocks too; in groups of at least five of one
 * counter, with the shortest of half day, day, week and month in which the blocks make them. The rest waits on.
 */
export function groupsToRelease<Row extends Waiting>(
  waiting: readonly Row[],
  ground: Ground,
  closed: number,
): Group<Row>[] {
  const groups: Group<Row>[] = []
  let blocks = blocksOf(waiting)
  for (const kind of ['day', 'week', 'month'] as const) {
    const inside = blocks.filter((block) => mayCarry(block, kind, { ground, closed }))
    const going = new Set(thoseInFives(inside, kind))
    groups.push(...groupsOf([...going], kind))
    blocks = blocks.filter((block) => !going.has(block))
  }
  return groups
}

function blocksOf<Row extends Waiting>(waiting: readonly Row[]): Block<Row>[] {
  const found = new Map<string, Block<Row>>()
  for (const row of waiting) {
    const { place, half } = row
    if (!place) continue
    const name = nameOf(place, half)
    const block = found.get(name)
    if (block) block.rows.push(row)
    else found.set(name, { rows: [row], place, half })
  }
  return [...found.values()]
}

function nameOf(place: Place, half: number): string {
  return place.of === 'day'
    ? `${halfDayOf(half).day} ${place.block}`
    : `queue ${Math.floor(place.seq / GROUP)}`
}

/** A month is said only of what its week, which is over, had too few of: the span is to be the shortest. */
function mayCarry(
  { rows, place, half }: Block<Waiting>,
  kind: Span['kind'],
  { ground, closed }: { ground: Ground; closed: number },
): boolean {
  const ended = (row: Waiting) => daysOf(spanOf('week', row.half)).to < openFrom(closed)
  return liesWithin(place, daysOf(spanOf(kind, half)), ground) && (kind !== 'month' || rows.every(ended))
}

/** The most blocks of which each counter has five and more rows in a span of that kind, or none. */
function thoseInFives<Row extends Waiting>(blocks: readonly Block<Row>[], kind: Span['kind']): Block<Row>[] {
  const keyOf = ({ counter, half }: Row) => `${counter} ${spanOf(kind, half).from}`
  for (let left = [...blocks]; ; ) {
    const groups = groupBy(
      left.flatMap(({ rows }) => rows),
      keyOf,
    )
    const isMany = (row: Row) => (groups.get(keyOf(row))?.length ?? 0) >= GROUP
    const kept = left.filter(({ rows }) => rows.every(isMany))
    if (kept.length === left.length) return kept
    left = kept
  }
}

/** A day's rows of a counter say their half day where each half has five of them. */
function groupsOf<Row extends Waiting>(blocks: readonly Block<Row>[], kind: Span['kind']): Group<Row>[] {
  const rows = blocks.flatMap((block) => block.rows).sort((a, b) => a.position - b.position)
  const own = groupBy(rows, ({ counter, half }) => `${counter} ${spanOf(kind, half).from}`)
  return [...own.values()].flatMap((all) => {
    const halves = [...groupBy(all, ({ half }) => half).values()]
    const isSplit = kind === 'day' && halves.every((half) => half.length >= GROUP)
    return (isSplit ? halves : [all]).flatMap((part) => groupOf(part, isSplit ? 'half' : kind))
  })
}

function groupOf<Row extends Waiting>(rows: Row[], kind: Span['kind']): Group<Row>[] {
  const [first] = rows
  return first ? [{ counter: first.counter, span: spanOf(kind, first.half), rows }] : []
}
