import * as z from 'zod/mini'
import { Hash } from '#src/domain/entry-schema.ts'
import { DeviceId, LogId } from '#src/domain/id-schema.ts'
import { atMost } from '#src/domain/length.ts'
import { PAIRING_CODE, plainCode } from './pairing-code.ts'
import { PublicKey, Signed } from './signed-schema.ts'

/** Eight symbols, as the head's page shows them (`HS7K-2MQD`); case and the dash do not matter. */
export const PairingCode = z.pipe(
  z.pipe(z.string(), z.transform(plainCode)),
  z.string().check(z.regex(PAIRING_CODE)),
)

/** `POST /api/v1/pair` */
export const PairRequest = z.object({ code: PairingCode, key: PublicKey })
export type PairRequest = z.infer<typeof PairRequest>

/** `POST /api/v1/pair/again`: with the cookie of an earlier pairing. 204 where nobody is known by it. */
export const PairAgainRequest = z.object({ key: PublicKey })
export type PairAgainRequest = z.infer<typeof PairAgainRequest>

/** The answer pins the server: the tablet believes from now on only what these keys sign. */
export const PairAnswer = z.object({
  device: DeviceId,
  log: LogId,
  epoch: z.string(),
  config: Signed,
  serverKeys: z.array(z.object({ kid: z.string(), key: PublicKey })),
  /** The server's time at the answer, ms. */
  at: z.int(),
  /** Where the generation before stands on the server; what came after it on the tablet is lost. */
  after: z.optional(z.object({ log: LogId, n: z.int(), hash: Hash })),
})
export type PairAnswer = z.infer<typeof PairAnswer>

/**
 * `POST /api/v1/pair/known`: of a tablet that the server does not know, or not by this key, since its database was put back. `config`
 * is the last that it got; the line is signed with the key that the config names, for the purpose `known`. 204: it is known now.
 */
export const KnownClaim = z.object({ log: LogId, config: Signed })
export const SignedClaim = z.object({ line: z.string().check(atMost(50_000)), sig: Signed.shape.sig })
export type SignedClaim = z.infer<typeof SignedClaim>
