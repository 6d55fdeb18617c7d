import { REASONS, SCORES, STANDARDS } from '#src/domain/conduct.ts'
import { GROUP, hiddenCells, shownOf, shownThrough } from '#src/domain/release.ts'
import { share } from '#src/domain/statistics.ts'
import { satisfied, type Tally } from '#src/domain/tally.ts'
import type { Figures } from '#src/protocol/reports.ts'

/** The figures of a tally, or null for none. */
export function figuresOf(tally: Tally): Figures | null {
  const overall = share(satisfied(tally), tally.n)
  if (!overall) return null
  return {
    n: tally.n,
    share: overall,
    levels: SCORES.map((score) => tally[`s${score}`]),
    standards: STANDARDS.map((standard) => {
      const met = tally[`met_${standard}`]
      const unmet = tally[`unmet_${standard}`]
      return { standard, met, unmet, share: share(met, met + unmet) ?? null }
    }),
    reasons: REASONS.map((reason) => ({ reason, n: tally[`why_${reason}`] })),
    comments: tally.comments,
    all: tally.all_met,
  }
}

/** Ratings of one group that one closing brought. */
export type Arrival = { release: number; n: number; satisfied: number }

/**
 * What is shown of a closed group: the first `n` of its ratings in order of position, of those up to `through`. The last
 * `beyond` of them wait for a whole step of five.
 */
export type Shown = { n: number; satisfied: number; beyond: number; through: number | undefined }

/** `satisfied` still counts those beyond; `arrivals` ascend by release. */
export function shownOfGroup(arrivals: readonly Arrival[]): Shown {
  const through = shownThrough(arrivals)
  const seen = through === undefined ? [] : arrivals.filter((arrival) => arrival.release <= through)
  const n = seen.reduce((sum, arrival) => sum + arrival.n, 0)
  return {
    n: shownOf(n),
    satisfied: seen.reduce((sum, arrival) => sum + arrival.satisfied, 0),
    beyond: n - shownOf(n),
    through,
  }
}

/** The oldest release in which one of the last `count` ratings up to `through` may lie. */
export function tailStart(arrivals: readonly Arrival[], through: number, count: number): number {
  let left = count
  for (const { release, n } of arrivals.filter((a) => a.release <= through).reverse()) {
    left -= n
    if (left <= 0) return release
  }
  return 0
}

/** One group of a table: what is shown of it, and how many ratings the closings brought it. */
export type Cell = { total: number; shown: Pick<Shown, 'n' | 'satisfied'> }

/** Each group's share, or why there is none, over the whole table so that no cell is found by subtraction. */
export function shareCells(
  cells: readonly Cell[],
): { share: ReturnType<typeof share> | null; hidden: boolean }[] {
  const counts = cells.map(({ total, shown }) => shown.n || Math.min(total, GROUP - 1))
  const hidden = hiddenCells(counts)
  return cells.map(({ shown }, i) => ({
    share: hidden.has(i) ? null : (share(shown.satisfied, shown.n) ?? null),
    hidden: hidden.has(i),
  }))
}
