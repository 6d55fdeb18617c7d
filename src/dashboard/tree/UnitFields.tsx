import { useState } from 'preact/hooks'
import type { Day } from '#src/domain/calendar.ts'
import { type Below, CloseForm, HeadForm, NameForm, UnitForm } from '#src/protocol/tree.ts'
import { dayIn, dayText } from '../accounts/day.ts'
import { calls } from '../calls.ts'
import { check } from '../form/check.ts'
import { Choice, Field, type Wrong } from '../form/Field.tsx'
import { text } from '../language.ts'
import { EntryForm } from '../settings/Entries.tsx'
import { saved } from '../settings/saved.ts'
import type { Invited, Unit } from './UnitEntries.tsx'

type Given = { below: Below; today: Day; done: () => void; cancel: () => void }
type Inviting = { invited: (of: Invited) => void }

/** A new unit, below one's own or one further down, with its first head. */
export function FoundFields({ below, done, cancel, invited }: Given & Inviting) {
  const [parent, setParent] = useState(below.unit.id)
  const [fields, setFields] = useState({ name: '', place: '', nationalId: '', headName: '', user: '' })
  const { tree: words, setUp } = text()
  const { name, place, nationalId, headName, user } = fields
  const send = () => {
    const checked = check(UnitForm, { name, place, nationalId, head: { name: headName, user } })
    if (!checked.ok) return checked.wrong
    return calls.foundUnit(parent, checked.form).then((answer) => {
      if (answer.ok) {
        invited({ name: headName, offer: answer.value.invitation })
        done()
      }
      return answer
    })
  }
  const set = (key: keyof typeof fields) => (value: string) => setFields((all) => ({ ...all, [key]: value }))
  return (
    <EntryForm title={words.add} adds send={send} cancel={cancel}>
      {(wrong) => (
        <>
          <Choice
            name="parent"
            label={words.under}
            value={parent}
            onValue={setParent}
            options={[below.unit, ...below.units.filter(({ left }) => !left)].map((one) => ({
              value: one.id,
              label: one.name,
            }))}
            wrong={wrong}
          />
          <Names {...{ name, place, nationalId, set, wrong }} />
          <Field
            name="head.name"
            label={words.headName}
            value={headName}
            onValue={set('headName')}
            wrong={wrong}
          />
          <Field
            name="head.user"
            label={words.headUser}
            hint={setUp.userHint}
            value={user}
            onValue={set('user')}
            wrong={wrong}
          />
          <p class="hint">{words.headNext}</p>
        </>
      )}
    </EntryForm>
  )
}

/** Another name from a day on. */
export function NameFields({ unit, today, done, cancel }: Given & { unit: Unit }) {
  const [fields, setFields] = useState({
    ...{ name: unit.name, place: unit.place, nationalId: unit.nationalId ?? '' },
  })
  const [from, setFrom] = useState(dayText(today))
  const words = text().tree
  const send = () =>
    saved([NameForm, { ...fields, from: dayIn(from) }], (form) => calls.nameUnit(unit.id, form), done)
  const set = (key: keyof typeof fields) => (value: string) => setFields((all) => ({ ...all, [key]: value }))
  return (
    <EntryForm title={words.renameTitle(unit.name)} adds={false} send={send} cancel={cancel}>
      {(wrong) => (
        <>
          <Names {...{ ...fields, set, wrong }} />
          <Field
            name="from"
            label={words.from}
            hint={words.fromHint}
            value={from}
            onValue={setFrom}
            wrong={wrong}
          />
        </>
      )}
    </EntryForm>
  )
}

/** The last day, and which unit comes after it. */
export function CloseFields({ unit, below, done, cancel }: Given & { unit: Unit }) {
  const [last, setLast] = useState(unit.last === null ? '' : dayText(unit.last))
  const [into, setInto] = useState(unit.into[0]?.id ?? '')
  const { tree: words, accounts } = text()
  const others = below.units.filter((one) => one.id !== unit.id && one.last === null && !one.left)
  const form = { last: dayIn(last), into: into === '' ? [] : [into] }
  const send = () => saved([CloseForm, form], (checked) => calls.closeUnit(unit.id, checked), done)
  return (
    <EntryForm title={words.closeTitle(unit.name)} adds={false} send={send} cancel={cancel}>
      {(wrong) => (
        <>
          <p>{words.closeWhat}</p>
          <Field
            name="last"
            label={words.last}
            hint={accounts.dayHint}
            value={last}
            onValue={setLast}
            wrong={wrong}
          />
          <Choice
            name="into"
            label={words.into}
            hint={words.intoHint}
            value={into}
            onValue={setInto}
            options={[
              { value: '', label: words.intoNone },
              ...others.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            wrong={wrong}
          />
        </>
      )}
    </EntryForm>
  )
}

/** One more head, who is invited. */
export function HeadFields({ unit, done, cancel, invited }: Given & Inviting & { unit: Unit }) {
  const [name, setName] = useState('')
  const [user, setUser] = useState('')
  const { tree: words, setUp } = text()
  const send = () => {
    const checked = check(HeadForm, { name, user })
    if (!checked.ok) return checked.wrong
    return calls.nameHead(unit.id, checked.form).then((answer) => {
      if (answer.ok) {
        invited({ name, offer: answer.value.invitation })
        done()
      }
      return answer
    })
  }
  return (
    <EntryForm title={words.headTitle(unit.name)} adds send={send} cancel={cancel}>
      {(wrong) => (
        <>
          <Field name="name" label={words.headName} value={name} onValue={setName} wrong={wrong} />
          <Field
            name="user"
            label={words.headUser}
            hint={setUp.userHint}
            value={user}
            onValue={setUser}
            wrong={wrong}
          />
        </>
      )}
    </EntryForm>
  )
}

type NamesProps = Record<'name' | 'place' | 'nationalId', string> & {
  set: (key: 'name' | 'place' | 'nationalId') => (value: string) => void
  wrong: Wrong
}

function Names({ name, place, nationalId, set, wrong }: NamesProps) {
  const words = text().tree
  return (
    <>
      <Field name="name" label={words.name} value={name} onValue={set('name')} wrong={wrong} />
      <Field name="place" label={words.place} value={place} onValue={set('place')} optional wrong={wrong} />
      <Field
        name="nationalId"
        label={words.nationalId}
        hint={words.nationalIdHint}
        value={nationalId}
        onValue={set('nationalId')}
        optional
        wrong={wrong}
      />
    </>
  )
}
