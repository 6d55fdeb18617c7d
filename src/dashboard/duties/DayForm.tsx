import { useState } from 'preact/hooks'
import { type Day, isDay } from '#src/domain/calendar.ts'
import { dayIn, dayText } from '../accounts/day.ts'
import { Field } from '../form/Field.tsx'
import { Form } from '../form/Form.tsx'
import { text } from '../language.ts'
import { go } from '../navigation.ts'
import { writeAddress } from '../router.ts'

/** Of which day: it becomes the address of the page. */
export function DayForm({ day }: { day: Day }) {
  const [typed, type] = useState(() => dayText(day))
  const { duties: words, accounts } = text()
  const send = () => {
    const asked = dayIn(typed)
    if (!isDay(asked)) return { 'days.of': 'bad-form' as const }
    go(writeAddress({ page: 'duties', day: asked }))
    return Promise.resolve({ ok: true as const, value: undefined })
  }
  return (
    <Form send={send} submit={words.show} working={words.show}>
      {(wrong) => (
        <Field
          name="days.of"
          label={words.day}
          hint={accounts.dayHint}
          value={typed}
          onValue={type}
          wrong={wrong}
        />
      )}
    </Form>
  )
}
