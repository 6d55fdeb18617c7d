import { createCipheriv, diffieHellman, generateKeyPairSync, hkdfSync, randomBytes } from 'node:crypto'
import { readPoint } from '../signature.ts'
import { pointOf } from './point.ts'

/** Seals a comment to the server's key as a tablet does; see `../seal.ts`, which opens it. base64url. */
export function sealComment(key: string, comment: { salt: string; text: string }): string {
  const publicKey = readPoint(Buffer.from(key, 'base64url'))
  if (!publicKey) throw new Error('The key that comments are sealed to is no point of P-256')
  const once = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const secret = diffieHellman({ privateKey: once.privateKey, publicKey })
  const aes = Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), 'hailong-comment/1', 32))
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', aes, iv)
  const sealed = Buffer.concat([cipher.update(JSON.stringify(comment)), cipher.final(), cipher.getAuthTag()])
  return Buffer.concat([pointOf(once.publicKey), iv, sealed]).toString('base64url')
}
