import { useEffect, useState } from 'preact/hooks'
import type { PairingOffer, PairingOfferForm } from '#src/protocol/session.ts'
import { Qr } from '#src/ui/Qr.tsx'
import type { Problem } from '../api.ts'
import { calls } from '../calls.ts'
import { Failed } from '../frame/Failed.tsx'
import { text } from '../language.ts'
import { noticed } from '../session.ts'
import { countdown, useNow } from './time.ts'

type State =
  | { kind: 'asking' }
  | { kind: 'failed'; problem: Problem }
  | { kind: 'offered'; offer: PairingOffer; until: number }

type CodeProps = { unit: string; asked: PairingOfferForm; label: string }

/** A new code for that counter: characters, QR, address, and how long it is good for. */
export function Code({ unit, asked, label }: CodeProps) {
  const [state, setState] = useState<State>({ kind: 'asking' })
  const [round, again] = useState(0)
  useEffect(() => {
    let left = false
    setState({ kind: 'asking' })
    calls.offerCode(unit, asked).then((answer) => {
      if (left) return
      noticed(answer)
      setState(
        answer.ok
          ? // Counted from the answer on this machine's own clock, which may be off from the server's.
            { kind: 'offered', offer: answer.value, until: Date.now() + answer.value.seconds * 1000 }
          : { kind: 'failed', problem: answer.problem },
      )
    })
    return () => {
      left = true
    }
  }, [unit, asked.counter, asked.replaces, round])
  const more = () => again((n) => n + 1)
  switch (state.kind) {
    case 'asking':
      return <p role="status">{text().common.loading}</p>
    case 'failed':
      return <Failed problem={state.problem} retry={more} what="" />
    case 'offered':
      return <Offer {...state} label={label} again={more} />
  }
}

type OfferProps = { offer: PairingOffer; until: number; label: string; again: () => void }

function Offer({ offer, until, label, again }: OfferProps) {
  const left = until - useNow(1000)
  const words = text().pairing
  if (left <= 0) {
    return (
      <div class="banner warn" role="status">
        <p>{words.expired}</p>
        <button type="button" class="button" onClick={again}>
          {words.again}
        </button>
      </div>
    )
  }
  return (
    <div class="code">
      <Qr text={offer.address} label={words.qr(offer.code)} />
      <div class="code-words">
        <p class="hint">{words.code}</p>
        <p class="code-text">{offer.code}</p>
        <p class="left" role="timer">
          {words.left(countdown(left))}
        </p>
        <p>
          <bdi>{words.boundTo(label)}</bdi>
        </p>
        <p class="hint">{words.steps}</p>
        <p>
          {words.address}: <bdi class="mono">{offer.address.split('#')[0]}</bdi>
        </p>
      </div>
    </div>
  )
}
