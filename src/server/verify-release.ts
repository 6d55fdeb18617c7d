import { feedbackOf, readRating } from '#src/domain/rating-schema.ts'
import type { LogCheck, Page, Stored } from './verify-page.ts'

/** Each rating of a closed half day waits or is released, once, and so do its reasons and comment; nothing else does. */
export function checkReleases({ closed, note }: LogCheck, page: Page): void {
  const said = new Map(page.entries.map((entry) => [entry.n, kindsOf(entry)]))
  const numbers = new Set([...said.keys(), ...page.releases.keys()])
  for (const n of [...numbers].sort((a, b) => a - b)) {
    const release = page.marks.get(n)?.release
    const due = release !== undefined && release <= closed ? (said.get(n) ?? []) : []
    const found = page.releases.get(n) ?? []
    if (found.toSorted().join() !== due.join()) note('release', n)
  }
}

/** In the order of the alphabet. */
function kindsOf({ said }: Stored): readonly string[] {
  const body = said && readRating(said)
  if (!body) return []
  return feedbackOf(body) ? ['feedback', 'row'] : ['row']
}
