import { useState } from 'preact/hooks'
import { UnitPatch, type UnitView } from '#src/protocol/session.ts'
import { calls } from '../calls.ts'
import { Field } from '../form/Field.tsx'
import { Form } from '../form/Form.tsx'
import { Card } from '../frame/Card.tsx'
import { text } from '../language.ts'
import { loadSession } from '../session.ts'
import { saved } from './saved.ts'

export type Part = { view: UnitView; reload: () => void }

/** What citizens read above the faces. */
export function UnitCard({ view: { unit }, reload }: Part) {
  const [name, setName] = useState(unit.name)
  const [place, setPlace] = useState(unit.place)
  const words = text()
  const send = () =>
    saved(
      [UnitPatch, { name, place }],
      (form) => calls.changeUnit(unit.id, form),
      () => {
        reload()
        loadSession()
      },
    )
  return (
    <Card title={words.settings.unit}>
      <Form send={send} submit={words.common.save} done={words.settings.sent}>
        {(wrong) => (
          <>
            <Field name="name" label={words.setUp.unitName} value={name} onValue={setName} wrong={wrong} />
            <Field
              name="place"
              label={words.setUp.place}
              value={place}
              onValue={setPlace}
              optional
              wrong={wrong}
            />
          </>
        )}
      </Form>
    </Card>
  )
}

/** How a citizen reaches the head in person. */
export function MeetCard({ view: { unit }, reload }: Part) {
  const [room, setRoom] = useState(unit.meet?.room ?? '')
  const [phone, setPhone] = useState(unit.meet?.phone ?? '')
  const words = text()
  const none = room.trim() === '' && phone.trim() === ''
  const send = () =>
    saved(
      [UnitPatch, { meet: none ? null : { room, phone } }],
      (form) => calls.changeUnit(unit.id, form),
      reload,
    )
  return (
    <Card title={words.settings.meet} hint={words.settings.meetHint}>
      <Form send={send} submit={words.common.save} done={words.settings.sent}>
        {(wrong) => (
          <>
            <Field
              name="meet.room"
              label={words.settings.room}
              value={room}
              onValue={setRoom}
              optional
              wrong={wrong}
            />
            <Field
              name="meet.phone"
              label={words.settings.phone}
              value={phone}
              onValue={setPhone}
              mode="tel"
              optional
              wrong={wrong}
            />
          </>
        )}
      </Form>
    </Card>
  )
}
