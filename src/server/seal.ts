import { createDecipheriv, createHash, diffieHellman, hkdfSync, type KeyObject } from 'node:crypto'
import * as z from 'zod/mini'
import { commentText } from '#src/domain/entry.ts'
import { readJson } from './json.ts'
import { readPoint } from './signature.ts'

/**
 * A sealed comment: ephemeral P-256 point (65 bytes) ‖ iv (12) ‖ AES-256-GCM ciphertext and tag (16). The key is
 * HKDF-SHA-256 of the shared secret with an empty salt; the plaintext is JSON.
 */
const INFO = 'hailong-comment/1'
const Plaintext = z.object({ salt: z.string(), text: z.string() })

const POINT = 65
const IV = 12
const TAG = 16

/** The comment, or undefined where the blob is not sealed to this key or is not the text of that hash. */
export function openSealed(privateKey: KeyObject, sealed: Uint8Array, hash: string): string | undefined {
  const json = decrypt(privateKey, sealed)
  const data = json === undefined ? undefined : readJson(Plaintext, json)
  if (!data) return undefined
  const found = createHash('sha256').update(commentText(data.salt, data.text)).digest('base64url')
  return found === hash ? data.text : undefined
}

function decrypt(privateKey: KeyObject, sealed: Uint8Array): string | undefined {
  if (sealed.length <= POINT + IV + TAG) return undefined
  const publicKey = readPoint(sealed.subarray(0, POINT))
  if (!publicKey) return undefined
  const secret = diffieHellman({ privateKey, publicKey })
  const key = Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), INFO, 32))
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(POINT, POINT + IV))
  decipher.setAuthTag(sealed.subarray(-TAG))
  const start = decipher.update(sealed.subarray(POINT + IV, -TAG))
  try {
    return Buffer.concat([start, decipher.final()]).toString('utf8')
  } catch (error) {
    // What `final` throws for a tag that does not fit; it has no code of its own.
    if (error instanceof Error && error.message.includes('unable to authenticate')) return undefined
    throw error
  }
}
