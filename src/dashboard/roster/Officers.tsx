import { useState } from 'preact/hooks'
import { isAway } from '#src/domain/absence.ts'
import { addDays, type Day, localTime } from '#src/domain/calendar.ts'
import { byGivenName } from '#src/domain/name-order.ts'
import { OfficerForm, type UnitView } from '#src/protocol/session.ts'
import { initials } from '#src/ui/format-kiosk.ts'
import { calls } from '../calls.ts'
import { Field, type Wrong } from '../form/Field.tsx'
import { text } from '../language.ts'
import { Entries, EntryForm, type Opened } from '../settings/Entries.tsx'
import { saved } from '../settings/saved.ts'
import { AwayDialog } from './AwayDialog.tsx'
import { PinActions, PinTags } from './Pin.tsx'
import type { Officer } from './preview.ts'

/** The officers by given name, those who are away last. */
export function Officers({ view, reload }: { view: UnitView; reload: () => void }) {
  const words = text().roster
  const today = localTime(view.now).day
  const away = ({ absences }: Officer) => Number(isAway(absences, today))
  return (
    <Entries
      title={words.list}
      hint={words.listHint}
      add={words.add}
      entries={[...view.officers].sort((a, b) => away(a) - away(b) || byGivenName(a.name, b.name))}
      search={{ label: words.search, nameOf: ({ name }) => name, nobody: words.nobody }}
      none={words.none}
      reload={reload}
      line={(officer, act) => <OfficerLine unit={view.unit.id} officer={officer} today={today} {...act} />}
      form={(opened) => <OfficerFields {...opened} unit={view.unit.id} />}
    />
  )
}

type LineProps = {
  unit: string
  officer: Officer
  today: Day
  edit: () => void
  changed: (said?: string) => void
}

function OfficerLine({ unit, officer, today, edit, changed }: LineProps) {
  const [asking, ask] = useState(false)
  const { roster: words, common, format } = text()
  const { name, title, field, absences } = officer
  const past = absences.filter(({ back }) => back !== null && back <= today)
  const facts = [
    [title, field].filter(Boolean).join(' · '),
    ...past.map(({ last, back }) => words.was(format.day(addDays(last, 1)), format.day(addDays(back!, -1)))),
  ]
  const latest = absences.at(-1)
  const leaves = !latest || (latest.back !== null && latest.back <= today)
  return (
    <div class="entry">
      <span class="avatar" aria-hidden="true">
        {officer.initials || initials(name)}
      </span>
      <p class="entry-words">
        <bdi class="row-name">{name}</bdi>
        {facts.filter(Boolean).map((fact) => (
          <bdi key={fact} class="hint">
            {fact}
          </bdi>
        ))}
        <Standing officer={officer} today={today} />
        <PinTags officer={officer} />
      </p>
      <div class="row-actions">
        <button type="button" class="button small" onClick={edit}>
          {common.edit}
          <span class="unseen"> {name}</span>
        </button>
        <button type="button" class="button small" onClick={() => ask(true)}>
          {leaves ? words.leave : words.comeBack}
          <span class="unseen"> {name}</span>
        </button>
        <PinActions unit={unit} officer={officer} away={isAway(absences, today)} changed={changed} />
      </div>
      {asking && (
        <AwayDialog
          unit={unit}
          officer={officer}
          kind={leaves ? 'leave' : 'return'}
          today={today}
          done={() => {
            ask(false)
            changed()
          }}
          cancel={() => ask(false)}
        />
      )}
    </div>
  )
}

/** Of who is there and stays nothing is said. */
function Standing({ officer: { absences }, today }: { officer: Officer; today: Day }) {
  const { roster: words, format } = text()
  const latest = absences.at(-1)
  if (!latest || (latest.back !== null && latest.back <= today)) return null
  const isGone = latest.last < today
  return (
    <span class="tags">
      <span class="tag warn">
        {isGone ? words.away(format.day(addDays(latest.last, 1))) : words.leaving(format.day(latest.last))}
      </span>
      {latest.back !== null && <span class="tag">{words.returning(format.day(latest.back))}</span>}
    </span>
  )
}

const FIELDS = ['name', 'title', 'field', 'initials'] as const

function OfficerFields({ unit, entry, done, cancel }: Opened<Officer> & { unit: string }) {
  const [fields, setFields] = useState(() =>
    Object.fromEntries(FIELDS.map((name) => [name, entry?.[name] ?? ''])),
  )
  const words = text().roster
  const send = () =>
    saved(
      [OfficerForm, fields],
      (form) => (entry ? calls.changeOfficer(unit, entry.id, form) : calls.addOfficer(unit, form)),
      done,
    )
  const field = (name: (typeof FIELDS)[number], wrong: Wrong) => ({
    ...{ name, label: words[name], value: fields[name] ?? '', wrong },
    onValue: (value: string) => setFields((all) => ({ ...all, [name]: value })),
  })
  return (
    <EntryForm title={entry ? words.change(entry.name) : words.add} adds={!entry} send={send} cancel={cancel}>
      {(wrong) => (
        <>
          <Field {...field('name', wrong)} />
          <Field {...field('title', wrong)} optional />
          <Field {...field('field', wrong)} hint={words.fieldHint} optional />
          <Field {...field('initials', wrong)} hint={words.initialsHint} optional />
        </>
      )}
    </EntryForm>
  )
}
