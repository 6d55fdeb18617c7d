import { type Batch, Receipt, TabletState } from '#src/protocol/log.ts'
import { Signed } from '#src/protocol/signed.ts'
import type { ServerKeys } from './deps.ts'
import { readJson } from './json.ts'
import { verifySigned } from './signature.ts'

/** Headers beside a batch. They help; a bad one is as if it were not there, since a rating never fails for it. */

export function readState(header: string | null): TabletState | undefined {
  return header === null ? undefined : readJson(TabletState, header)
}

/** Where a tablet that pruned goes on: our own receipt for the number before the batch, as it was signed. */
export type After = { hash: string; receipt: string }

export function readAfter(key: ServerKeys['sign'], header: string | null, batch: Batch): After | undefined {
  if (header === null) return undefined
  const json = Buffer.from(header, 'base64url').toString('utf8')
  const signed = readJson(Signed, json)
  if (!signed || !verifySigned(key.key, 'receipt', signed)) return undefined
  const receipt = readJson(Receipt, signed.line)
  if (receipt?.log !== batch.log || receipt.n !== batch.from - 1 || receipt.branch) return undefined
  return { hash: receipt.hash, receipt: JSON.stringify(signed) }
}
