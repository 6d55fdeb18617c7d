import { createCipheriv, diffieHellman, generateKeyPairSync, hkdfSync, randomBytes } from 'node:crypto'
import { readPoint } from '#src/server/signature.ts'

/** Seals a comment to a server's key, as a tablet does. base64url. */
export function sealFor(key: string, comment: { salt: string; text: string }): string {
  return sealText(key, JSON.stringify(comment))
}

export function sealText(key: string, plain: string): string {
  const publicKey = readPoint(Buffer.from(key, 'base64url'))
  if (!publicKey) throw new Error('not a P-256 point')
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = pair.publicKey.export({ format: 'jwk' })
  const secret = diffieHellman({ privateKey: pair.privateKey, publicKey })
  const aes = Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), 'hailong-comment/1', 32))
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', aes, iv)
  const text = Buffer.concat([cipher.update(plain), cipher.final()])
  const point = [Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]
  return Buffer.concat([...point, iv, text, cipher.getAuthTag()]).toString('base64url')
}
