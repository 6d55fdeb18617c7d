import { useState } from 'preact/hooks'
import { UnitPatch } from '#src/protocol/session.ts'
import { calls } from '../calls.ts'
import { Field } from '../form/Field.tsx'
import { Form } from '../form/Form.tsx'
import { Card } from '../frame/Card.tsx'
import { text } from '../language.ts'
import { saved } from './saved.ts'
import type { Part } from './UnitCard.tsx'

/** In how many working days a concern is acknowledged and concluded. */
export function DeadlinesCard({ view: { unit }, reload }: Part) {
  const [acknowledge, setAcknowledge] = useState(String(unit.deadlines.acknowledge))
  const [conclude, setConclude] = useState(String(unit.deadlines.conclude))
  const { settings: words, common, accounts } = text()
  const send = () =>
    saved(
      [UnitPatch, { deadlines: { acknowledge: daysIn(acknowledge), conclude: daysIn(conclude) } }],
      (form) => calls.changeUnit(unit.id, form),
      reload,
    )
  return (
    <Card title={words.deadlines} hint={words.deadlinesHint}>
      <Form send={send} submit={common.save} done={accounts.saved}>
        {(wrong) => (
          <>
            <Field
              name="deadlines.acknowledge"
              label={words.acknowledge}
              value={acknowledge}
              onValue={setAcknowledge}
              mode="numeric"
              wrong={wrong}
            />
            <Field
              name="deadlines.conclude"
              label={words.conclude}
              value={conclude}
              onValue={setConclude}
              mode="numeric"
              wrong={wrong}
            />
          </>
        )}
      </Form>
    </Card>
  )
}

/** What is no whole number is left for the form to say. */
function daysIn(typed: string): number | string {
  return /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : typed
}
