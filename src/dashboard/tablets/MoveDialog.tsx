import { useId, useRef, useState } from 'preact/hooks'
import { type DeviceView, MoveForm, type UnitView } from '#src/protocol/session.ts'
import { calls } from '../calls.ts'
import { useDialog } from '../form/dialog.ts'
import { Choice } from '../form/Field.tsx'
import { Form } from '../form/Form.tsx'
import { text } from '../language.ts'
import { saved } from '../settings/saved.ts'

type MoveProps = {
  view: UnitView
  device: DeviceView
  counter: string
  /** The label of the counter at which it stands then. */
  done: (counter: string) => void
  cancel: () => void
}

/** Asks to which counter a tablet goes. */
export function MoveDialog({ view: { unit, counters }, device, counter, done, cancel }: MoveProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useId()
  const others = counters.filter(({ id }) => id !== device.counter)
  const [chosen, choose] = useState(others[0]?.id ?? '')
  const { tablets: words, pairing } = text()
  useDialog(dialog)
  const send = () =>
    saved(
      [MoveForm, { counter: chosen }],
      (form) => calls.move(unit.id, device.id, form),
      () => done(others.find(({ id }) => id === chosen)?.label ?? ''),
    )
  return (
    <dialog ref={dialog} aria-labelledby={title} onCancel={cancel} onClose={cancel}>
      <h2 id={title}>{words.moveTitle(counter, device.id)}</h2>
      <p>{words.moveWhat}</p>
      <Form send={send} submit={words.move} cancel={cancel}>
        {(wrong) => (
          <Choice
            name="counter"
            label={pairing.counter}
            value={chosen}
            onValue={choose}
            options={others.map(({ id, label, name }) => ({
              value: id,
              label: name ? `${label} · ${name}` : label,
            }))}
            wrong={wrong}
          />
        )}
      </Form>
    </dialog>
  )
}
