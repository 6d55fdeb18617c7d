import { useId, useRef, useState } from 'preact/hooks'
import { isAway } from '#src/domain/absence.ts'
import { localTime } from '#src/domain/calendar.ts'
import { boundsOf, CORRECTIONS, readMinute, STEP_MS } from '#src/domain/duty.ts'
import { byGivenName } from '#src/domain/name-order.ts'
import { type Duty, DutyCorrection } from '#src/protocol/duties.ts'
import type { UnitView } from '#src/protocol/session.ts'
import { clock } from '#src/ui/format-kiosk.ts'
import { calls } from '../calls.ts'
import { useDialog } from '../form/dialog.ts'
import { Choice, Field } from '../form/Field.tsx'
import { Form } from '../form/Form.tsx'
import { text } from '../language.ts'
import { saved } from '../settings/saved.ts'
import { officerName, spanText } from './DutyLine.tsx'

type CorrectProps = { view: UnitView; duty: Duty; done: () => void; cancel: () => void }

const NOBODY = 'nobody'

/** Asks to whom a duty, or which part of it, is credited from now on, and why. */
export function CorrectDialog({ view, duty, done, cancel }: CorrectProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useId()
  const { duties: words, common } = text()
  const bounds = boundsOf(duty)
  const [fields, setFields] = useState({
    officer: NOBODY,
    why: duty.objection?.why ?? 'not-me',
    extent: duty.objection?.why === 'part' ? 'part' : 'whole',
    from: clock(bounds.from),
    to: clock(bounds.to),
  })
  useDialog(dialog)
  const set = (name: keyof typeof fields) => (value: string) =>
    setFields((all) => ({ ...all, [name]: value }))
  const send = () => {
    const part = fields.extent === 'part' ? partOf(duty, fields) : null
    if (part === undefined) return { part: 'duty-part' as const }
    const officer = fields.officer === NOBODY ? null : fields.officer
    return saved(
      [DutyCorrection, { officer, why: fields.why, part }],
      (form) => calls.correctDuty(view.unit.id, duty.id, form),
      done,
    )
  }
  const named = (name: keyof typeof fields) => ({ name, value: fields[name], onValue: set(name) })
  return (
    <dialog ref={dialog} aria-labelledby={title} onCancel={cancel} onClose={cancel}>
      <h2 id={title}>{words.correctTitle(officerName(view, duty.officer), spanText(duty))}</h2>
      <p>{words.correctWhat}</p>
      <Form send={send} submit={common.save} cancel={cancel}>
        {(wrong) => (
          <>
            <Choice {...named('officer')} label={words.whom} wrong={wrong} options={whoMay(view, duty)} />
            <Choice
              {...named('why')}
              label={words.why}
              wrong={wrong}
              options={CORRECTIONS.map((value) => ({ value, label: words.correctionWhys[value] }))}
            />
            <Choice
              {...named('extent')}
              name="part"
              label={words.extent}
              wrong={wrong}
              options={(['whole', 'part'] as const).map((value) => ({ value, label: words.extents[value] }))}
            />
            {fields.extent === 'part' && (
              <>
                <Field {...named('from')} label={words.from} hint={words.quarter} wrong={wrong} />
                <Field {...named('to')} label={words.to} hint={words.quarter} wrong={wrong} />
              </>
            )}
          </>
        )}
      </Form>
    </dialog>
  )
}

/** Nobody first, then who worked on that day; also whose duty it was, for who corrects a correction. */
function whoMay(view: UnitView, duty: Duty) {
  const { day } = localTime(duty.from)
  const there = view.officers.filter(({ absences }) => !isAway(absences, day))
  const sorted = there.sort((a, b) => byGivenName(a.name, b.name))
  return [
    { value: NOBODY, label: text().duties.toNobody },
    ...sorted.map(({ id, name }) => ({ value: id, label: name })),
  ]
}

/** The part that was typed, as instants of the duty's day; undefined for what is no quarter of an hour. */
function partOf(duty: Duty, { from, to }: { from: string; to: string }) {
  const { day } = localTime(duty.from)
  const [first, last] = [from, to].map((time) => readMinute(`${day}T${time.trim().padStart(5, '0')}`))
  const isRight = first !== undefined && last !== undefined && first % STEP_MS === 0 && last % STEP_MS === 0
  return isRight && first < last ? { from: first, to: last } : undefined
}
