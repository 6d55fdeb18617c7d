import type { ReceiptAnswer } from '#src/protocol/receipt.ts'
import type { Answer, Problem } from '../api.ts'

/** What stands below the field. `wrong`: the address holds something that is no code. */
export type Said =
  | ReceiptAnswer
  | { kind: 'nothing' }
  | { kind: 'wrong' }
  | { kind: 'asking' }
  | { kind: 'failed'; problem: Problem }

/** A code that the server takes for none is wrong, whatever this page thought of it. */
export function saidOf(answer: Answer<ReceiptAnswer>): Said {
  if (answer.ok) return answer.value
  const { problem } = answer
  return problem.code === 'invalid' ? { kind: 'wrong' } : { kind: 'failed', problem }
}
