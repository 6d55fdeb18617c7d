/** Bytes and their two spellings. `Bytes` is what WebCrypto takes: never a view on shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>

export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text)
}

export function toBase64url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Throws a DOMException where the text is not base64url. */
export function fromBase64url(text: string): Bytes {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

export async function sha256(crypto: Crypto, data: string | Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', typeof data === 'string' ? utf8(data) : data))
}

/** 64 hexadecimal digits, as hashes stand in logs and receipts. */
export async function sha256Hex(crypto: Crypto, data: string | Bytes): Promise<string> {
  return Array.from(await sha256(crypto, data), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
