import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { PinOffer } from '#src/protocol/pins.ts'
import { Qr } from '#src/ui/Qr.tsx'
import type { Answer } from '../api.ts'
import { calls } from '../calls.ts'
import { CopyField } from '../form/CopyField.tsx'
import { useDialog } from '../form/dialog.ts'
import { Failed } from '../frame/Failed.tsx'
import { text } from '../language.ts'
import { noticed } from '../session.ts'

type LinkProps = {
  unit: string
  officer: { id: string; name: string }
  /** `offered`: a link was shown. */
  close: (offered: boolean) => void
}

/** A new link by which the officer sets a PIN, as a QR code and as text. */
export function PinLinkDialog({ unit, officer: { id, name }, close }: LinkProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [answer, setAnswer] = useState<Answer<PinOffer>>()
  const [round, again] = useState(0)
  const title = useId()
  useDialog(dialog)
  useEffect(() => {
    let left = false
    setAnswer(undefined)
    calls.offerPin(unit, id).then((offered) => {
      if (!left) setAnswer(noticed(offered))
    })
    return () => {
      left = true
    }
  }, [unit, id, round])
  const words = text().pin
  const leave = () => close(answer?.ok === true)
  return (
    <dialog ref={dialog} aria-labelledby={title} onCancel={leave} onClose={leave}>
      <h2 id={title}>{words.linkTitle(name)}</h2>
      {answer === undefined && <p role="status">{text().common.loading}</p>}
      {answer?.ok === false && <Failed problem={answer.problem} retry={() => again((n) => n + 1)} what="" />}
      {answer?.ok && <Offered offer={answer.value} name={name} />}
      <div class="form-end">
        <button type="button" class="button" onClick={leave}>
          {words.close}
        </button>
      </div>
    </dialog>
  )
}

function Offered({ offer: { address, seconds }, name }: { offer: PinOffer; name: string }) {
  const { pin: words, format } = text()
  return (
    <>
      <div class="code">
        <Qr text={address} label={words.qr(name)} />
        <div class="code-words">
          <p>{words.scan}</p>
          <p class="left">{words.good(format.number(Math.round(seconds / 3600)))}</p>
          <p class="hint">{words.guard}</p>
        </div>
      </div>
      <CopyField label={words.link} value={address} words={words} />
    </>
  )
}
