import type * as z from 'zod/mini'
import type { Share as ShareSchema } from '#src/protocol/reports.ts'
import type { DashboardText } from '#src/ui/text/dashboard.ts'

export type Share = z.infer<typeof ShareSchema>

/** What a whisker says in words: "94,9%, khoảng tin cậy 91,0% đến 97,1%, 214 phiếu". */
export function shareSentence(
  { share, low, high, n }: Share,
  { overview, format: { number, percent } }: DashboardText,
): string {
  return overview.whisker(percent(share), percent(low), percent(high), number(n))
}

/** Where a scale begins so that every interval fits: tens, at most 90 %. */
export function scaleFrom(lows: readonly number[]): number {
  const least = Math.min(0.9, ...lows)
  return Math.max(0, Math.floor(least * 10 - 1e-9) / 10)
}

/** The place of a share on a scale from `from` to 1, as a percentage for SVG, inside half a dot of both ends. */
export function place(share: number, from: number): string {
  const part = Math.min(1, Math.max(0, (share - from) / (1 - from)))
  return `${(3 + part * 94).toFixed(2)}%`
}
