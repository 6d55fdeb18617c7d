import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { Answer } from '../api.ts'
import type { Wrong } from '../form/Field.tsx'
import { Form } from '../form/Form.tsx'
import { Card } from '../frame/Card.tsx'
import { text } from '../language.ts'

/** What a form of one entry is given: none to begin with where it adds one. */
export type Opened<Entry> = { entry: Entry | undefined; done: () => void; cancel: () => void }

type EntriesProps<Entry> = {
  title: string
  hint?: string
  add: string
  entries: readonly Entry[]
  /** Said where there are none yet. */
  none?: string
  reload: () => void
  /** Said after a change; else that the tablets will hear of it. */
  sent?: string
  /** `changed`: something of it was changed without a form; what is said then, where it is another thing. */
  line: (entry: Entry, act: { edit: () => void; changed: (said?: string) => void }) => ComponentChildren
  form: (opened: Opened<Entry>) => ComponentChildren
}

/** A list in which one entry at a time is added or edited, in its place; the list takes the focus back. */
export function Entries<Entry extends { id: string }>(props: EntriesProps<Entry>) {
  const { title, hint, add, entries, none, reload, sent, line, form } = props
  const [open, setOpen] = useState<{ id: string | undefined }>()
  const [said, say] = useState('')
  const list = useRef<HTMLUListElement>(null)
  const edit = (id?: string) => {
    say('')
    setOpen({ id })
  }
  const cancel = () => {
    setOpen(undefined)
    list.current?.focus()
  }
  const changed = (words = sent ?? text().settings.sent) => {
    say(words)
    reload()
  }
  const done = () => {
    cancel()
    changed()
  }
  const adding = open !== undefined && open.id === undefined
  return (
    <Card title={title} hint={hint}>
      {entries.length === 0 && <p class="hint">{none}</p>}
      <ul class="entries" ref={list} tabIndex={-1} aria-label={title}>
        {entries.map((entry) => (
          <li key={entry.id}>
            {open?.id === entry.id
              ? form({ entry, done, cancel })
              : line(entry, { edit: () => edit(entry.id), changed })}
          </li>
        ))}
      </ul>
      <p class="said" role="status">
        {said}
      </p>
      {adding ? (
        form({ entry: undefined, done, cancel })
      ) : (
        <button type="button" class="button" onClick={() => edit()}>
          {add}
        </button>
      )}
    </Card>
  )
}

type EntryFormProps = {
  title: string
  /** It adds an entry, where it does not change one. */
  adds: boolean
  send: () => Promise<Answer<unknown>> | Wrong
  cancel: () => void
  children: (wrong: Wrong) => ComponentChildren
}

/** The form of one entry, named by what it changes. */
export function EntryForm({ title, adds, send, cancel, children }: EntryFormProps) {
  const { common } = text()
  return (
    <fieldset class="inset">
      <legend>{title}</legend>
      <Form send={send} submit={adds ? common.add : common.save} cancel={cancel}>
        {children}
      </Form>
    </fieldset>
  )
}
