import * as z from 'zod/mini'
import { DeviceId, LogId } from '#src/domain/id.ts'
import { PublicKey, Signed } from './signed.ts'

/** Eight symbols, as the head's page shows them (`HS7K-2MQD`); case and the dash do not matter. */
export const PairingCode = z.pipe(
  z.pipe(
    z.string(),
    z.transform((code) => code.toLowerCase().replace(/[\s-]/g, '')),
  ),
  z.string().check(z.regex(/^[2-9a-hj-np-z]{8}$/)),
)

/** `POST /api/v1/pair` */
export const PairRequest = z.object({ code: PairingCode, key: PublicKey })
export type PairRequest = z.infer<typeof PairRequest>

/** The answer pins the server: the tablet believes from now on only what these keys sign. */
export const PairAnswer = z.object({
  device: DeviceId,
  log: LogId,
  epoch: z.string(),
  config: Signed,
  serverKeys: z.array(z.object({ kid: z.string(), key: PublicKey })),
  /** The server's time at the answer, ms. */
  at: z.int(),
})
export type PairAnswer = z.infer<typeof PairAnswer>
