import { Genesis } from '#src/domain/kinds.ts'
import { batchText } from '#src/protocol/log.ts'
import { Receipt } from '#src/protocol/log-schema.ts'
import { Lost, SignedLost } from '#src/protocol/rescue-schema.ts'
import { Signed } from '#src/protocol/signed-schema.ts'
import type { Schema } from '../db/schema.ts'
import type { KnownKeys } from '../deps.ts'
import { readJson } from '../json.ts'
import type { Log } from '../lineage.ts'
import { verifyNamed, verifySigned, verifyText } from '../signature.ts'
import type { LogCheck, Stored } from './page.ts'

/** A batch's signature holds, and what it was over is what is stored: the hash of its last entry binds all before it. */
export function checkBatch({ log, note }: LogCheck, batch: Schema['batch'], last: Stored): void {
  const { from_n: from, to_n: to, hash, body_hash, sig } = batch
  const text = batchText({ log: log.hashed_as, from, to, hash }, body_hash)
  if (log.key === null || !verifyText(log.key, text, sig)) note('bad-signature', from, to)
  if (hash !== last.hash) note('rewritten', from, to)
}

/** The server itself signed once that it had the end of the hole, or the tablet that its lines there were damaged. */
export function isProven(log: Log, hole: Schema['hole'], keys: KnownKeys | undefined): boolean {
  return isOfReceipt(log, hole, keys) || isOfDamage(log, hole)
}

function isOfReceipt(log: Log, hole: Schema['hole'], keys: KnownKeys | undefined): boolean {
  const signed = readJson(Signed, hole.receipt)
  const receipt = signed && readJson(Receipt, signed.line)
  const named = receipt?.log === log.hashed_as && receipt.n === hole.to_n && receipt.hash === hole.hash
  return named && signed !== undefined && (!keys || verifyNamed(keys.sign.key, 'receipt', signed))
}

function isOfDamage(log: Log, hole: Schema['hole']): boolean {
  const signed = readJson(SignedLost, hole.receipt)
  const lost = signed && readJson(Lost, signed.line)
  if (!lost || log.key === null || !verifySigned(log.key, 'lost', signed)) return false
  const { from, to, hash } = lost
  return lost.log === log.hashed_as && from <= hole.from_n && to === hole.to_n && hash === hole.hash
}

/** The first entry names the key of all batches: of a tablet one that it was given, of a unit the server's. */
export function checkGenesis({ log, device, keys, note }: LogCheck, { said }: Stored): void {
  if (log.device === null) {
    if (keys && said?.body.key !== keys.sign.key) note('genesis', 1)
    return
  }
  const genesis = Genesis.safeParse(said?.body).data
  const right = genesis?.device === log.device && genesis.key === log.key
  if (!right || !device?.keys.has(genesis.key)) note('genesis', 1)
}
