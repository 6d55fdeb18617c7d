import { useRef, useState } from 'preact/hooks'
import { CounterForm, type UnitView } from '#src/protocol/session.ts'
import type { Problem } from '../api.ts'
import { calls } from '../calls.ts'
import { Ask } from '../form/Ask.tsx'
import { check } from '../form/check.ts'
import { Choice, Field } from '../form/Field.tsx'
import { Form } from '../form/Form.tsx'
import { Card } from '../frame/Card.tsx'
import { sentence, text } from '../language.ts'
import { noticed } from '../session.ts'
import type { Part } from './UnitCard.tsx'

type Counter = UnitView['counters'][number]
type Open =
  | { kind: 'none' }
  | { kind: 'add' }
  | { kind: 'edit'; id: string }
  | { kind: 'close'; counter: Counter }

/** The counters: add, rename, give to an officer, close and open. */
export function Counters({ view, reload }: Part) {
  const [open, setOpen] = useState<Open>({ kind: 'none' })
  const words = text().settings
  const [said, say] = useState('')
  const list = useRef<HTMLUListElement>(null)
  const shut = () => {
    setOpen({ kind: 'none' })
    list.current?.focus()
  }
  const done = () => {
    shut()
    say(words.sent)
    reload()
  }
  return (
    <Card title={words.counters}>
      <ul class="entries" ref={list} tabIndex={-1}>
        {view.counters.map((counter) => (
          <li key={counter.id}>
            {open.kind === 'edit' && open.id === counter.id ? (
              <CounterFields view={view} counter={counter} done={done} cancel={shut} />
            ) : (
              <CounterLine view={view} counter={counter} setOpen={setOpen} reload={reload} />
            )}
          </li>
        ))}
      </ul>
      <p class="said" role="status">
        {said}
      </p>
      {open.kind === 'add' ? (
        <CounterFields view={view} counter={undefined} done={done} cancel={shut} />
      ) : (
        <button type="button" class="button" onClick={() => setOpen({ kind: 'add' })}>
          {words.addCounter}
        </button>
      )}
      {open.kind === 'close' && (
        <Ask
          title={words.closeTitle(open.counter.label)}
          what={[words.closeWhat]}
          yes={words.closeCounter}
          act={() => calls.changeCounter(view.unit.id, open.counter.id, { closed: true })}
          done={done}
          cancel={shut}
        />
      )}
    </Card>
  )
}

type LineProps = Part & { counter: Counter; setOpen: (open: Open) => void }

function CounterLine({ view, counter, setOpen, reload }: LineProps) {
  const words = text()
  const officer = view.officers.find(({ id }) => id === counter.officer)
  const closed = counter.closedSince !== null
  const [problem, setProblem] = useState<Problem>()
  const reopen = async () => {
    const answer = noticed(await calls.changeCounter(view.unit.id, counter.id, { closed: false }))
    setProblem(answer.ok ? undefined : answer.problem)
    if (answer.ok) reload()
  }
  return (
    <div class="entry">
      <p class="entry-words">
        <bdi class="row-name">{counter.label}</bdi> <bdi>{counter.name}</bdi>
        <bdi class="hint">{officer?.name ?? words.settings.noOfficer}</bdi>
      </p>
      <span class={closed ? 'tag warn' : 'tag ok'}>
        {closed ? words.settings.closed : words.settings.open}
      </span>
      <div class="row-actions">
        <button type="button" class="button small" onClick={() => setOpen({ kind: 'edit', id: counter.id })}>
          {words.common.edit}
          <span class="unseen"> {counter.label}</span>
        </button>
        <button
          type="button"
          class="button small"
          onClick={closed ? reopen : () => setOpen({ kind: 'close', counter })}
        >
          {closed ? words.settings.openCounter : words.settings.closeCounter}
          <span class="unseen"> {counter.label}</span>
        </button>
      </div>
      {problem && (
        <p class="wrong" role="alert">
          {sentence(problem)}
        </p>
      )}
    </div>
  )
}

type FieldsProps = { view: UnitView; counter: Counter | undefined; done: () => void; cancel: () => void }

function CounterFields({ view, counter, done, cancel }: FieldsProps) {
  const [label, setLabel] = useState(counter?.label ?? '')
  const [name, setName] = useState(counter?.name ?? '')
  const [officer, setOfficer] = useState(counter?.officer ?? '')
  const words = text()
  const send = () => {
    const checked = check(CounterForm, { label, name, officer: officer === '' ? null : officer })
    if (!checked.ok) return checked.wrong
    const { id } = view.unit
    const sent = counter
      ? calls.changeCounter(id, counter.id, checked.form)
      : calls.addCounter(id, checked.form)
    return sent.then((answer) => {
      if (answer.ok) done()
      return answer
    })
  }
  return (
    <fieldset class="inset">
      <legend>{counter ? words.settings.editCounter(counter.label) : words.settings.addCounter}</legend>
      <Form send={send} submit={counter ? words.common.save : words.common.add} cancel={cancel}>
        {(wrong) => (
          <>
            <Field
              name="label"
              label={words.setUp.label}
              hint={words.setUp.labelHint}
              value={label}
              onValue={setLabel}
              max={20}
              wrong={wrong}
            />
            <Field
              name="name"
              label={words.setUp.counterName}
              value={name}
              onValue={setName}
              max={80}
              optional
              wrong={wrong}
            />
            <Choice
              name="officer"
              label={words.settings.officer}
              value={officer}
              onValue={setOfficer}
              options={[
                { value: '', label: words.settings.noOfficer },
                ...view.officers.map((o) => ({ value: o.id, label: o.name })),
              ]}
              wrong={wrong}
            />
          </>
        )}
      </Form>
    </fieldset>
  )
}
