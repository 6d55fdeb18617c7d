import type { Batch, LogAnswer, TabletState } from '#src/protocol/log-schema.ts'
import type { ProblemCode } from '#src/protocol/problem-code.ts'
import type { Content } from './inflate.ts'
import type { After } from './tablet-said.ts'

/** A batch whose signature and form are right, with what the tablet said beside it. */
export type Checked = {
  batch: Batch
  /** The key of the tablet that signed it. */
  key: string
  bodyHash: string
  content: Content
  state: TabletState | undefined
  after: After | undefined
  /** It was not sent by the tablet, which nobody saw, but carried in a rescue file. */
  carried: boolean
}

/**
 * How many ratings a batch held, and how many of them were new; `entries` that were new, of any kind; and whether they are of a
 * branch.
 */
export type Added = { of: number; ratings: number; entries: number; isBranch: boolean }

/** 200, 202, 409 with the signed answer; or one of the problems, and nothing was stored. `head`: the log's last number. */
export type Outcome =
  | { kind: 'stored' | 'held'; answer: LogAnswer; added: Added }
  | { kind: 'gap'; answer: LogAnswer; head: number }
  | { kind: 'refused'; code: ProblemCode }
