import { useState } from 'preact/hooks'
import { UnitPatch } from '#src/protocol/session.ts'
import { calls } from '../calls.ts'
import { Choice, Field } from '../form/Field.tsx'
import { Form } from '../form/Form.tsx'
import { Card } from '../frame/Card.tsx'
import { text } from '../language.ts'
import { saved } from './saved.ts'
import type { Part } from './UnitCard.tsx'

const PATIENCES = ['1', '2', '3'] as const

/** How the citizens' screens speak of an officer, and how long they wait. */
export function ScreensCard({ view: { unit }, reload }: Part) {
  const [word, setWord] = useState(unit.word)
  const [patience, setPatience] = useState(String(unit.patience))
  const { settings: words, common } = text()
  const send = () =>
    saved(
      [UnitPatch, { word, patience: Number(patience) }],
      (form) => calls.changeUnit(unit.id, form),
      reload,
    )
  return (
    <Card title={words.screens}>
      <Form send={send} submit={common.save} done={words.sent}>
        {(wrong) => (
          <>
            <Field
              name="word"
              label={words.word}
              hint={words.wordHint}
              value={word}
              onValue={setWord}
              lang="vi"
              optional
              wrong={wrong}
            />
            <Choice
              name="patience"
              label={words.patience}
              hint={words.patienceHint}
              value={patience}
              onValue={setPatience}
              options={PATIENCES.map((value) => ({ value, label: words.patiences[value] }))}
              wrong={wrong}
            />
          </>
        )}
      </Form>
    </Card>
  )
}
