import { initials } from '#src/ui/format-kiosk.ts'
import type { KioskText } from '#src/ui/text/kiosk.ts'
import type { Seen } from '../seen.ts'
import type { Config } from '../state.ts'
import { still } from './parts.tsx'

type Props = {
  readonly config: Config | null
  /** The citizen said that this is not the person: the rating is the counter's. */
  readonly other: boolean
  readonly t: KioskText
  /** The face was tapped before: whom it is for stands. */
  readonly isFixed: boolean
} & Pick<Seen, 'send'>

/** Whom the rating is for. Never a photo, never a figure. */
export const OfficerCard = still(({ config, other, t, isFixed, send }: Props) => {
  if (!config) return <div class="card" />
  const { officer, counter } = config
  const person = other ? null : officer
  const {
    name,
    title,
    initials: own,
  } = person ?? {
    name: counter.label,
    title: counter.name,
    initials: /\d\d?(?=\D*$)/.exec(counter.label)?.[0],
  }
  return (
    <section
      class="card"
      aria-label={
        person
          ? `${t.servedBy}: ${[name, title, counter.label].filter(Boolean).join(', ')}`
          : t.counterName(name)
      }
    >
      <span class="avatar" aria-hidden="true">
        {own ?? initials(name)}
      </span>
      <p class="who">
        <b>{name}</b>
        <span>{title}</span>
      </p>
      {person && (
        <p class="where">
          <b>{counter.label}</b>
          {counter.name && <span> · {counter.name}</span>}
        </p>
      )}
      {config.hall && !isFixed && (
        <button type="button" class="pill" onClick={() => send({ type: 'leave' })}>
          {t.otherCounter}
        </button>
      )}
      {officer && (
        <button
          type="button"
          class="pill"
          aria-pressed={other}
          disabled={isFixed}
          onClick={() => send({ type: 'other-person' })}
        >
          {t.notThisPerson}
        </button>
      )}
    </section>
  )
})
