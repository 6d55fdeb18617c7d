import type { Role } from '#src/domain/access.ts'
import { Choice, type Wrong } from '../form/Field.tsx'
import { text } from '../language.ts'
import type { Officers } from './AccountCards.tsx'

type OfficerProps = {
  role: Role
  officers: Officers
  /** The account that is changed: its own officer may be kept. */
  account?: string
  value: string
  onValue: (id: string) => void
  wrong: Wrong
}

/** Which officer of the unit the person is: of those whom no other account is. '' is none. */
export function OfficerChoice({ role, officers, account, value, onValue, wrong }: OfficerProps) {
  const words = text().accounts
  const free = officers.filter((one) => one.account === null || one.account === account)
  const isOfficer = role === 'officer'
  return (
    <Choice
      name="officer"
      label={words.officer}
      {...(!isOfficer && { hint: words.officerHint })}
      optional={!isOfficer}
      value={value}
      onValue={onValue}
      options={[
        { value: '', label: isOfficer ? words.chooseOfficer : words.noOfficer },
        ...free.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      wrong={wrong}
    />
  )
}
