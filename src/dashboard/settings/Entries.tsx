import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { matchesName } from '#src/domain/name-search.ts'
import type { Answer } from '../api.ts'
import type { Wrong } from '../form/Field.tsx'
import { Form } from '../form/Form.tsx'
import { Card } from '../frame/Card.tsx'
import { text } from '../language.ts'

/** So many entries are seen at a glance. */
const SHORT = 8

/** What a form of one entry is given: none to begin with where it adds one. */
export type Opened<Entry> = { entry: Entry | undefined; done: () => void; cancel: () => void }

type EntriesProps<Entry> = {
  title: string
  hint?: string
  add: string
  entries: readonly Entry[]
  /** What a long list is searched by, and what the search is called. */
  search?: { label: string; nameOf: (entry: Entry) => string; nobody: string }
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
  const { title, hint, add, entries, search, none, reload, sent, line, form } = props
  const [open, setOpen] = useState<{ id: string | undefined }>()
  const [said, say] = useState('')
  const [sought, seek] = useState('')
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
  const isSought = (entry: Entry) =>
    !search || open?.id === entry.id || matchesName(search.nameOf(entry), sought)
  const shown = entries.filter(isSought)
  const adding = open !== undefined && open.id === undefined
  return (
    <Card title={title} hint={hint}>
      {entries.length === 0 && <p class="hint">{none}</p>}
      {search && entries.length > SHORT && (
        <input
          type="search"
          aria-label={search.label}
          placeholder={search.label}
          autocomplete="off"
          spellcheck={false}
          value={sought}
          onInput={(event) => seek(event.currentTarget.value)}
        />
      )}
      {shown.length === 0 && entries.length > 0 && (
        <p class="hint" role="status">
          {search?.nobody}
        </p>
      )}
      <ul class="entries" ref={list} tabIndex={-1} aria-label={title}>
        {shown.map((entry) => (
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
