import { useId, useRef } from 'preact/hooks'
import type { TokenForm, TokenMade } from '#src/protocol/tokens.ts'
import { CopyField } from '../form/CopyField.tsx'
import { useDialog } from '../form/dialog.ts'
import { text } from '../language.ts'

export type Made = TokenForm & TokenMade

type MadeProps = { made: Made; address: string; close: () => void }

/** The secret, this once. The key that closes other dialogs does not close this one: it would be gone by a slip. */
export function MadeToken({ made: { name, secret, reads }, address, close }: MadeProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const words = text().tokens
  const id = useId()
  useDialog(dialog)
  return (
    <dialog ref={dialog} aria-labelledby={id} onCancel={(event) => event.preventDefault()} onClose={close}>
      <h2 id={id}>{words.madeTitle(name)}</h2>
      <p class="banner warn">{words.once}</p>
      <CopyField label={words.secret} value={secret} words={words} />
      <p>{words.guard}</p>
      <p class="hint">{words.addresses}</p>
      <ul>
        {reads.map((pull) => (
          <li key={pull} class="mono">
            {`${address}/${pull}?format=csv`}
          </li>
        ))}
      </ul>
      <div class="form-end">
        <button type="button" class="button" onClick={close}>
          {words.kept}
        </button>
      </div>
    </dialog>
  )
}
