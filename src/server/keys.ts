import { createHmac, createPrivateKey, createSecretKey, type KeyObject } from 'node:crypto'
import { existsSync } from 'node:fs'
import { signedText } from '#src/protocol/signed.ts'
import type { ServerKeys } from './deps.ts'
import { type KeySet, makeKeySet, readKeySet } from './key-file.ts'
import { openSealed, unseal } from './seal.ts'
import { kidOf, signText } from './signature.ts'

/** The server's keys from that file, which is made (0600) where there is none. Throws a sentence where it is unusable. */
export function loadKeys(path: string): ServerKeys {
  if (!existsSync(path)) makeKeySet(path)
  return readKeys(path)
}

/** The same, but makes nothing. */
export function readKeys(path: string): ServerKeys {
  const [sign, seal, shuffle] = readKeySet(path).keys
  const signing = { kid: kidOf(pointOf(sign)), private: privateKey(sign) }
  const { d } = seal
  const opening = d === undefined ? undefined : privateKey({ ...seal, d })
  // As a key object: Node finds out what bytes are by two exceptions, which cost six times the HMAC itself.
  const secret = createSecretKey(Buffer.from(shuffle.k, 'base64url'))
  return {
    sign: {
      kid: signing.kid,
      key: pointOf(sign),
      sign: (purpose, line) => ({
        line,
        sig: signText(signing.private, signedText(purpose, line)),
        kid: signing.kid,
      }),
    },
    seal: {
      kid: kidOf(pointOf(seal)),
      key: pointOf(seal),
      holds: opening !== undefined,
      open: (sealed, hash) => opening && openSealed(opening, sealed, hash),
      unseal: (sealed) => opening && unseal(opening, sealed),
    },
    shuffle: (text) => createHmac('sha256', secret).update(text).digest('hex'),
    tag: (purpose, text) => createHmac('sha256', secret).update(`${purpose}\n${text}`).digest('base64url'),
  }
}

type Pair = KeySet['keys'][0]
type Point = Pick<Pair, 'x' | 'y'>

/** The raw point, base64url. */
function pointOf({ x, y }: Point): string {
  const parts = [Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]
  return Buffer.concat(parts).toString('base64url')
}

function privateKey({ kty, crv, x, y, d }: Omit<Pair, 'use'>): KeyObject {
  return createPrivateKey({ key: { kty, crv, x, y, d }, format: 'jwk' })
}
