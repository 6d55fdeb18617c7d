import { useId, useRef, useState } from 'preact/hooks'
import type { TokenForm, TokenMade } from '#src/protocol/tokens.ts'
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
      <Secret secret={secret} />
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

function Secret({ secret }: { secret: string }) {
  const input = useRef<HTMLInputElement>(null)
  const [said, say] = useState('')
  const words = text().tokens
  const id = useId()
  const copy = async () => {
    input.current?.select()
    say((await copied(secret)) ? words.copied : words.notCopied)
  }
  return (
    <>
      <div class="field">
        <label for={id}>{words.secret}</label>
        <input
          id={id}
          ref={input}
          type="text"
          class="mono"
          readOnly
          autofocus
          value={secret}
          onFocus={() => input.current?.select()}
        />
      </div>
      <div class="form-end">
        <button type="button" class="button primary" onClick={copy}>
          {words.copy}
        </button>
        <p class="said" role="status">
          {said}
        </p>
      </div>
    </>
  )
}

/** False where the browser gives pages no clipboard, as on a bare address, or who reads forbids it. */
async function copied(secret: string): Promise<boolean> {
  const { clipboard } = navigator as { clipboard?: Clipboard }
  if (!clipboard) return false
  return clipboard.writeText(secret).then(
    () => true,
    () => false,
  )
}
