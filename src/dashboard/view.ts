import { useEffect, useState } from 'preact/hooks'
import type { Answer, Problem } from './api.ts'
import { noticed, reader } from './session.ts'

/** What a view has. `stale`: an earlier answer still stands, the last try failed. `at`: when the value came, ms. */
export type View<T> =
  | { kind: 'loading' }
  | { kind: 'ready'; value: T; at: number }
  | { kind: 'stale'; value: T; at: number; problem: Problem }
  | { kind: 'failed'; problem: Problem }

export type Live<T> = { view: View<T>; reload: () => void }

/** The view after an answer: a value is never taken away by a failure. */
export function after<T>(view: View<T>, answer: Answer<T>, at: number): View<T> {
  if (answer.ok) return { kind: 'ready', value: answer.value, at }
  const { problem } = answer
  switch (view.kind) {
    case 'loading':
    case 'failed':
      return { kind: 'failed', problem }
    case 'ready':
    case 'stale':
      return { kind: 'stale', value: view.value, at: view.at, problem }
  }
}

/**
 * Loads at once, again whenever `key` changes (from grey blocks), and each `every` ms while the page is looked at.
 * Omit `every` for what is written down when it is opened.
 */
export function useView<T>(
  key: string,
  load: (signal: AbortSignal) => Promise<Answer<T>>,
  every?: number,
): Live<T> {
  const [held, hold] = useState<{ key: string; view: View<T> }>({ key, view: { kind: 'loading' } })
  const [round, reload] = useState(0)
  const signedIn = reader.value.kind === 'in'
  useEffect(() => {
    if (!signedIn) return
    const stop = new AbortController()
    const once = () =>
      load(stop.signal).then(
        (answer) => {
          if (stop.signal.aborted) return
          noticed(answer)
          hold((last) => ({
            key,
            view: after(last.key === key ? last.view : { kind: 'loading' }, answer, Date.now()),
          }))
        },
        (error: unknown) => {
          if (!stop.signal.aborted) throw error
        },
      )
    once()
    const leave = every === undefined ? undefined : repeat(once, every)
    return () => {
      stop.abort()
      leave?.()
    }
  }, [key, round, signedIn])
  return {
    view: held.key === key ? held.view : { kind: 'loading' },
    reload: () => reload((n) => n + 1),
  }
}

/** Repeats while the page is looked at, and at once when it is looked at again. */
function repeat(act: () => void, every: number): () => void {
  const ifSeen = () => {
    if (document.visibilityState === 'visible') act()
  }
  const timer = setInterval(ifSeen, every)
  document.addEventListener('visibilitychange', ifSeen)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', ifSeen)
  }
}
