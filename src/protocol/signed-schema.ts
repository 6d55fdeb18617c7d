import * as z from 'zod/mini'
import { atMost } from '#src/domain/length.ts'

/**
 * A line of JSON with its signature: the very bytes that were signed are sent and kept, nobody serialises them again.
 * Signatures are ECDSA P-256 with SHA-256, raw r‖s (IEEE P1363), base64url.
 */
export const Signed = z.object({
  line: z.string().check(atMost(20_000)),
  sig: z.string().check(z.regex(/^[\w-]{86}$/)),
  kid: z.string().check(z.regex(/^[2-9a-hj-np-z]{8}$/)),
})
export type Signed = z.infer<typeof Signed>

/** A raw P-256 point, base64url. */
export const PublicKey = z.string().check(z.regex(/^[\w-]{87}$/))
