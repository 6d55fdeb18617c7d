import * as z from 'zod/mini'
import { Hash } from '#src/domain/entry-schema.ts'
import { DeviceId, LogId } from '#src/domain/id-schema.ts'
import { SignedClaim } from './pairing.ts'
import { Signed } from './signed-schema.ts'

const Ordinal = z.int().check(z.minimum(1))

/**
 * What a tablet says of a line that is no longer what it was: these numbers of its log cannot be shown any more, and the
 * hash at `to` is that one; `before` is the one at `from − 1`, which older tablets do not say. Signed by the tablet for the
 * purpose `lost`.
 */
export const Lost = z
  .object({ log: LogId, from: Ordinal, to: Ordinal, hash: Hash, before: z.optional(Hash) })
  .check(z.refine(({ from, to }) => from <= to))
export type Lost = z.infer<typeof Lost>

export const SignedLost = z.omit(Signed, { kid: true })
export type SignedLost = z.infer<typeof SignedLost>

/** What is sealed in the header of a file: the key of its parts, 32 bytes, base64url. */
export const RescueKey = z.object({ rescue: z.string().check(z.regex(/^[\w-]{43}$/)) })

/**
 * The headers of a batch (see log.ts), and before a batch that goes on behind lost numbers, which. `known`: by what a server that was
 * put back to before the pairing knows whose file it is; older tablets do not say it.
 */
export const PartHead = z.object({
  authorization: z.string(),
  known: z.optional(SignedClaim),
  after: z.optional(z.string()),
  lost: z.optional(SignedLost),
  last: z.optional(z.literal(true)),
})
export type PartHead = z.infer<typeof PartHead>

const Span = z.object({ from: z.int(), to: z.int() })

/**
 * `POST /api/v1/units/{unit}/rescue`: what an import came to, in ratings. `held`: how many of the new ones wait, since the
 * tablet is retired. `lost`: numbers that the tablet itself no longer holds as they were. `gaps`: numbers that stand neither on the
 * server nor in what could be read of the file, so that what follows them could not be taken in. `damaged`: so many parts of
 * the file could not be read or were refused.
 */
export const RescueReport = z.object({
  device: DeviceId,
  added: z.int(),
  known: z.int(),
  held: z.int(),
  lost: z.array(Span),
  gaps: z.array(Span),
  damaged: z.int(),
})
export type RescueReport = z.infer<typeof RescueReport>
