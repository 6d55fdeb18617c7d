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
 * number `since` may be missing for it; `start` is the hash there, at `since − 1`, where the tablet said it.
 */
export type After = { hash: string; receipt: string; since: number; start: string | undefined }

/** Of a tablet that pruned: our own receipt for the number before the batch, as it was signed. */
export function readAfter(key: ServerKeys['sign'], header: string | null, batch: Batch): After | undefined {
  if (header === null) return undefined
  const json = Buffer.from(header, 'base64url').toString('utf8')
  const signed = readJson(Signed, json)
  if (!signed || !verifySigned(key.key, 'receipt', signed)) return undefined
  const receipt = readJson(Receipt, signed.line)
  if (receipt?.log !== batch.log || receipt.n !== batch.from - 1 || receipt.branch) return undefined
  return { hash: receipt.hash, receipt: JSON.stringify(signed), since: 1, start: undefined }
}

/** Of a tablet whose lines were damaged: its own word for which, signed with the key of that log. */
export function readLost(key: string, signed: SignedLost | undefined, batch: Batch): After | undefined {
  if (!signed || !verifySigned(key, 'lost', signed)) return undefined
  const lost = readJson(Lost, signed.line)
  if (lost?.log !== batch.log || lost.to !== batch.from - 1) return undefined
  return { hash: lost.hash, receipt: JSON.stringify(signed), since: lost.from, start: lost.before }
}
