import { signedText } from '#src/protocol/signed.ts'
import type { Signed } from '#src/protocol/signed-schema.ts'
import { fromBase64url, toBase64url, utf8 } from './bytes.ts'
import type { ServerKey } from './stored.ts'

/** P-256, because Ed25519 is missing on older tablets. Signatures are raw r‖s (IEEE P1363), as WebCrypto makes them. */
const EC = { name: 'ECDSA', namedCurve: 'P-256' }
const ALGORITHM = { name: 'ECDSA', hash: 'SHA-256' }

/** The private key can be used by this page and read by nobody. */
export async function makeKeys(crypto: Crypto): Promise<{ keys: CryptoKeyPair; publicKey: string }> {
  const keys = await crypto.subtle.generateKey(EC, false, ['sign', 'verify'])
  const raw = await crypto.subtle.exportKey('raw', keys.publicKey)
  return { keys, publicKey: toBase64url(new Uint8Array(raw)) }
}

/** The signature of the text's UTF-8 bytes, base64url. */
export async function sign(crypto: Crypto, key: CryptoKey, text: string): Promise<string> {
  return toBase64url(new Uint8Array(await crypto.subtle.sign(ALGORITHM, key, utf8(text))))
}

/** Did one of these keys sign the line for this purpose? */
export async function isSignedBy(
  crypto: Crypto,
  keys: readonly ServerKey[],
  purpose: 'receipt' | 'config',
  signed: Signed,
): Promise<boolean> {
  const known = keys.find(({ kid }) => kid === signed.kid)
  const key = known && (await importPoint(crypto, known.key))
  if (!key) return false
  const text = utf8(signedText(purpose, signed.line))
  return crypto.subtle.verify(ALGORITHM, key, fromBase64url(signed.sig), text)
}

/** Undefined where the bytes are no point of the curve. */
async function importPoint(crypto: Crypto, point: string): Promise<CryptoKey | undefined> {
  try {
    return await crypto.subtle.importKey('raw', fromBase64url(point), EC, false, ['verify'])
  } catch (error) {
    if (error instanceof DOMException) return undefined
    throw error
  }
}
