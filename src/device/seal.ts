import { fromBase64url, toBase64url, utf8 } from './bytes.ts'

const ECDH = { name: 'ECDH', namedCurve: 'P-256' }
const INFO = 'hailong-comment/1'

/**
 * Seals a text to the server's key, so that neither a stolen tablet nor a copy of its disk reads it:
 * ECDH with a key made for this one text → HKDF-SHA-256 → AES-256-GCM.
 * The answer is base64url of `raw point (65) ‖ iv (12) ‖ ciphertext`.
 */
export async function seal(crypto: Crypto, serverKey: string, text: string): Promise<string> {
  const once = await crypto.subtle.generateKey(ECDH, false, ['deriveBits'])
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', once.publicKey))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const key = await sharedKey(crypto, once.privateKey, await importSealKey(crypto, serverKey))
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, utf8(text)))
  return toBase64url(new Uint8Array([...point, ...iv, ...sealed]))
}

/** Can comments be sealed to this key? Asked before a config is taken on, so that sealing later cannot fail. */
export async function canSealTo(crypto: Crypto, serverKey: string): Promise<boolean> {
  try {
    await importSealKey(crypto, serverKey)
    return true
  } catch (error) {
    if (error instanceof DOMException) return false
    throw error
  }
}

function importSealKey(crypto: Crypto, serverKey: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', fromBase64url(serverKey), ECDH, false, [])
}

async function sharedKey(crypto: Crypto, mine: CryptoKey, theirs: CryptoKey): Promise<CryptoKey> {
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, mine, 256)
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey'])
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8(INFO) }
  return crypto.subtle.deriveKey(derivation, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt'])
}
