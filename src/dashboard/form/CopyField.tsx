import { useId, useRef, useState } from 'preact/hooks'

type CopyProps = {
  label: string
  value: string
  words: Record<'copy' | 'copied' | 'notCopied', string>
}

/** A line that is read and taken elsewhere; it takes the focus, with all of it selected. */
export function CopyField({ label, value, words }: CopyProps) {
  const input = useRef<HTMLInputElement>(null)
  const [said, say] = useState('')
  const id = useId()
  const copy = async () => {
    input.current?.select()
    say((await copied(value)) ? words.copied : words.notCopied)
  }
  return (
    <>
      <div class="field">
        <label for={id}>{label}</label>
        <input
          id={id}
          ref={input}
          type="text"
          class="mono"
          readOnly
          autofocus
          value={value}
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
async function copied(value: string): Promise<boolean> {
  const { clipboard } = navigator as { clipboard?: Clipboard }
  if (!clipboard) return false
  return clipboard.writeText(value).then(
    () => true,
    () => false,
  )
}
