import type { Figures } from '#src/protocol/reports.ts'
import { ReasonIcon } from '#src/ui/ReasonIcon.tsx'
import { Card } from '../frame/Card.tsx'
import { conductText, text } from '../language.ts'

type ReasonsProps = {
  figures: Pick<Figures, 'reasons'> & { comments?: number }
  /** Said where there are none to show. */
  none?: string
}

/** The reasons that were given, most often first, and how many wrote something. */
export function Reasons({
  figures: { reasons, comments = 0 },
  none = text().overview.noReasons,
}: ReasonsProps) {
  const {
    overview: words,
    format: { number },
  } = text()
  const given = reasons.filter(({ n }) => n > 0).sort((a, b) => b.n - a.n)
  return (
    <Card title={words.reasons} kind="reasons">
      {given.length === 0 ? (
        <p class="hint">{none}</p>
      ) : (
        <ul class="reasons-list">
          {given.map(({ reason, n }) => (
            <li key={reason}>
              <ReasonIcon reason={reason} />
              <span>{conductText().reasons[reason]}</span>
              <strong>{number(n)}</strong>
            </li>
          ))}
        </ul>
      )}
      {comments > 0 && <p class="hint">{words.comments(number(comments))}</p>}
    </Card>
  )
}
