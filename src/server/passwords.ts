import { pbkdf2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { stretch } from './stretch.ts'

/** OWASP's second choice for argon2id: 19 MiB, two passes, one lane (Password Storage Cheat Sheet). */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }
const SALT_BYTES = 16
const PIN_ROUNDS = 100_000

const derive = promisify(pbkdf2)

/** `argon2id$memory$passes$salt$hash`, salt and hash in base64url. `random` answers so many bytes. */
export async function hashPassword(password: string, random: (bytes: number) => Uint8Array): Promise<string> {
  const salt = Buffer.from(random(SALT_BYTES))
  const hash = await digest(password, salt, COST)
  return ['argon2id', COST.memory, COST.passes, salt.toString('base64url'), hash.toString('base64url')].join(
    '$',
  )
}

/** Whether it is the password. Without a stored one it works as long and answers no: time tells nobody who exists. */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, memory, passes, salt, hash] = (stored ?? DECOY).split('$') as [
    string,
    string,
    string,
    string,
    string,
  ]
  const cost = { ...COST, memory: Number(memory), passes: Number(passes) }
  const found = await digest(password, Buffer.from(salt, 'base64url'), cost)
  return timingSafeEqual(found, Buffer.from(hash, 'base64url')) && stored !== undefined
}

const DECOY = ['argon2id', COST.memory, COST.passes, 'A'.repeat(22), 'A'.repeat(43)].join('$')

/** Two keyboards may write one Vietnamese letter in two ways: NFC makes them one. */
function digest(password: string, nonce: Buffer, cost: typeof COST): Promise<Buffer> {
  return stretch(Buffer.from(password.normalize('NFC')), nonce, cost)
}

/** Whether it is the PIN of which there is that verifier. */
export async function isPin(
  pin: string,
  { salt, rounds, hash }: { salt: string; rounds: number; hash: string },
): Promise<boolean> {
  const found = await derive(pin, Buffer.from(salt, 'base64url'), rounds, 32, 'sha256')
  return timingSafeEqual(found, Buffer.from(hash, 'base64url'))
}

/** Verifier of a PIN, which a tablet checks with WebCrypto, offline: that of the staff corner where nothing else is said. */
export async function pinVerifier(
  pin: string,
  random: (bytes: number) => Uint8Array,
  rounds = PIN_ROUNDS,
): Promise<{ salt: string; rounds: number; hash: string }> {
  const salt = Buffer.from(random(SALT_BYTES))
  const hash = await derive(pin, salt, rounds, 32, 'sha256')
  return { salt: salt.toString('base64url'), rounds, hash: hash.toString('base64url') }
}
