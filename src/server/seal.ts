import {
  createDecipheriv,
  createHash,
  createSecretKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'
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
  const json = unseal(privateKey, sealed)
  const data = json === undefined ? undefined : readJson(Plaintext, json)
  if (!data) return undefined
  const found = createHash('sha256').update(commentText(data.salt, data.text)).digest('base64url')
  return found === hash ? data.text : undefined
}

/** The text, or undefined where the blob is not sealed to this key. */
export function unseal(privateKey: KeyObject, sealed: Uint8Array): string | undefined {
  if (sealed.length <= POINT + IV + TAG) return undefined
  const publicKey = readPoint(sealed.subarray(0, POINT))
  if (!publicKey) return undefined
  const secret = diffieHellman({ privateKey, publicKey })
  const key = new Uint8Array(hkdfSync('sha256', createSecretKey(secret), Buffer.alloc(0), INFO, 32))
  return openGcm(key, sealed.subarray(POINT, POINT + IV), sealed.subarray(POINT + IV))?.toString('utf8')
}

/** What AES-256-GCM sealed, its tag at the end; undefined where it is not what was sealed under that key. */
export function openGcm(key: Uint8Array, iv: Uint8Array, sealed: Uint8Array): Buffer | undefined {
  if (sealed.length < TAG) return undefined
  const decipher = createDecipheriv('aes-256-gcm', createSecretKey(key), iv)
  decipher.setAuthTag(sealed.subarray(-TAG))
  const start = decipher.update(sealed.subarray(0, -TAG))
  try {
    return Buffer.concat([start, decipher.final()])
  } catch (error) {
    // What `final` throws for a tag that does not fit; it has no code of its own.
    if (error instanceof Error && error.message.includes('unable to authenticate')) return undefined
    throw error
  }
}
