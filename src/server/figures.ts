import { REASONS, SCORES, STANDARDS } from '#src/domain/conduct.ts'
import { GROUP, hiddenCells } from '#src/domain/release.ts'
import { share } from '#src/domain/statistics.ts'
import { satisfied, type Tally } from '#src/domain/tally.ts'
import type { Figures } from '#src/protocol/reports.ts'

/** The figures of a tally, or null for none; `alone` the caller knows. */
export function figuresOf(tally: Tally): Omit<Figures, 'alone'> | null {
  const overall = share(satisfied(tally), tally.n)
  if (!overall) return null
  return {
    n: tally.n,
    share: overall,
    levels: SCORES.map((score) => tally[`s${score}`]),
    standards: STANDARDS.map((standard) => {
      const met = tally[`met_${standard}`]
      const answered = met + tally[`unmet_${standard}`]
      const hidden = answered < GROUP
      return { standard, share: hidden ? null : (share(met, answered) ?? null), hidden }
    }),
    reasons: REASONS.map((reason) => ({ reason, n: tally[`why_${reason}`] })),
    comments: tally.comments,
    all: tally.all_met,
  }
}

/** One day of a table: how many ratings the closings brought it, and how many of them are shown. */
export type Cell = { total: number; shown: { n: number; satisfied: number } }

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
