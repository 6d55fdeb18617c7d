import { useState } from 'preact/hooks'
import { addDays, type Day, isDay, localTime, yearOf } from '#src/domain/calendar.ts'
import { type HolidayName, publicHolidays } from '#src/domain/holidays.ts'
import { UnitPatch } from '#src/protocol/session.ts'
import { dayIn, dayText } from '../accounts/day.ts'
import { calls } from '../calls.ts'
import { Field } from '../form/Field.tsx'
import { Form } from '../form/Form.tsx'
import { Card } from '../frame/Card.tsx'
import { text } from '../language.ts'
import { saved } from './saved.ts'
import type { Part } from './UnitCard.tsx'

/** A day of the calendar, or one that the unit wrote into it. */
type Listed = { day: Day; name: HolidayName | 'own' }

/** On which days the unit rests: the public holidays, as it changes them. */
export function DaysCard({ view: { unit, now }, reload }: Part) {
  const [off, setOff] = useState<readonly Day[]>(unit.days.off)
  const [work, setWork] = useState<readonly Day[]>(unit.days.work)
  const [typed, type] = useState('')
  const words = text().settings
  const today = localTime(now).day
  const send = () => {
    const added = typed.trim() === '' ? [] : [dayIn(typed)]
    if (!added.every(isDay)) return { day: 'bad-form' as const }
    if (added.some((day) => day < today)) return { day: 'day-past' as const }
    const isPast = (day: Day) => day < addDays(today, -1)
    const form = {
      days: {
        off: [...new Set([...off, ...added])].filter((day) => !isPast(day)),
        work: work.filter((day) => !isPast(day) && !added.includes(day)),
      },
    }
    return saved(
      [UnitPatch, form],
      (patch) => calls.changeUnit(unit.id, patch),
      () => {
        type('')
        reload()
      },
    )
  }
  const set = (day: Day, rests: boolean) =>
    setWork(rests ? work.filter((one) => one !== day) : [...work, day])
  return (
    <Card title={words.days} hint={words.daysHint}>
      <Form send={send} submit={text().common.save} done={words.sent}>
        {(wrong) => (
          <>
            <ul class="ticks days">
              {listed(today, off).map(({ day, name }) => (
                <li key={day}>
                  <label class="tick">
                    <input
                      type="checkbox"
                      checked={!work.includes(day)}
                      onChange={({ currentTarget: { checked } }) =>
                        name === 'own' && !checked
                          ? setOff(off.filter((one) => one !== day))
                          : set(day, checked)
                      }
                    />
                    {words.dayNamed(dayText(day), words.holidays[name])}
                  </label>
                </li>
              ))}
            </ul>
            <Field
              name="day"
              label={words.addDay}
              hint={text().accounts.dayHint}
              value={typed}
              onValue={type}
              optional
              wrong={wrong.day === undefined && Object.keys(wrong).length > 0 ? { day: 'not-right' } : wrong}
            />
          </>
        )}
      </Form>
    </Card>
  )
}

/** From today to the end of the next year, in order. */
function listed(today: Day, own: readonly Day[]): Listed[] {
  const year = yearOf(today)
  const known: Listed[] = [year, year + 1].flatMap(publicHolidays)
  const others = own.filter((day) => !known.some((one) => one.day === day))
  return [...known, ...others.map((day) => ({ day, name: 'own' as const }))]
    .filter(({ day }) => day >= today)
    .sort((a, b) => (a.day < b.day ? -1 : 1))
}
