import { addDays } from '#src/domain/calendar.ts'
import type { Feedback } from '#src/protocol/reports.ts'
import type { UnitView } from '#src/protocol/session.ts'
import { ReasonIcon } from '#src/ui/ReasonIcon.tsx'
import { conductText, text } from '../language.ts'

type SaidProps = { item: Feedback; counter: UnitView['counters'][number] | undefined }

/** One reason or comment. What a citizen wrote is only ever text. */
export function Said({ item, counter }: SaidProps) {
  const words = text().feedback
  return (
    <li class="card">
      <div class="card-head">
        <h2>
          <span class={`tag ${item.kind}`}>{words[item.kind]}</span>{' '}
          <bdi>{counter ? counter.label : words.unknownCounter}</bdi>
        </h2>
        <p class="hint">{spanText(item.span)}</p>
      </div>
      <ReasonList reasons={item.reasons} />
      <Comment item={item} />
      {item.due && <p class="hint">{dueText(item.due)}</p>}
    </li>
  )
}

export function ReasonList({ reasons }: Pick<Feedback, 'reasons'>) {
  if (reasons.length === 0) return null
  return (
    <ul class="reasons-list">
      {reasons.map((reason) => (
        <li key={reason}>
          <ReasonIcon reason={reason} />
          <span>{conductText().reasons[reason]}</span>
        </li>
      ))}
    </ul>
  )
}

type Written = Pick<Feedback, 'comment' | 'sealed' | 'altered'>

/** What was written, or why it cannot be read. */
export function Comment({ item: { comment, sealed, altered } }: { item: Written }) {
  const words = text().feedback
  if (altered) return <p class="wrong">{words.altered}</p>
  if (sealed) return <p class="hint">{words.sealed}</p>
  if (comment === null) return <p class="hint">{words.noComment}</p>
  return (
    <blockquote>
      <bdi>{comment}</bdi>
    </blockquote>
  )
}

function dueText({ acknowledge, conclude }: NonNullable<Feedback['due']>): string {
  const { format, feedback } = text()
  const first = format.day(acknowledge)
  return conclude === null ? feedback.duePassedOn(first) : feedback.due(first, format.day(conclude))
}

function spanText({ kind, from, half }: Feedback['span']): string {
  const { format, overview, feedback } = text()
  const [year = '', month = ''] = from.split('-')
  switch (kind) {
    case 'half':
      return overview.halfDay(half ?? 'am', format.day(from))
    case 'day':
      return format.day(from)
    case 'week':
      return feedback.week(format.day(from), format.day(addDays(from, 6)))
    case 'month':
      return overview.month(month, year)
  }
}
