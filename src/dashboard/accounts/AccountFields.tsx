import { useState } from 'preact/hooks'
import { OFFICERS, ROLES, type Role } from '#src/domain/access.ts'
import { AccountForm } from '#src/protocol/accounts.ts'
import { calls } from '../calls.ts'
import { Choice, Field, type Wrong } from '../form/Field.tsx'
import { text } from '../language.ts'
import { EntryForm, type Opened } from '../settings/Entries.tsx'
import { saved } from '../settings/saved.ts'
import type { Account, Officers } from './AccountCards.tsx'
import { dayIn } from './day.ts'
import { OfficerChoice } from './OfficerChoice.tsx'

const NAMES = ['name', 'user', 'password', 'first', 'last', 'reason'] as const
type Fields = Record<(typeof NAMES)[number], string>

const EMPTY: Fields = { name: '', user: '', password: '', first: '', last: '', reason: '' }
/** In the order in which a unit gives them. */
const CHOICES: readonly Role[] = ['deputy', 'officer', 'superior', 'auditor', 'operator', 'head']

type FieldsProps = Opened<Account> & { unit: string; officers: Officers }

/** A new account: a deputy's unless another role is chosen; an auditor's has its days and its reason, an officer's its officer. */
export function AccountFields({ unit, officers, done, cancel }: FieldsProps) {
  const [role, setRole] = useState<Role>('deputy')
  const [fields, setFields] = useState(EMPTY)
  const [officer, setOfficer] = useState('')
  const { accounts: words, setUp } = text()
  const mayBeOfficer = OFFICERS.some((one) => one === role)
  const send = () =>
    saved(
      [AccountForm, formOf(role, fields, mayBeOfficer ? officer : '')],
      (form) => calls.addAccount(unit, form),
      done,
    )
  const field = (name: keyof Fields, wrong: Wrong, path: string = name) => ({
    ...{ name: path, value: fields[name], wrong },
    onValue: (value: string) => setFields((all) => ({ ...all, [name]: value })),
  })
  const choose = (id: string) => {
    setOfficer(id)
    const chosen = officers.find((one) => one.id === id)
    if (chosen && fields.name.trim() === '') setFields((all) => ({ ...all, name: chosen.name }))
  }
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
            options={CHOICES.map((value) => ({ value, label: words.roles[value] }))}
            wrong={wrong}
          />
          {mayBeOfficer && <OfficerChoice {...{ role, officers, wrong }} value={officer} onValue={choose} />}
          <Field {...field('name', wrong)} label={words.name} />
          <Field {...field('user', wrong)} label={words.user} hint={setUp.userHint} />
          <Field
            {...field('password', wrong)}
            label={text().signIn.password}
            hint={words.firstPasswordHint}
            type="password"
            complete="new-password"
            optional
          />
          {role === 'auditor' && (
            <>
              <Field {...field('first', wrong, 'term.first')} label={words.first} hint={words.dayHint} />
              <Field {...field('last', wrong, 'term.last')} label={words.last} hint={words.dayHint} />
              <Field
                {...field('reason', wrong, 'term.reason')}
                label={words.reason}
                hint={words.reasonHint}
              />
            </>
          )}
        </>
      )}
    </EntryForm>
  )
}

function formOf(role: Role, { first, last, reason, password, ...named }: Fields, officer: string): object {
  return {
    ...{ role, ...named },
    ...(password !== '' && { password }),
    ...(role === 'auditor' && { term: { first: dayIn(first), last: dayIn(last), reason } }),
    ...(officer !== '' && { officer }),
  }
}
