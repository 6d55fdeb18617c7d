import type { ComponentChildren } from 'preact'
import { text } from '../language.ts'
import type { Live } from '../view.ts'
import { Failed, Stale } from './Failed.tsx'

type LoadedProps<T> = {
  live: Live<T>
  blocks: readonly string[]
  /** `at`: when the value came, ms. */
  children: (value: T, at: number) => ComponentChildren
}

/** A view in each of its four states; `blocks`: the kinds of the cards that are on their way. */
export function Loaded<T>({ live: { view, reload }, blocks, children }: LoadedProps<T>) {
  switch (view.kind) {
    case 'loading':
      return <Blocks kinds={blocks} />
    case 'failed':
      return <Failed problem={view.problem} retry={reload} />
    case 'stale':
    case 'ready':
      // One shape for both: what is typed under `children` outlives a failure.
      return (
        <>
          {view.kind === 'stale' && <Stale problem={view.problem} retry={reload} at={view.at} />}
          {children(view.value, view.at)}
        </>
      )
  }
}

function Blocks({ kinds }: { kinds: readonly string[] }) {
  if (kinds.length === 0) {
    return (
      <p class="hint" role="status">
        {text().common.loading}
      </p>
    )
  }
  return (
    <div class="cards" role="status">
      <span class="unseen">{text().common.loading}</span>
      {kinds.map((kind) => (
        <div key={kind} class={`card block ${kind}`} />
      ))}
    </div>
  )
}
