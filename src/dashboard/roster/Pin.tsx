import { useState } from 'preact/hooks'
import type { UnitView } from '#src/protocol/session.ts'
import { calls } from '../calls.ts'
import { Ask } from '../form/Ask.tsx'
import { text } from '../language.ts'
import { PinLinkDialog } from './PinLinkDialog.tsx'

type Officer = UnitView['officers'][number]

/** Whether an officer may go on duty by a PIN, and whether a link waits for them. */
export function PinTags({ officer: { pin, pinLink } }: { officer: Officer }) {
  const { states, waiting } = text().pin
  return (
    <span class="tags">
      {(pin !== 'none' || pinLink === null) && (
        <span class={{ none: 'tag', set: 'tag ok', locked: 'tag err' }[pin]}>{states[pin]}</span>
      )}
      {pinLink !== null && <span class="tag warn">{waiting}</span>}
    </span>
  )
}

type ActionsProps = { unit: string; officer: Officer; away: boolean; changed: (said?: string) => void }

/** Gives a link for a PIN, to who is there; takes PIN or link away; lifts a lock. */
export function PinActions({ unit, officer, away, changed }: ActionsProps) {
  const [asking, ask] = useState<'offer' | 'withdraw' | 'unlock'>()
  const words = text().pin
  const { id, name, pin, pinLink } = officer
  const withdraw = pin === 'none' ? words.withdrawLink : words.withdraw
  const close = (said?: string) => {
    ask(undefined)
    changed(said)
  }
  const shared = { done: close, cancel: () => ask(undefined) }
  const button = (act: typeof asking, word: string) => (
    <button type="button" class="button small" onClick={() => ask(act)}>
      {word}
      <span class="unseen"> {name}</span>
    </button>
  )
  return (
    <>
      {!away && button('offer', pin === 'none' ? words.offer : words.offerAgain)}
      {pin === 'locked' && button('unlock', words.unlock)}
      {(pin !== 'none' || pinLink !== null) && button('withdraw', withdraw)}
      {asking === 'offer' && (
        <PinLinkDialog
          unit={unit}
          officer={officer}
          close={(offered) => close(offered ? words.offered : '')}
        />
      )}
      {asking === 'withdraw' && (
        <Ask
          {...shared}
          title={`${withdraw}: ${name}`}
          what={words.withdrawWhat}
          yes={withdraw}
          act={() => calls.withdrawPin(unit, id)}
        />
      )}
      {asking === 'unlock' && (
        <Ask
          {...shared}
          title={words.unlockTitle(name)}
          what={words.unlockWhat}
          yes={words.unlock}
          act={() => calls.unlockPin(unit, id)}
        />
      )}
    </>
  )
}
