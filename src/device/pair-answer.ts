import type { PairAnswer } from '#src/protocol/pairing.ts'
import { DEVICE, HASH, KEYS, LOG, signed } from './documents.ts'
import { object, optional, text, whole } from './shape.ts'

/** Made when it is asked: this stands in the kiosk's second file, which runs before the first one's constants are there. */
const pairAnswer = () =>
  object<PairAnswer>({
    device: DEVICE,
    log: LOG,
    epoch: text,
    config: signed,
    serverKeys: KEYS,
    at: whole,
    after: optional(object<NonNullable<PairAnswer['after']>>({ log: LOG, n: whole, hash: HASH })),
  })

export const isPairAnswer = (value: unknown): value is PairAnswer => pairAnswer()(value)
