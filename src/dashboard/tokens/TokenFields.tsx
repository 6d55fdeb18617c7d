import { useState } from 'preact/hooks'
import { PULLS, type Pull } from '#src/domain/access.ts'
import { addDays, localTime } from '#src/domain/calendar.ts'
import { TOKEN_DAYS, TokenForm, type TokenList } from '#src/protocol/tokens.ts'
import { dayIn, dayText } from '../accounts/day.ts'
import { calls } from '../calls.ts'
import { Choice, Field } from '../form/Field.tsx'
import { text } from '../language.ts'
import { EntryForm, type Opened } from '../settings/Entries.tsx'
import { saved } from '../settings/saved.ts'
import type { Made } from './MadeToken.tsx'

type Reads = keyof ReturnType<typeof text>['tokens']['pulls']
const CHOICES: readonly Reads[] = [...PULLS, 'summary ratings']

type FieldsProps = Opened<TokenList['tokens'][number]> & { unit: string; made: (made: Made) => void }

/** A new token: where it is used, what it reads, until when; as it is opened, of the summary for a year. */
export function TokenFields({ unit, made, done, cancel }: FieldsProps) {
  const [name, setName] = useState('')
  const [reads, setReads] = useState<Reads>('summary')
  const [last, setLast] = useState(() => dayText(addDays(localTime(Date.now()).day, TOKEN_DAYS - 1)))
  const words = text().tokens
  const typed = { name, reads: reads.split(' ') as Pull[], last: dayIn(last) }
  const make = async (form: TokenForm) => {
    const answer = await calls.makeToken(unit, form)
    if (answer.ok) made({ ...form, ...answer.value })
    return answer
  }
  return (
    <EntryForm title={words.add} adds send={() => saved([TokenForm, typed], make, done)} cancel={cancel}>
      {(wrong) => (
        <>
          <Field
            name="name"
            label={words.name}
            hint={words.nameHint}
            value={name}
            onValue={setName}
            wrong={wrong}
          />
          <Choice
            name="reads"
            label={words.reads}
            hint={words.readsHint}
            value={reads}
            onValue={(value) => setReads(CHOICES.find((one) => one === value) ?? 'summary')}
            options={CHOICES.map((value) => ({ value, label: words.pulls[value] }))}
            wrong={wrong}
          />
          <Field
            name="last"
            label={words.last}
            hint={words.lastHint}
            value={last}
            onValue={setLast}
            wrong={wrong}
          />
        </>
      )}
    </EntryForm>
  )
}
