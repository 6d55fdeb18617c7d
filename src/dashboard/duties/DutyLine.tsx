import { localTime } from '#src/domain/calendar.ts'
import type { Duty } from '#src/protocol/duties.ts'
import type { UnitView } from '#src/protocol/session.ts'
import { clock } from '#src/ui/format-kiosk.ts'
import { text } from '../language.ts'

type LineProps = { view: UnitView; duty: Duty; take: (kind: 'correct' | 'keep') => void }

/** Who was on duty where and when, what they said against it, and what was decided. */
export function DutyLine({ view, duty, take }: LineProps) {
  const { duties: words, format } = text()
  const { objection, decisions, bar } = duty
  const counter = view.counters.find(({ id }) => id === duty.counter)
  const isOpen = objection !== null && decisions.length === 0
  return (
    <div class="entry">
      <p class="entry-words">
        <bdi class="row-name">{officerName(view, duty.officer)}</bdi>
        <bdi class="hint">
          {spanText(duty)} · {words.place(counter?.label ?? duty.counter, duty.device)}
        </bdi>
        {objection && (
          <span class="tags">
            <span class={isOpen ? 'tag warn' : 'tag'}>
              {words.objected(words.objectedWhy[objection.why], format.day(objection.day))}
            </span>
          </span>
        )}
        {decisions.map((one) => (
          <Decided key={one.at} view={view} decision={one} />
        ))}
        {bar && (isOpen || bar === 'own-duty') && <span class="hint">{words.bars[bar]}</span>}
      </p>
      {!bar && (
        <div class="row-actions">
          <button type="button" class="button small" onClick={() => take('correct')}>
            {words.correct}
            <Named view={view} duty={duty} />
          </button>
          {isOpen && (
            <button type="button" class="button small" onClick={() => take('keep')}>
              {words.keep}
              <Named view={view} duty={duty} />
            </button>
          )}
        </div>
      )}
    </div>
  )
}

function Named({ view, duty }: Pick<LineProps, 'view' | 'duty'>) {
  return (
    <span class="unseen">
      {' '}
      {officerName(view, duty.officer)}, {spanText(duty)}
    </span>
  )
}

function Decided({ view, decision }: { view: UnitView; decision: Duty['decisions'][number] }) {
  const { duties: words, format } = text()
  const { at, by, corrected } = decision
  const when = `${clock(at)} ${format.day(localTime(at).day)}`
  if (!corrected) return <bdi class="hint">{words.keptBy(by, when)}</bdi>
  const { officer, why, part } = corrected
  const whom = officer === null ? words.nobody : officerName(view, officer)
  const span = part ? words.part(clock(part.from), clock(part.to)) : words.whole
  return (
    <span class="tags">
      <span class="tag">{words.correctedTag}</span>{' '}
      <bdi class="hint">
        {words.correctedBy({ span, whom, why: words.correctionWhys[why].toLocaleLowerCase(), by, when })}
      </bdi>
    </span>
  )
}

export function officerName({ officers }: UnitView, id: string): string {
  return officers.find((one) => one.id === id)?.name ?? id
}

/** 23/11/2026, 07:30–11:30 */
export function spanText({ from, to }: Pick<Duty, 'from' | 'to'>): string {
  const { duties: words, format } = text()
  const day = localTime(from).day
  if (to === null) return words.since(format.day(day), clock(from))
  const last = localTime(to).day
  return words.span(
    format.day(day),
    clock(from),
    last === day ? clock(to) : `${clock(to)} ${format.day(last)}`,
  )
}
