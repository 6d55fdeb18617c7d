import { type Batch, Receipt, TabletState } from '#src/protocol/log-schema.ts'
import { Lost, type SignedLost } from '#src/protocol/rescue-schema.ts'
import { Signed } from '#src/protocol/signed-schema.ts'
import type { ServerKeys } from './deps.ts'
import { readJson } from './json.ts'
import { verifySigned } from './signature.ts'

/** Headers beside a batch. They help; a bad one is as if it were not there, since a rating never fails for it. */

export function readState(header: string | null): TabletState | undefined {
  return header === null ? undefined : readJson(TabletState, header)
}

/**
 * Where a tablet goes on behind what it no longer holds: the hash before the batch, and the signed proof of it. Nothing before
 * number `since` may be missing for it. `start` is the hash there, at `since − 1`, where the tablet said it, and `before` our
 * own receipt for that, where it shows one besides.
 */
export type After = Shown & { since: number; start: string | undefined; before: Shown | undefined }

type Shown = { hash: string; receipt: string }

/** What a tablet shows beside a batch: our own receipt, as it was signed, or in a rescue file its own word for what it lost. */
export function readAfter(
  keys: { server: ServerKeys['sign']; tablet: string },
  said: { after: string | null; lost: SignedLost | undefined },
  { log, from }: Batch,
): After | undefined {
  const lost = readLost(keys.tablet, said.lost, { log, from })
  const n = (lost?.since ?? from) - 1
  const shown = readShown(keys.server, said.after, { log, n })
  if (lost) return { ...lost, before: shown?.hash === lost.start ? shown : undefined }
  return shown && { ...shown, since: 1, start: undefined, before: undefined }
}

/** Of a tablet that pruned: the receipt for the number before that which it shows. */
function readShown(
  key: ServerKeys['sign'],
  header: string | null,
  { log, n }: { log: string; n: number },
): Shown | undefined {
  if (header === null) return undefined
  const json = Buffer.from(header, 'base64url').toString('utf8')
  const signed = readJson(Signed, json)
  if (!signed || !verifySigned(key.key, 'receipt', signed)) return undefined
  const receipt = readJson(Receipt, signed.line)
  if (receipt?.log !== log || receipt.n !== n || receipt.branch) return undefined
  return { hash: receipt.hash, receipt: JSON.stringify(signed) }
}

/** Of a tablet whose lines were damaged: its own word for which, signed with the key of that log. */
export function readLost(
  key: string,
  signed: SignedLost | undefined,
  { log, from }: Pick<Batch, 'log' | 'from'>,
): Omit<After, 'before'> | undefined {
  if (!signed || !verifySigned(key, 'lost', signed)) return undefined
  const lost = readJson(Lost, signed.line)
  if (lost?.log !== log || lost.to !== from - 1) return undefined
  return { hash: lost.hash, receipt: JSON.stringify(signed), since: lost.from, start: lost.before }
}
