import { useRef, useState } from 'preact/hooks'
import { OfficerForm, type UnitView } from '#src/protocol/session.ts'
import { byGivenName } from '#src/ui/format.ts'
import { calls } from '../calls.ts'
import { check } from '../form/check.ts'
import { Field } from '../form/Field.tsx'
import { Form } from '../form/Form.tsx'
import { Card } from '../frame/Card.tsx'
import { text } from '../language.ts'
import type { Part } from './UnitCard.tsx'

type Officer = UnitView['officers'][number]
type Open = { kind: 'none' } | { kind: 'add' } | { kind: 'edit'; id: string }

/** The officers, by given name. */
export function Officers({ view, reload }: Part) {
  const [open, setOpen] = useState<Open>({ kind: 'none' })
  const words = text()
  const [said, say] = useState('')
  const list = useRef<HTMLUListElement>(null)
  const shut = () => {
    setOpen({ kind: 'none' })
    list.current?.focus()
  }
  const done = () => {
    shut()
    say(words.settings.sent)
    reload()
  }
  const officers = [...view.officers].sort((a, b) => byGivenName(a.name, b.name))
  return (
    <Card title={words.settings.officers}>
      {officers.length === 0 && <p class="hint">{words.settings.noOfficers}</p>}
      <ul class="entries" ref={list} tabIndex={-1}>
        {officers.map((officer) => (
          <li key={officer.id}>
            {open.kind === 'edit' && open.id === officer.id ? (
              <OfficerFields unit={view.unit.id} officer={officer} done={done} cancel={shut} />
            ) : (
              <div class="entry">
                <p class="entry-words">
                  <bdi class="row-name">{officer.name}</bdi> <bdi class="hint">{officer.title}</bdi>
                </p>
                <button
                  type="button"
                  class="button small"
                  onClick={() => setOpen({ kind: 'edit', id: officer.id })}
                >
                  {words.common.edit}
                  <span class="unseen"> {officer.name}</span>
                </button>
              </div>
            )}
          </li>
        ))}
      </ul>
      <p class="said" role="status">
        {said}
      </p>
      {open.kind === 'add' ? (
        <OfficerFields unit={view.unit.id} officer={undefined} done={done} cancel={shut} />
      ) : (
        <button type="button" class="button" onClick={() => setOpen({ kind: 'add' })}>
          {words.settings.addOfficer}
        </button>
      )}
    </Card>
  )
}

type FieldsProps = { unit: string; officer: Officer | undefined; done: () => void; cancel: () => void }

function OfficerFields({ unit, officer, done, cancel }: FieldsProps) {
  const [name, setName] = useState(officer?.name ?? '')
  const [title, setTitle] = useState(officer?.title ?? '')
  const words = text()
  const send = () => {
    const checked = check(OfficerForm, { name, title })
    if (!checked.ok) return checked.wrong
    const sent = officer
      ? calls.changeOfficer(unit, officer.id, checked.form)
      : calls.addOfficer(unit, checked.form)
    return sent.then((answer) => {
      if (answer.ok) done()
      return answer
    })
  }
  return (
    <fieldset class="inset">
      <legend>{officer ? words.settings.editOfficer(officer.name) : words.settings.addOfficer}</legend>
      <Form send={send} submit={officer ? words.common.save : words.common.add} cancel={cancel}>
        {(wrong) => (
          <>
            <Field
              name="name"
              label={words.settings.name}
              value={name}
              onValue={setName}
              max={80}
              wrong={wrong}
            />
            <Field
              name="title"
              label={words.settings.title}
              value={title}
              onValue={setTitle}
              max={80}
              optional
              wrong={wrong}
            />
          </>
        )}
      </Form>
    </fieldset>
  )
}
