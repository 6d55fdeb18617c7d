import { useEffect, useState } from 'preact/hooks'
import { isDay } from '#src/domain/calendar.ts'
import { byGivenName } from '#src/domain/name-order.ts'
import { DEEDS, type DeedList } from '#src/protocol/deeds.ts'
import { dayIn, dayText } from '../accounts/day.ts'
import { Choice, Field, type Wrong } from '../form/Field.tsx'
import { Form } from '../form/Form.tsx'
import { Card } from '../frame/Card.tsx'
import { lang, text } from '../language.ts'
import { go } from '../navigation.ts'
import { type LogFilter, writeAddress } from '../router.ts'

type FilterProps = { filter: LogFilter; people: DeedList['people'] }
type Fields = Record<'by' | 'deed' | 'from' | 'to', string>

/** Whose deeds, which, and of which days: what is chosen becomes the address of the page. */
export function Filter({ filter, people }: FilterProps) {
  const [fields, setFields] = useState(() => fieldsOf(filter))
  const address = writeAddress({ page: 'log', filter })
  // Back and forward change the filter too.
  useEffect(() => setFields(fieldsOf(filter)), [address])
  const { log: words } = text()
  const set = (name: keyof Fields) => (value: string) => setFields((all) => ({ ...all, [name]: value }))
  return (
    <Card title={words.filter} kind="log-filter">
      <Form send={() => show(fields)} submit={words.filter} working={words.filter}>
        {(wrong) => (
          <>
            <Choice
              {...{ name: 'by', label: words.by, value: fields.by, onValue: set('by'), wrong }}
              options={[
                { value: '', label: words.everyone },
                ...inOrder(people),
                { value: 'operator', label: words.operator },
              ]}
            />
            <Choice
              {...{ name: 'deed', label: words.kind, value: fields.deed, onValue: set('deed'), wrong }}
              options={[{ value: '', label: words.everything }, ...kinds()]}
            />
            <Field
              {...{ name: 'days.from', label: words.from, value: fields.from, onValue: set('from'), wrong }}
              hint={words.dayHint}
            />
            <Field
              {...{ name: 'days.to', label: words.to, value: fields.to, onValue: set('to'), wrong }}
              hint={words.dayHint}
            />
          </>
        )}
      </Form>
      {address !== ALL && (
        <a data-view class="button small" href={ALL}>
          {words.clear}
        </a>
      )}
    </Card>
  )
}

const ALL = writeAddress({ page: 'log', filter: {} })

function fieldsOf({ by = '', deed = '', from, to }: LogFilter): Fields {
  return { by, deed, from: from === undefined ? '' : dayText(from), to: to === undefined ? '' : dayText(to) }
}

/** Goes to the address of what was chosen; or says which day is none. */
function show(fields: Fields): Promise<{ ok: true; value: undefined }> | Wrong {
  const from = dayIn(fields.from)
  const to = dayIn(fields.to)
  if (from !== '' && !isDay(from)) return { 'days.from': 'bad-form' }
  if (to !== '' && (!isDay(to) || to < from)) return { 'days.to': 'bad-form' }
  const asked = { by: fields.by, deed: fields.deed, from, to }
  const filter: LogFilter = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''))
  go(writeAddress({ page: 'log', filter }))
  return Promise.resolve({ ok: true, value: undefined })
}

function inOrder(people: DeedList['people']) {
  const sorted = [...people].sort((a, b) => byGivenName(a.name, b.name))
  return sorted.map(({ id, name }) => ({ value: id, label: name }))
}

function kinds() {
  return Object.entries(DEEDS).map(([value, said]) => ({ value, label: said[lang.value] }))
}
