import type { Day } from '#src/domain/calendar.ts'
import { GROUP } from '#src/domain/release.ts'
import type { Summary } from '#src/protocol/reports.ts'
import { Card } from '../frame/Card.tsx'
import { text } from '../language.ts'
import { missingText } from './reached.ts'

/** A small unit's page is never blank: what has come, what is missing to five, and why. */
export function Missing({ summary, today }: { summary: Summary; today: Day }) {
  const words = text()
  return (
    <Card title={words.overview.missingTitle} kind="missing">
      {summary.missing > 0 && <Five have={GROUP - summary.missing} />}
      {missingText(summary, today, words).map((said) => (
        <p key={said} class="lead">
          {said}
        </p>
      ))}
      <p class="hint">{words.overview.missingWhy}</p>
    </Card>
  )
}

/** Five places, so many of them filled; the sentence below says the same. */
function Five({ have }: { have: number }) {
  return (
    <svg class="five" viewBox="0 0 148 28" aria-hidden="true">
      {Array.from({ length: GROUP }, (_, i) => (
        <circle key={i} class={i < have ? 'full' : undefined} cx={14 + i * 30} cy="14" r="11" />
      ))}
    </svg>
  )
}
