import { useState } from 'preact/hooks'
import { isAway } from '#src/domain/absence.ts'
import { localTime } from '#src/domain/calendar.ts'
import { byGivenName } from '#src/domain/name-order.ts'
import { CounterForm, NewCounterForm, type UnitView } from '#src/protocol/session.ts'
import { calls } from '../calls.ts'
import { Choice, Field } from '../form/Field.tsx'
import { text } from '../language.ts'
import { Closing } from './Closing.tsx'
import { Entries, EntryForm, type Opened } from './Entries.tsx'
import { saved } from './saved.ts'
import type { Part } from './UnitCard.tsx'

export type Counter = UnitView['counters'][number]

/** Of whom the ratings are, where it is no counter but the hall. */
const HALL = 'hall'

/** The counters and the hall: add, rename, give to an officer, close and open. */
export function Counters({ view, reload }: Part) {
  const words = text().settings
  return (
    <Entries
      title={words.counters}
      add={words.addCounter}
      entries={view.counters}
      reload={reload}
      line={(counter, act) => <CounterLine view={view} counter={counter} {...act} />}
      form={(opened) => <CounterFields {...opened} view={view} />}
    />
  )
}

type LineProps = Pick<Part, 'view'> & { counter: Counter; edit: () => void; changed: () => void }

function CounterLine({ view, counter, edit, changed }: LineProps) {
  const words = text()
  const officer = view.officers.find(({ id }) => id === counter.officer)
  const closed = counter.closedSince !== null
  return (
    <div class="entry">
      <p class="entry-words">
        <bdi class="row-name">{counter.label}</bdi> <bdi>{counter.name}</bdi>
        <bdi class="hint">
          {counter.hall ? words.settings.isHall : (officer?.name ?? words.settings.byShift)}
        </bdi>
      </p>
      <span class={closed ? 'tag warn' : 'tag ok'}>
        {closed ? words.settings.closed : words.settings.open}
      </span>
      <div class="row-actions">
        <button type="button" class="button small" onClick={edit}>
          {words.common.edit}
          <span class="unseen"> {counter.label}</span>
        </button>
        <Closing unit={view.unit.id} counter={counter} changed={changed} />
      </div>
    </div>
  )
}

function CounterFields({ view, entry, done, cancel }: Opened<Counter> & Pick<Part, 'view'>) {
  const [label, setLabel] = useState(entry?.label ?? '')
  const [name, setName] = useState(entry?.name ?? '')
  const [officer, setOfficer] = useState(entry?.officer ?? '')
  const { settings: words, setUp } = text()
  const { id } = view.unit
  const today = localTime(view.now).day
  // Who is away is chosen for no counter; who stands there until the end of their last day stays to be seen.
  const officers = view.officers
    .filter(({ id, absences }) => id === entry?.officer || !isAway(absences, today))
    .sort((a, b) => byGivenName(a.name, b.name))
  const credited = officer === '' || officer === HALL ? null : officer
  const given = { label, name, officer: credited }
  const send = () =>
    entry
      ? saved([CounterForm, given], (form) => calls.changeCounter(id, entry.id, form), done)
      : saved(
          [NewCounterForm, { ...given, ...(officer === HALL && { hall: true }) }],
          (form) => calls.addCounter(id, form),
          done,
        )
  return (
    <EntryForm
      title={entry ? words.editCounter(entry.label) : words.addCounter}
      adds={!entry}
      send={send}
      cancel={cancel}
    >
      {(wrong) => (
        <>
          <Field
            name="label"
            label={setUp.label}
            hint={setUp.labelHint}
            value={label}
            onValue={setLabel}
            wrong={wrong}
          />
          <Field
            name="name"
            label={setUp.counterName}
            value={name}
            onValue={setName}
            optional
            wrong={wrong}
          />
          {!entry?.hall && (
            <Choice
              name="officer"
              label={words.officer}
              hint={officer === HALL ? words.hallHint : words.officerHint}
              value={officer}
              onValue={setOfficer}
              options={[
                { value: '', label: words.byShift },
                ...(entry ? [] : [{ value: HALL, label: words.isHall }]),
                ...officers.map((one) => ({ value: one.id, label: one.name })),
              ]}
              wrong={wrong}
            />
          )}
        </>
      )}
    </EntryForm>
  )
}
