import type { Days } from '#src/protocol/tree.ts'
import type { DashboardText } from '#src/ui/text/dashboard.ts'

/** Of which days a unit's figures are, where it was not below all along. */
export function daysSentence(only: readonly Days[], { tree: words, format }: DashboardText): string {
  const spans = only.map(({ from, to }) => [
    ...(from === null ? [] : [words.daysFrom(format.day(from))]),
    ...(to === null ? [] : [words.daysTo(format.day(to))]),
  ])
  return words.only(spans.map((span) => span.join(' ')).join(', '))
}
