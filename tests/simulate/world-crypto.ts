import {
  createCipheriv,
  createECDH,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hash,
  hkdfSync,
  type KeyObject,
  pbkdf2Sync,
  sign,
  verify,
} from 'node:crypto'
import type { Random } from './random.ts'

type Bytes = ArrayBuffer | ArrayBufferView
type Algorithm = { name: string; namedCurve?: string }
type Derivation = { public: Key } | { salt: Bytes; iterations: number }

/** What a tablet holds of a key: a name, which a disk can store and a clone can share. */
type Key = { algorithm: Algorithm; extractable: boolean; id: string }

const ENCODING = { dsaEncoding: 'ieee-p1363' } as const

/**
 * WebCrypto for one tablet, as far as tablets use it: random numbers and keys come from the seed. The work is OpenSSL's, as
 * WebCrypto's is, without the way through a thread, which costs ten times the work.
 */
export function seededCrypto(random: Random): Crypto {
  const subtle = {
    generateKey: async (algorithm: Algorithm, extractable: boolean) =>
      makePair(random, algorithm, extractable),
    exportKey: async (_: 'raw', key: Key) => bufferOf(Buffer.from(key.id, 'base64url')),
    importKey: async (_: 'raw', data: Bytes, algorithm: Algorithm, extractable: boolean): Promise<Key> => {
      const id = Buffer.from(bytesOf(data)).toString('base64url')
      if (algorithm.namedCurve && !publicKey(id)) throw new DOMException('no point', 'DataError')
      return { algorithm, extractable, id }
    },
    digest: async (_: 'SHA-256', data: Bytes) => bufferOf(hash('sha256', bytesOf(data), 'buffer')),
    sign: async (_: unknown, key: Key, data: Bytes) =>
      bufferOf(sign('sha256', bytesOf(data), { key: secretKey(key.id), ...ENCODING })),
    verify: async (_: unknown, key: Key, sig: Bytes, data: Bytes) =>
      verify('sha256', bytesOf(data), { key: publicKey(key.id)!, ...ENCODING }, bytesOf(sig)),
    deriveBits: async (derivation: Derivation, mine: Key) =>
      bufferOf(
        'public' in derivation
          ? diffieHellman({ privateKey: secretKey(mine.id), publicKey: publicKey(derivation.public.id)! })
          : stretched(mine.id, derivation.salt, derivation.iterations),
      ),
    deriveKey: async ({ salt, info }: { salt: Bytes; info: Bytes }, material: Key, algorithm: Algorithm) => {
      const shared = Buffer.from(material.id, 'base64url')
      const derived = hkdfSync('sha256', shared, bytesOf(salt), bytesOf(info), 32)
      return { algorithm, extractable: false, id: Buffer.from(derived).toString('base64url') }
    },
    encrypt: async ({ iv }: { iv: Bytes }, key: Key, data: Bytes) => {
      const cipher = createCipheriv('aes-256-gcm', Buffer.from(key.id, 'base64url'), bytesOf(iv))
      return bufferOf(Buffer.concat([cipher.update(bytesOf(data)), cipher.final(), cipher.getAuthTag()]))
    },
  }
  const getRandomValues = (into: Uint8Array) => {
    into.set(random.bytes(into.length))
    return into
  }
  return { subtle, getRandomValues } as unknown as Crypto
}

/** A pair on P-256 whose secret number is drawn from the seed, as a JWK (RFC 7517). */
export function seededPair(random: Random): { kty: 'EC'; crv: 'P-256'; x: string; y: string; d: string } {
  const secret = Buffer.from(random.bytes(32))
  secret[0] = secret[0]! & 127 // below the order of the curve
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(secret)
  return { ...jwkOf(ecdh.getPublicKey()), d: secret.toString('base64url') }
}

function makePair(random: Random, algorithm: Algorithm, extractable: boolean) {
  const pair = seededPair(random)
  const point = Buffer.concat([
    Buffer.of(4),
    Buffer.from(pair.x, 'base64url'),
    Buffer.from(pair.y, 'base64url'),
  ])
  const id = point.toString('base64url')
  SECRETS.set(id, createPrivateKey({ format: 'jwk', key: pair }))
  return {
    privateKey: { algorithm, extractable, id: `secret ${id}` },
    publicKey: { algorithm, extractable: true, id },
  }
}

/** The secret part of a key by its name: outside of every disk, as the browser keeps it. */
const SECRETS = new Map<string, KeyObject>()
const POINTS = new Map<string, KeyObject | undefined>()

let kept: readonly [string, KeyObject][] = []

/** The keys that there are so far are those of the ground, on which every world of this process stands. */
export function keepKeys(): void {
  kept = [...SECRETS]
}

/** The keys of a world that is over. */
export function forgetKeys(): void {
  SECRETS.clear()
  POINTS.clear()
  for (const [id, key] of kept) SECRETS.set(id, key)
}

const STRETCHED = new Map<string, Buffer>()

/** PBKDF2-SHA-256, which is slow on purpose, once for each PIN that is typed in a process. */
function stretched(pin: string, salt: Bytes, rounds: number): Buffer {
  const of = `${pin} ${Buffer.from(bytesOf(salt)).toString('base64url')} ${rounds}`
  const known =
    STRETCHED.get(of) ?? pbkdf2Sync(Buffer.from(pin, 'base64url'), bytesOf(salt), rounds, 32, 'sha256')
  STRETCHED.set(of, known)
  return known
}

function secretKey(id: string): KeyObject {
  const key = SECRETS.get(id.slice('secret '.length))
  if (!key) throw new DOMException('no such key', 'InvalidAccessError')
  return key
}

function publicKey(id: string): KeyObject | undefined {
  const known = POINTS.get(id)
  if (known) return known
  const point = Buffer.from(id, 'base64url')
  if (point.length !== 65) return undefined
  const key = createPublicKey({ format: 'jwk', key: jwkOf(point) })
  POINTS.set(id, key)
  return key
}

function jwkOf(point: Buffer): { kty: 'EC'; crv: 'P-256'; x: string; y: string } {
  const part = (from: number) => point.subarray(from, from + 32).toString('base64url')
  return { kty: 'EC', crv: 'P-256', x: part(1), y: part(33) }
}

function bytesOf(data: Bytes): Uint8Array {
  return data instanceof ArrayBuffer
    ? new Uint8Array(data)
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}

function bufferOf(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer
}
