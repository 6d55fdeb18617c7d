import { localTime, ordinal } from '#src/domain/calendar.ts'
import type { Worked } from '#src/domain/suspect/seen.ts'
import { type SuspectRule, suspectsOf } from '#src/domain/suspect/suspect.ts'
import { makeRandom } from '#tests/simulate/random.ts'
import { END, honestTaps, type Office } from './honest.ts'
import { type Logged, logged } from './log.ts'
import type { Script } from './stuffing.ts'

/** So many ratings were marked of so many, and how often each rule marked one. */
export type Marked = { marked: number; n: number; by: Partial<Record<SuspectRule, number>> }

/** What is marked of an honest counter's last ten half days, each judged by itself. */
export function markedHonest(seed: string, office: Office, worked?: Worked): Marked {
  const log = logged(honestTaps(makeRandom(seed), office))
  const halves = [...new Set(log.map(halfOf))].slice(-10)
  return halves.map((half) => marked({ log, half, worked }, () => true)).reduce(add)
}

/** What is marked of the stuffed ratings, and of those of citizens, on the half day of the script. */
export function markedStuffed(
  seed: string,
  script: Script,
  worked?: Worked,
): { stuffed: Marked; honest: Marked } {
  const random = makeRandom(seed)
  const taps = honestTaps(random, script.office)
  const log = logged(script.stuff({ random, taps }))
  const half = ordinal(script.day ?? END, script.half)
  return {
    stuffed: marked({ log, half, worked }, ({ honest }) => !honest),
    honest: marked({ log, half, worked }, ({ honest }) => honest),
  }
}

export function add(a: Marked, b: Marked): Marked {
  const by = { ...a.by }
  for (const [rule, count] of Object.entries(b.by))
    by[rule as SuspectRule] = (by[rule as SuspectRule] ?? 0) + count
  return { marked: a.marked + b.marked, n: a.n + b.n, by }
}

type Judged = { log: readonly Logged[]; half: number; worked: Worked | undefined }

function marked({ log, half, worked }: Judged, is: (rating: Logged) => boolean): Marked {
  const those = new Set(log.filter((rating) => halfOf(rating) === half && is(rating)).map(({ n }) => n))
  const rows = suspectsOf(log, half, worked).filter(({ n }) => those.has(n))
  const by: Marked['by'] = {}
  for (const { rule } of rows) by[rule] = (by[rule] ?? 0) + 1
  return { marked: new Set(rows.map(({ n }) => n)).size, n: those.size, by }
}

function halfOf({ at }: Logged): number {
  const { day, half } = localTime(at)
  return ordinal(day, half)
}
