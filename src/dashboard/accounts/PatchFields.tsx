import { useState } from 'preact/hooks'
import { OFFICERS } from '#src/domain/access.ts'
import { AccountPatch } from '#src/protocol/accounts.ts'
import { calls } from '../calls.ts'
import { Field } from '../form/Field.tsx'
import { text } from '../language.ts'
import { EntryForm, type Opened } from '../settings/Entries.tsx'
import { saved } from '../settings/saved.ts'
import type { Account, Officers } from './AccountCards.tsx'
import { dayIn, dayText } from './day.ts'
import { OfficerChoice } from './OfficerChoice.tsx'

type PatchProps = Opened<Account> & { entry: Account; unit: string; officers: Officers; isSelf: boolean }

/** Name, officer, last day and password of an account. One's own password has a card of its own, and one's own account no last day. */
export function PatchFields({ unit, entry, officers, isSelf, done, cancel }: PatchProps) {
  const [name, setName] = useState(entry.name)
  const [password, setPassword] = useState('')
  const [officer, setOfficer] = useState(entry.officer?.id ?? '')
  const [last, setLast] = useState(entry.last === null ? '' : dayText(entry.last))
  const words = text().accounts
  const mayBeOfficer = OFFICERS.some((one) => one === entry.role)
  const patch = {
    name,
    ...(password !== '' && { password }),
    ...(mayBeOfficer && { officer: officer === '' ? null : officer }),
    ...(!isSelf && { last: last.trim() === '' && !entry.term ? null : dayIn(last) }),
  }
  const send = () => saved([AccountPatch, patch], (form) => calls.changeAccount(unit, entry.id, form), done)
  return (
    <EntryForm title={words.change(entry.name)} adds={false} send={send} cancel={cancel}>
      {(wrong) => (
        <>
          <Field name="name" label={words.name} value={name} onValue={setName} wrong={wrong} />
          {mayBeOfficer && (
            <OfficerChoice
              {...{ officers, wrong, role: entry.role, account: entry.id }}
              value={officer}
              onValue={setOfficer}
            />
          )}
          {!isSelf && (
            <Field
              name="last"
              label={words.last}
              hint={entry.term ? words.dayHint : words.lastHint}
              value={last}
              onValue={setLast}
              optional={!entry.term}
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
              optional
              wrong={wrong}
            />
          )}
        </>
      )}
    </EntryForm>
  )
}
