import { initials } from '#src/ui/format-kiosk.ts'
import type { KioskText } from '#src/ui/text/kiosk.ts'
import type { Config } from '../state.ts'

type Props = {
  readonly config: Config | null
  /** The citizen said that this is not the person: the rating is the counter's. */
  readonly other: boolean
  readonly t: KioskText
  readonly onOther: (() => void) | undefined
}

/** Whom the rating is for. Never a photo, never a figure. */
export function OfficerCard({ config, other, t, onOther }: Props) {
  if (!config) return <div class="card" />
  const { officer, counter } = config
  const person = other ? null : officer
  const name = person ? t.officerName(person.name, person.title, counter.label) : t.counterName(counter.label)
  return (
    <section class="card" aria-label={name}>
      <span class="avatar" aria-hidden="true">
        {person
          ? initials(person.name)
          : counter.label.replace(/\D+/g, '').slice(-2) || initials(counter.label)}
      </span>
      <p class="who">
        <b>{person ? person.name : counter.label}</b>
        <span>{person ? person.title : counter.name}</span>
      </p>
      {person && (
        <p class="where">
          <b>{counter.label}</b>
          {counter.name && <span> · {counter.name}</span>}
        </p>
      )}
      {officer && (
        <button type="button" class="pill" aria-pressed={other} disabled={!onOther} onClick={onOther}>
          {t.notThisPerson}
        </button>
      )}
    </section>
  )
}
