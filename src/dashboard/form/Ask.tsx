import { useId, useRef, useState } from 'preact/hooks'
import type { Answer, Problem } from '../api.ts'
import { sentence, text } from '../language.ts'
import { noticed } from '../session.ts'
import { useDialog } from './dialog.ts'

type AskProps = {
  title: string
  what: readonly string[]
  yes: string
  act: () => Promise<Answer<unknown>>
  done: () => void
  cancel: () => void
}

/** Says what will happen and asks once. */
export function Ask({ title, what, yes, act, done, cancel }: AskProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [state, setState] = useState<'open' | 'working' | Problem>('open')
  const id = useId()
  useDialog(dialog)
  const go = async () => {
    if (state === 'working') return
    setState('working')
    const answer = noticed(await act())
    if (answer.ok) done()
    else setState(answer.problem.code === 'signed-out' ? 'open' : answer.problem)
  }
  return (
    <dialog ref={dialog} aria-labelledby={id} onCancel={cancel} onClose={cancel}>
      <h2 id={id}>{title}</h2>
      {what.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {typeof state === 'object' && (
        <p class="wrong" role="alert">
          {sentence(state)}
        </p>
      )}
      <div class="form-end">
        <button type="button" class="button primary" aria-disabled={state === 'working'} onClick={go}>
          {state === 'working' ? text().common.saving : yes}
        </button>
        <button type="button" class="button" autofocus onClick={cancel}>
          {text().common.cancel}
        </button>
      </div>
    </dialog>
  )
}
