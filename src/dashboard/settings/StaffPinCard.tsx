import { useState } from 'preact/hooks'
import { StaffPinForm } from '#src/protocol/session.ts'
import { calls } from '../calls.ts'
import { Field } from '../form/Field.tsx'
import { Form } from '../form/Form.tsx'
import { Card } from '../frame/Card.tsx'
import { text } from '../language.ts'
import { saved } from './saved.ts'

/** The six digits behind which the tablets show staff how they stand. */
export function StaffPinCard({ unit }: { unit: string }) {
  const [pin, setPin] = useState('')
  const { tree: words } = text()
  const send = () =>
    saved(
      [StaffPinForm, { pin }],
      (form) => calls.setStaffPin(unit, form),
      () => setPin(''),
    )
  return (
    <Card title={words.staffPin} hint={words.staffPinHint}>
      <Form send={send} submit={words.setStaffPin} done={words.staffPinSet}>
        {(wrong) => (
          <Field
            name="pin"
            label={words.newStaffPin}
            value={pin}
            onValue={setPin}
            type="password"
            mode="numeric"
            wrong={wrong}
          />
        )}
      </Form>
    </Card>
  )
}
