import * as z from 'zod/mini'
import { Hash } from '#src/domain/entry-schema.ts'
import { Id } from '#src/domain/id-schema.ts'
import { Signed } from './signed-schema.ts'

/**
 * What the server says of one closing of a unit: the half day, its number in the unit's log and its hash, which binds that log
 * up to there, every tablet's log and every receive mark. Numbers and hashes only: no number of a tablet's entry, no time (P9).
 */
export const ClosingProof = z.strictObject({
  unit: Id,
  /** The ordinal of the half day, see calendar.ts. */
  release: z.int(),
  n: z.int().check(z.minimum(1)),
  hash: Hash,
})
export type ClosingProof = z.infer<typeof ClosingProof>

/**
 * Query of `GET /api/v1/units/{unit}/closings`: those after that half day, the earliest first. `lines`: all of them
 * as a file, a signed closing a line.
 */
export const ProofQuery = z.strictObject({
  after: z.optional(z.string().check(z.regex(/^\d{1,6}$/))),
  format: z.optional(z.literal('lines')),
})

/**
 * Each is a `ClosingProof`, signed for the purpose `proof`; `more`: there are later ones. `signatures`: how the one begins that
 * each closing has carried since it was made, which stands on paper.
 */
export const Proofs = z.object({
  closings: z.array(Signed),
  signatures: z.array(z.string()),
  more: z.boolean(),
})
export type Proofs = z.infer<typeof Proofs>
