import { useState } from 'preact/hooks'
import { ROLES, type Role } from '#src/domain/access.ts'
import { AccountForm, AccountPatch } from '#src/protocol/accounts.ts'
import { calls } from '../calls.ts'
import { Choice, Field, type Wrong } from '../form/Field.tsx'
import { text } from '../language.ts'
import { EntryForm, type Opened } from '../settings/Entries.tsx'
import { saved } from '../settings/saved.ts'
import type { Account } from './AccountCards.tsx'
import { dayIn, dayText } from './day.ts'

type Fields = Record<'name' | 'user' | 'password' | 'first' | 'last' | 'reason', string>

const EMPTY: Fields = { name: '', user: '', password: '', first: '', last: '', reason: '' }

/** A new account: a deputy's unless another role is chosen; an auditor's has its days and its reason. */
export function AccountFields({ unit, done, cancel }: Opened<Account> & { unit: string }) {
  const [role, setRole] = useState<Role>('deputy')
  const [fields, setFields] = useState(EMPTY)
  const { accounts: words, setUp } = text()
  const { first, last, reason, ...typed } = fields
  const term = role === 'auditor' ? { term: { first: dayIn(first), last: dayIn(last), reason } } : {}
  const send = () =>
    saved([AccountForm, { role, ...typed, ...term }], (form) => calls.addAccount(unit, form), done)
  const field = (name: keyof Fields, wrong: Wrong, path: string = name) => ({
    ...{ name: path, value: fields[name], wrong },
    onValue: (value: string) => setFields((all) => ({ ...all, [name]: value })),
  })
  return (
    <EntryForm title={words.add} adds send={send} cancel={cancel}>
      {(wrong) => (
        <>
          <Choice
            name="role"
            label={words.role}
            hint={words.roleHints[role]}
            value={role}
            onValue={(value) => setRole(ROLES.find((one) => one === value) ?? 'deputy')}
            options={[...ROLES].reverse().map((value) => ({ value, label: words.roles[value] }))}
            wrong={wrong}
          />
          <Field {...field('name', wrong)} label={words.name} max={80} />
          <Field {...field('user', wrong)} label={words.user} hint={setUp.userHint} max={40} />
          <Field
            {...field('password', wrong)}
            label={text().signIn.password}
            hint={words.firstPasswordHint}
            type="password"
            complete="new-password"
            max={200}
          />
          {role === 'auditor' && (
            <>
              <Field
                {...field('first', wrong, 'term.first')}
                label={words.first}
                hint={words.dayHint}
                max={10}
              />
              <Field
                {...field('last', wrong, 'term.last')}
                label={words.last}
                hint={words.dayHint}
                max={10}
              />
              <Field
                {...field('reason', wrong, 'term.reason')}
                label={words.reason}
                hint={words.reasonHint}
                max={200}
              />
            </>
          )}
        </>
      )}
    </EntryForm>
  )
}

type PatchProps = Opened<Account> & { entry: Account; unit: string; isSelf: boolean }

/** Name and password of an account; of an auditor's also its last day. One's own password has a card of its own. */
export function PatchFields({ unit, entry, isSelf, done, cancel }: PatchProps) {
  const [name, setName] = useState(entry.name)
  const [password, setPassword] = useState('')
  const words = text().accounts
  const [last, setLast] = useState(entry.term ? dayText(entry.term.last) : '')
  const patch = { name, ...(password !== '' && { password }), ...(entry.term && { last: dayIn(last) }) }
  const send = () => saved([AccountPatch, patch], (form) => calls.changeAccount(unit, entry.id, form), done)
  return (
    <EntryForm title={words.change(entry.name)} adds={false} send={send} cancel={cancel}>
      {(wrong) => (
        <>
          <Field name="name" label={words.name} value={name} onValue={setName} max={80} wrong={wrong} />
          {entry.term && (
            <Field
              name="last"
              label={words.last}
              hint={words.dayHint}
              value={last}
              onValue={setLast}
              max={10}
              wrong={wrong}
            />
          )}
          {!isSelf && (
            <Field
              name="password"
              label={words.newPassword}
              hint={words.newPasswordHint}
              value={password}
              onValue={setPassword}
              type="password"
              complete="new-password"
              max={200}
              optional
              wrong={wrong}
            />
          )}
        </>
      )}
    </EntryForm>
  )
}
