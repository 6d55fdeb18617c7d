import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto'
import { symbols } from '#src/domain/id.ts'
import { signedText } from '#src/protocol/signed.ts'
import type { Signed } from '#src/protocol/signed-schema.ts'

/** ECDSA P-256 with SHA-256, raw r‖s in base64url, as WebCrypto on the tablets makes and checks it. */

const ENCODING = { dsaEncoding: 'ieee-p1363' } as const

export type Purpose = Parameters<typeof signedText>[0]

export function signText(key: KeyObject, text: string): string {
  return sign('sha256', Buffer.from(text), { key, ...ENCODING }).toString('base64url')
}

/** `key` is a raw P-256 point in base64url; false also for a key that is no point of the curve. */
export function verifyText(key: string, text: string, sig: string): boolean {
  const publicKey = rememberedKey(key)
  if (!publicKey) return false
  const bytes = Buffer.from(sig, 'base64url')
  // Bits that base64url leaves over say nothing, and are left alone by whoever signs.
  if (bytes.toString('base64url') !== sig) return false
  return verify('sha256', Buffer.from(text), { key: publicKey, ...ENCODING }, bytes)
}

/** Was this line signed by that server key, and no other one named, for that purpose? */
export function verifyNamed(key: string, purpose: Purpose, signed: Signed): boolean {
  return signed.kid === kidOf(key) && verifySigned(key, purpose, signed)
}

/** Was this line signed by that key, for that purpose? */
export function verifySigned(key: string, purpose: Purpose, signed: Pick<Signed, 'line' | 'sig'>): boolean {
  return verifyText(key, signedText(purpose, signed.line), signed.sig)
}

/** Names a key: eight symbols of the SHA-256 of its raw point. */
export function kidOf(key: string): string {
  return symbols(hash('sha256', Buffer.from(key, 'base64url'), 'buffer').subarray(0, 8))
}

/**
 * To read a point takes as long as to check a signature with it, and the same tablets come again and again. Whoever sends many keys
 * of their own empties what is remembered, no more.
 */
const REMEMBERED = 1_000
const remembered = new Map<string, KeyObject>()

function rememberedKey(key: string): KeyObject | undefined {
  const known = remembered.get(key)
  if (known) return known
  const read = readPoint(Buffer.from(key, 'base64url'))
  if (!read) return undefined
  if (remembered.size >= REMEMBERED) remembered.clear()
  remembered.set(key, read)
  return read
}

/** The key of a raw P-256 point (65 bytes), or undefined where the bytes are none. */
export function readPoint(point: Uint8Array): KeyObject | undefined {
  if (point.length !== 65 || point[0] !== 4) return undefined
  const part = (from: number) => Buffer.from(point.subarray(from, from + 32)).toString('base64url')
  try {
    return createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: part(1), y: part(33) } })
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}

/** SHA-256 as 64 hexadecimal digits. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex')
}
