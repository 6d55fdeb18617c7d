import { useState } from 'preact/hooks'
import { calls } from '../calls.ts'
import type { Wrong } from '../form/Field.tsx'
import { Form } from '../form/Form.tsx'
import { Card } from '../frame/Card.tsx'
import { fieldSentence, text } from '../language.ts'
import { hoursOf, type TypedSpan, type TypedWeek, typedOf } from './hours.ts'
import type { Part } from './UnitCard.tsx'

/** When tablets always take ratings: always, or in the hours of a week. */
export function HoursCard({ view: { unit }, reload }: Part) {
  const [always, setAlways] = useState(unit.hours === null)
  const [week, setWeek] = useState<TypedWeek>(() => typedOf(unit.hours))
  const words = text().settings
  const send = () => {
    const typed = hoursOf(week)
    if (!always && !typed.ok)
      return Object.fromEntries(typed.wrong.map((path) => [path, 'not-right' as const]))
    return calls.changeUnit(unit.id, { hours: always || !typed.ok ? null : typed.hours }).then((answer) => {
      if (answer.ok) reload()
      return answer
    })
  }
  return (
    <Card title={words.hours} hint={words.hoursHint}>
      <Form send={send} submit={text().common.save} done={words.sent}>
        {(wrong) => (
          <>
            <div class="ticks">
              <label class="tick">
                <input type="radio" name="hours" checked={always} onChange={() => setAlways(true)} />
                {words.always}
              </label>
              <label class="tick">
                <input type="radio" name="hours" checked={!always} onChange={() => setAlways(false)} />
                {words.byHours}
              </label>
            </div>
            {!always && <Week week={week} setWeek={setWeek} wrong={wrong} />}
          </>
        )}
      </Form>
    </Card>
  )
}

type WeekProps = { week: TypedWeek; setWeek: (week: TypedWeek) => void; wrong: Wrong }

function Week({ week, setWeek, wrong }: WeekProps) {
  const words = text().settings
  const set = (weekday: number, i: number, span: TypedSpan) =>
    setWeek(week.map((day, d) => (d === weekday ? day.map((old, s) => (s === i ? span : old)) : day)))
  const bad = Object.keys(wrong).some((path) => path.startsWith('hours'))
  return (
    <>
      <div class="week">
        {week.map((day, weekday) => (
          <fieldset key={weekday}>
            <legend>{words.weekdays[weekday]}</legend>
            {day.map((span, i) => (
              <Span
                key={i}
                name={`${words.weekdays[weekday]}, ${words.span(i + 1)}`}
                span={span}
                wrong={`hours.${weekday}.${i}` in wrong}
                set={(typed) => set(weekday, i, typed)}
              />
            ))}
          </fieldset>
        ))}
      </div>
      {bad && (
        <p class="wrong" id="hours-wrong">
          {fieldSentence('hours', 'not-right')}
        </p>
      )}
    </>
  )
}

type SpanProps = { name: string; span: TypedSpan; wrong: boolean; set: (span: TypedSpan) => void }

function Span({ name, span, wrong, set }: SpanProps) {
  const words = text().settings
  return (
    <span class="span">
      {(['from', 'to'] as const).map((end) => (
        <input
          key={end}
          type="text"
          inputMode="numeric"
          autocomplete="off"
          placeholder={words[end]}
          aria-label={`${name}, ${words[end]}`}
          aria-invalid={wrong}
          aria-describedby={wrong ? 'hours-wrong' : undefined}
          value={span[end]}
          onInput={(event) => set({ ...span, [end]: event.currentTarget.value })}
        />
      ))}
    </span>
  )
}
