import { useState } from 'preact/hooks'
import type { Day } from '#src/domain/calendar.ts'
import type { Duty, DutyList } from '#src/protocol/duties.ts'
import type { UnitView } from '#src/protocol/session.ts'
import { calls } from '../calls.ts'
import { Card } from '../frame/Card.tsx'
import { Loaded } from '../frame/Loaded.tsx'
import { Page } from '../frame/Page.tsx'
import { text } from '../language.ts'
import { useView } from '../view.ts'
import { CorrectDialog } from './CorrectDialog.tsx'
import { DayForm } from './DayForm.tsx'
import { DutyLine, spanText } from './DutyLine.tsx'
import { KeepQuestion } from './KeepQuestion.tsx'

type Seen = { view: UnitView; list: DutyList }
type Step = { kind: 'correct' | 'keep'; duty: Duty }

/** What officers object to, and who was on duty on a day: the head corrects a duty here, or leaves it. */
export function Duties({ unit, day }: { unit: string; day: Day | undefined }) {
  const live = useView(`${unit} ${day}`, (signal) => seen(unit, day, signal))
  const words = text()
  return (
    <Page title={words.page.duties}>
      <p class="lead">{words.duties.lead}</p>
      <Loaded live={live} blocks={['wide', 'wide']}>
        {(both) => <Cards key={both.list.day} {...both} reload={live.reload} />}
      </Loaded>
    </Page>
  )
}

function Cards({ view, list, reload }: Seen & { reload: () => void }) {
  const [step, take] = useState<Step>()
  const [said, say] = useState('')
  const { duties: words, format } = text()
  const done = (sentence: string) => {
    take(undefined)
    say(sentence)
    reload()
  }
  const lines = (duties: readonly Duty[], none: string) =>
    duties.length === 0 ? (
      <p class="hint">{none}</p>
    ) : (
      <ul class="entries">
        {duties.map((duty) => (
          <li key={duty.id}>
            <DutyLine view={view} duty={duty} take={(kind) => take({ kind, duty })} />
          </li>
        ))}
      </ul>
    )
  return (
    <>
      <p class="said" role="status">
        {said}
      </p>
      <Card title={words.objections} hint={words.objectionsHint}>
        {lines(list.objections, words.noObjections)}
      </Card>
      <Card title={words.ofDay(format.day(list.day))} hint={words.ofDayHint}>
        <DayForm day={list.day} />
        {lines(list.duties, words.noDuties)}
      </Card>
      {step?.kind === 'correct' && (
        <CorrectDialog
          view={view}
          duty={step.duty}
          done={() => done(words.corrected(spanText(step.duty)))}
          cancel={() => take(undefined)}
        />
      )}
      {step?.kind === 'keep' && (
        <KeepQuestion
          view={view}
          duty={step.duty}
          done={() => done(words.kept(spanText(step.duty)))}
          cancel={() => take(undefined)}
        />
      )}
    </>
  )
}

/** Duties hold ids; the unit says what they are called. */
async function seen(unit: string, day: Day | undefined, signal: AbortSignal) {
  const view = await calls.unit(unit, signal)
  if (!view.ok) return view
  const list = await calls.duties(unit, day, signal)
  return list.ok ? { ok: true as const, value: { view: view.value, list: list.value } } : list
}
