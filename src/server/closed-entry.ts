import * as z from 'zod/mini'
import { Hash } from '#src/domain/entry-schema.ts'
import { Closed } from '#src/domain/kinds.ts'
import type { Schema } from './db/schema.ts'
import { sha256 } from './signature.ts'

/**
 * What a closing says: besides the heads of the logs, the receive marks since the last closing, from the first position
 * to the one after the last, and their hash. So neither an entry nor the day on which it counts can change unseen. `rows`: the
 * rule by which it releases rows; the first version says none. `end`:
 * the server signs where the unit's own log ends (unit-head.ts), `taken`: what it takes in (intake.ts); the first version
 * did not. `keys`: of the first closing that says so, all that the unit's tablets had by then; each later one is named by an
 * entry as it is given (device-keys.ts).
 */
export const ClosedBody = z.extend(Closed, {
  marks: z.tuple([z.int(), z.int(), Hash]),
  rows: z.optional(z.literal([2, 3])),
  end: z.optional(z.literal(1)),
  taken: z.optional(z.literal(1)),
  keys: z.optional(z.array(z.string())),
})
export type ClosedBody = z.infer<typeof ClosedBody>

type Mark = Schema['receive_mark']

/** Hash of receive marks in the order of their positions: one line each. */
export function marksHash(marks: readonly Mark[]): string {
  return sha256(marks.map(markLine).join('\n'))
}

/** A receive mark as it is hashed. */
export function markLine(mark: Mark): string {
  const { log, n, position, received_at, offset_ms, day, hour, release } = mark
  return `${log} ${n} ${position} ${received_at} ${offset_ms ?? '-'} ${day} ${hour} ${release}`
}
