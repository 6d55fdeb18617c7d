import { useState } from 'preact/hooks'
import type { Problem } from '../api.ts'
import { calls } from '../calls.ts'
import { Ask } from '../form/Ask.tsx'
import { sentence, text } from '../language.ts'
import { noticed } from '../session.ts'
import type { Counter } from './Counters.tsx'

type ClosingProps = { unit: string; counter: Counter; changed: () => void }

/** Closes a counter, which is asked once, or opens it again. */
export function Closing({ unit, counter: { id, label, closedSince }, changed }: ClosingProps) {
  const [asking, ask] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const words = text().settings
  const closed = closedSince !== null
  const change = () => calls.changeCounter(unit, id, { closed: !closed })
  const reopen = async () => {
    const answer = noticed(await change())
    setProblem(answer.ok ? undefined : answer.problem)
    if (answer.ok) changed()
  }
  const done = () => {
    ask(false)
    changed()
  }
  return (
    <>
      <button type="button" class="button small" onClick={closed ? reopen : () => ask(true)}>
        {closed ? words.openCounter : words.closeCounter}
        <span class="unseen"> {label}</span>
      </button>
      {problem && (
        <p class="wrong" role="alert">
          {sentence(problem)}
        </p>
      )}
      {asking && (
        <Ask
          title={words.closeTitle(label)}
          what={[words.closeWhat]}
          yes={words.closeCounter}
          act={change}
          done={done}
          cancel={() => ask(false)}
        />
      )}
    </>
  )
}
