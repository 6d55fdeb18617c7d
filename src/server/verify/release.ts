import { ordinal } from '#src/domain/calendar.ts'
import { feedbackOf } from '#src/domain/rating-schema.ts'
import type { LogCheck, Page, Release, Stored } from './page.ts'

/**
 * Each rating of a closed half day waits or is released, once, and so do its reasons and comment; nothing else does. What
 * waits says for which counter and half day.
 */
export function checkReleases({ log, closed, note }: LogCheck, page: Page): void {
  const said = new Map(page.entries.map((entry) => [entry.n, entry]))
  const numbers = new Set([...said.keys(), ...page.releases.keys()])
  for (const n of [...numbers].sort((a, b) => a - b)) {
    const release = page.marks.get(n)?.release
    const due = release !== undefined && release <= closed ? kindsOf(said.get(n)) : []
    const found = page.releases.get(n) ?? []
    const kinds = found.map(({ kind }) => kind).sort()
    const right = found.every((one) => one.unit === log.unit && waitsAs(one, page, said.get(n)))
    if (kinds.join() !== due.join() || !right) note('release', n)
  }
}

function waitsAs({ counter, half }: Release, { marks }: Page, entry: Stored | undefined): boolean {
  if (counter === null) return true
  const body = entry?.rating
  const mark = entry && marks.get(entry.n)
  if (!body || !mark) return false
  return counter === body.counter && half === ordinal(mark.day, mark.hour < 12 ? 'am' : 'pm')
}

/** In the order of the alphabet. */
function kindsOf(entry: Stored | undefined): readonly string[] {
  if (!entry?.rating) return []
  return feedbackOf(entry.rating) ? ['feedback', 'row'] : ['row']
}
