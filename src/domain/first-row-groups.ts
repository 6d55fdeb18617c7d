import { GROUP, groupBy } from './release.ts'
import type { Group, Waiting } from './row-groups.ts'
import { spanOf } from './span.ts'

/**
 * How the first version released rows, without looking at what they leave of the unit's figures. What it released was seen
 * and stays, so its closings are made anew by it; no closing follows it any more.
 */
export function firstRowGroups<Row extends Pick<Waiting, 'counter' | 'half'>>(
  waiting: readonly Row[],
): Group<Row>[] {
  const groups: Group<Row>[] = []
  let rest = [...waiting]
  for (const kind of ['half', 'day', 'week', 'month'] as const) {
    const spanKey = ({ counter, half }: Row) => {
      const span = spanOf(kind, half)
      return `${counter} ${span.from} ${span.half ?? ''}`
    }
    const found = [...groupBy(rest, spanKey).values()]
    rest = found.filter((rows) => rows.length < GROUP).flat()
    for (const rows of found) {
      const [first] = rows
      if (!first || rows.length < GROUP) continue
      groups.push({ counter: first.counter, span: spanOf(kind, first.half), rows })
    }
  }
  return groups
}
