import { useState } from 'preact/hooks'
import { OfficerForm, type UnitView } from '#src/protocol/session.ts'
import { byGivenName } from '#src/ui/format.ts'
import { calls } from '../calls.ts'
import { Field } from '../form/Field.tsx'
import { text } from '../language.ts'
import { Entries, EntryForm, type Opened } from './Entries.tsx'
import { saved } from './saved.ts'
import type { Part } from './UnitCard.tsx'

type Officer = UnitView['officers'][number]

/** The officers, by given name. */
export function Officers({ view, reload }: Part) {
  const words = text().settings
  return (
    <Entries
      title={words.officers}
      add={words.addOfficer}
      entries={[...view.officers].sort((a, b) => byGivenName(a.name, b.name))}
      none={words.noOfficers}
      reload={reload}
      line={(officer, { edit }) => <OfficerLine officer={officer} edit={edit} />}
      form={(opened) => <OfficerFields {...opened} unit={view.unit.id} />}
    />
  )
}

function OfficerLine({ officer, edit }: { officer: Officer; edit: () => void }) {
  return (
    <div class="entry">
      <p class="entry-words">
        <bdi class="row-name">{officer.name}</bdi> <bdi class="hint">{officer.title}</bdi>
      </p>
      <button type="button" class="button small" onClick={edit}>
        {text().common.edit}
        <span class="unseen"> {officer.name}</span>
      </button>
    </div>
  )
}

function OfficerFields({ unit, entry, done, cancel }: Opened<Officer> & { unit: string }) {
  const [name, setName] = useState(entry?.name ?? '')
  const [title, setTitle] = useState(entry?.title ?? '')
  const words = text().settings
  const send = () =>
    saved(
      [OfficerForm, { name, title }],
      (form) => (entry ? calls.changeOfficer(unit, entry.id, form) : calls.addOfficer(unit, form)),
      done,
    )
  return (
    <EntryForm
      title={entry ? words.editOfficer(entry.name) : words.addOfficer}
      adds={!entry}
      send={send}
      cancel={cancel}
    >
      {(wrong) => (
        <>
          <Field name="name" label={words.name} value={name} onValue={setName} max={80} wrong={wrong} />
          <Field
            name="title"
            label={words.title}
            value={title}
            onValue={setTitle}
            max={80}
            optional
            wrong={wrong}
          />
        </>
      )}
    </EntryForm>
  )
}
