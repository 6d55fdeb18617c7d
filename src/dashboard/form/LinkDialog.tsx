import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { Qr } from '#src/ui/Qr.tsx'
import type { Answer } from '../api.ts'
import { Failed } from '../frame/Failed.tsx'
import { text } from '../language.ts'
import { noticed } from '../session.ts'
import { CopyField } from './CopyField.tsx'
import { useDialog } from './dialog.ts'

export type Offer = { address: string; seconds: number }

type LinkProps = {
  title: string
  /** Asks for a new link; the one before is then good no more. */
  offer: () => Promise<Answer<Offer>>
  words: Record<'qr' | 'scan' | 'guard' | 'link' | 'copy' | 'copied' | 'notCopied', string>
  /** `offered`: a link was shown. */
  close: (offered: boolean) => void
}

/** A link that is good once, for one person, as a QR code and as text. */
export function LinkDialog({ title, offer, words, close }: LinkProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [answer, setAnswer] = useState<Answer<Offer>>()
  const [round, again] = useState(0)
  const id = useId()
  useDialog(dialog)
  useEffect(() => {
    let left = false
    setAnswer(undefined)
    offer().then((offered) => {
      if (!left) setAnswer(noticed(offered))
    })
    return () => {
      left = true
    }
  }, [round])
  const leave = () => close(answer?.ok === true)
  return (
    <dialog ref={dialog} aria-labelledby={id} onCancel={leave} onClose={leave}>
      <h2 id={id}>{title}</h2>
      {answer === undefined && <p role="status">{text().common.loading}</p>}
      {answer?.ok === false && <Failed problem={answer.problem} retry={() => again((n) => n + 1)} what="" />}
      {answer?.ok && <Offered offer={answer.value} words={words} />}
      <div class="form-end">
        <button type="button" class="button" onClick={leave}>
          {text().pin.close}
        </button>
      </div>
    </dialog>
  )
}

function Offered({ offer: { address, seconds }, words }: { offer: Offer; words: LinkProps['words'] }) {
  const { pin, format } = text()
  return (
    <>
      <div class="code">
        <Qr text={address} label={words.qr} />
        <div class="code-words">
          <p>{words.scan}</p>
          <p class="left">{pin.good(format.number(Math.round(seconds / 3600)))}</p>
          <p class="hint">{words.guard}</p>
        </div>
      </div>
      <CopyField label={words.link} value={address} words={words} />
    </>
  )
}
