import { createCipheriv, randomBytes } from 'node:crypto'
import type { PartHead } from '#src/protocol/rescue-schema.ts'
import type { LogPost } from '#src/server/ingest.ts'
import { sealText } from './seal.ts'

export type ForgedPart = { head: PartHead | string; body: Uint8Array }

type To = { kid: string; key: string }

/** A rescue file made of node:crypto alone; `parts` may hold anything. The header first, then the parts one by one. */
export function forgeRescue({ kid, key }: To, parts: readonly ForgedPart[]): Buffer<ArrayBuffer>[] {
  const secret = randomBytes(32)
  const header = sealText(key, JSON.stringify({ rescue: secret.toString('base64url') }))
  return [
    Buffer.from(`hailong-rescue/1 ${kid} ${header}\n`),
    ...parts.map((part, n) => sealed(secret, n, part)),
  ]
}

function sealed(aes: Buffer, n: number, { head, body }: ForgedPart): Buffer<ArrayBuffer> {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(n, 8)
  const cipher = createCipheriv('aes-256-gcm', aes, nonce)
  const line = typeof head === 'string' ? head : JSON.stringify(head)
  const text = [cipher.update(`${line}\n`), cipher.update(body), cipher.final(), cipher.getAuthTag()]
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.reduce((sum, { length }) => sum + length, 0))
  return Buffer.concat([length, ...text])
}

/** What a tablet would have sent, as a part. */
export function partOf({ authorization, body }: LogPost, more: Partial<PartHead> = {}): ForgedPart {
  return { head: { authorization: authorization ?? '', ...more }, body }
}
