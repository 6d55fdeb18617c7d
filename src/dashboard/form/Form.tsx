import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { type Answer, failed, type Problem } from '../api.ts'
import { sentence, text } from '../language.ts'
import { noticed } from '../session.ts'
import type { Wrong } from './Field.tsx'

type State = { kind: 'open' } | { kind: 'sending' } | { kind: 'refused'; problem: Problem } | { kind: 'done' }

type FormProps = {
  /** Sends what was typed, or says which fields are wrong. */
  send: () => Promise<Answer<unknown>> | Wrong
  submit: string
  working?: string
  /** What is said after it went well. */
  done?: string
  /** A form that was opened on the page: it takes the focus and can be left. */
  cancel?: () => void
  children: (wrong: Wrong) => ComponentChildren
}

/** A form keeps what was typed whatever the answer is; the first wrong field takes the focus. */
export function Form({
  send,
  submit,
  working = text().common.saving,
  done = '',
  cancel,
  children,
}: FormProps) {
  const [state, setState] = useState<State>({ kind: 'open' })
  const form = useRef<HTMLFormElement>(null)
  const refusal = state.kind === 'refused' ? state : undefined
  useEffect(() => {
    if (refusal) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [refusal])
  useEffect(() => {
    if (cancel) form.current?.querySelector<HTMLElement>('input')?.focus()
  }, [])
  const onSubmit = async (event: Event) => {
    event.preventDefault()
    if (state.kind === 'sending') return
    const sent = send()
    if (!(sent instanceof Promise)) return setState({ kind: 'refused', ...failed('invalid', sent) })
    setState({ kind: 'sending' })
    const answer = noticed(await sent)
    if (answer.ok) setState({ kind: 'done' })
    // To sign in again is asked over the page, and what was typed waits under it.
    else if (answer.problem.code === 'signed-out') setState({ kind: 'open' })
    else setState({ kind: 'refused', problem: answer.problem })
  }
  return (
    <form
      ref={form}
      class="form"
      noValidate
      onSubmit={onSubmit}
      onInput={() => state.kind === 'done' && setState({ kind: 'open' })}
    >
      {children(refusal?.problem.fields ?? {})}
      <div class="form-end">
        <button type="submit" class="button primary" aria-disabled={state.kind === 'sending'}>
          {state.kind === 'sending' ? working : submit}
        </button>
        {cancel && (
          <button type="button" class="button" onClick={cancel}>
            {text().common.cancel}
          </button>
        )}
        <p class="said" role="status">
          {state.kind === 'done' && done}
        </p>
        {refusal && (
          <p class="wrong" role="alert">
            {sentence(refusal.problem)}
          </p>
        )}
      </div>
    </form>
  )
}
