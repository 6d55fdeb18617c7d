import { useId, useRef, useState } from 'preact/hooks'
import { addDays, type Day } from '#src/domain/calendar.ts'
import { LeaveForm, ReturnForm } from '#src/protocol/roster.ts'
import { dayIn, dayText } from '../accounts/day.ts'
import { calls } from '../calls.ts'
import { useDialog } from '../form/dialog.ts'
import { Field } from '../form/Field.tsx'
import { Form } from '../form/Form.tsx'
import { text } from '../language.ts'
import { saved } from '../settings/saved.ts'
import type { Officer } from './preview.ts'

type AwayProps = {
  unit: string
  officer: Officer
  kind: 'leave' | 'return'
  today: Day
  done: () => void
  cancel: () => void
}

/** Asks by which day an officer leaves, or comes back. */
export function AwayDialog({ unit, officer: { id, name, absences }, kind, today, done, cancel }: AwayProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useId()
  const { roster: words, accounts, common } = text()
  const leaves = kind === 'leave'
  const soonest = addDays(absences.at(-1)?.last ?? today, 1)
  const [day, setDay] = useState(() => dayText(leaves || today > soonest ? today : soonest))
  useDialog(dialog)
  const send = () =>
    leaves
      ? saved([LeaveForm, { last: dayIn(day) }], (form) => calls.leaveOfficer(unit, id, form), done)
      : saved([ReturnForm, { back: dayIn(day) }], (form) => calls.returnOfficer(unit, id, form), done)
  return (
    <dialog ref={dialog} aria-labelledby={title} onCancel={cancel} onClose={cancel}>
      <h2 id={title}>{leaves ? words.leaveTitle(name) : words.backTitle(name)}</h2>
      <p>{leaves ? words.leaveWhat : words.backWhat}</p>
      <Form send={send} submit={common.save} cancel={cancel}>
        {(wrong) => (
          <Field
            name={leaves ? 'last' : 'back'}
            label={leaves ? words.last : words.back}
            hint={accounts.dayHint}
            value={day}
            onValue={setDay}
            wrong={wrong}
          />
        )}
      </Form>
    </dialog>
  )
}
