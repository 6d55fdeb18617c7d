import type { Batch, LogAnswer, TabletState } from '#src/protocol/log.ts'
import type { ProblemCode } from '#src/protocol/problem-code.ts'
import type { Content } from './inflate.ts'
import type { After } from './tablet-said.ts'

/** A batch whose signature and form are right, with what the tablet said beside it. */
export type Checked = {
  batch: Batch
  bodyHash: string
  content: Content
  state: TabletState | undefined
  after: After | undefined
}

/** 200, 202, 409 with the signed answer; or one of the problems, and nothing was stored. */
export type Outcome =
  | { kind: 'stored' | 'held' | 'gap'; answer: LogAnswer }
  | { kind: 'refused'; code: ProblemCode }
