import { signal } from '@preact/signals'
import { type Act, may } from '#src/domain/access.ts'
import type { Session } from '#src/protocol/session.ts'
import type { Answer, Problem } from './api.ts'
import { calls } from './calls.ts'

/** Who reads. `expired` keeps the page that was open, so that nothing typed is lost. */
export type Reader =
  | { kind: 'loading' }
  | { kind: 'failed'; problem: Problem }
  | { kind: 'out' }
  | { kind: 'in'; session: Session }
  | { kind: 'expired'; session: Session }

export const reader = signal<Reader>({ kind: 'loading' })

/** Whether who reads may do that, by the table that the server asks too: what is forbidden is not shown. */
export function readerMay(act: Act): boolean {
  const { value } = reader
  return (value.kind === 'in' || value.kind === 'expired') && may(value.session.account.role, act)
}

/** Asks the server who reads. */
export async function loadSession(): Promise<void> {
  const answer = await calls.session()
  if (!answer.ok) reader.value = { kind: 'failed', problem: answer.problem }
  else if (answer.value.signedIn) reader.value = { kind: 'in', session: answer.value.session }
  else reader.value = { kind: 'out' }
}

/** Passes an answer on; one that says `signed-out` ends the session on the screen. */
export function noticed<T>(answer: Answer<T>): Answer<T> {
  const { value } = reader
  if (!answer.ok && answer.problem.code === 'signed-out' && value.kind === 'in') {
    reader.value = { kind: 'expired', session: value.session }
  }
  return answer
}

export async function signOut(): Promise<Answer<unknown>> {
  const answer = await calls.signOut()
  if (answer.ok) reader.value = { kind: 'out' }
  return answer
}
