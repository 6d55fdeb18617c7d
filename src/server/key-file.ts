import { generateKeyPairSync, type JsonWebKey, randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import * as z from 'zod/mini'
import { makeFolder } from './folder.ts'

const Part = z.string().check(z.regex(/^[\w-]{43}$/))
const Pair = z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: Part, y: Part })

/** A JWK set (RFC 7517). `d` of the sealing pair may be kept elsewhere: then nobody here reads comments. */
const KeySet = z.object({
  keys: z.tuple([
    z.extend(Pair, { use: z.literal('sig'), d: Part }),
    z.extend(Pair, { use: z.literal('enc'), d: z.optional(Part) }),
    z.object({ kty: z.literal('oct'), use: z.literal('shuffle'), k: Part }),
  ]),
})
export type KeySet = z.infer<typeof KeySet>

/** The file's keys. Throws a sentence where it is missing, open to others, or not such a file. */
export function readKeySet(path: string): KeySet {
  const text = readProtected(path)
  const unreadable = `${path} is no key file of Hài Lòng. Restore it from a backup; a new one is made only where there is none.`
  try {
    return KeySet.parse(JSON.parse(text))
  } catch (cause) {
    throw new Error(unreadable, { cause })
  }
}

/** Makes a file with new keys where there is none yet. Of several processes that do so at once, one file stands. */
export function makeKeySet(path: string): void {
  makeFolder(dirname(path))
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  const file = openSync(draft, 'wx', 0o600)
  try {
    writeSync(file, `${JSON.stringify(newKeySet(), null, 2)}\n`)
    fsyncSync(file)
    linkSync(draft, path)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  } finally {
    closeSync(file)
    rmSync(draft)
  }
  chmodSync(path, 0o600)
}

function newKeySet(): KeySet {
  const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
  const named = (use: 'sig' | 'enc', jwk: JsonWebKey) => ({ use, ...jwk })
  const shuffle = { kty: 'oct', use: 'shuffle', k: randomBytes(32).toString('base64url') }
  return KeySet.parse({ keys: [named('sig', pair()), named('enc', pair()), shuffle] })
}

function readProtected(path: string): string {
  try {
    const { mode } = statSync(path)
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new Error(`${path} can be read by others; its keys sign every receipt. Run: chmod 600 ${path}`)
    }
    return readFileSync(path, 'utf8')
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) throw new Error(`There is no key file ${path}.`, { cause })
    if (hasCode(cause, 'EACCES')) throw new Error(`${path} may not be read by this user.`, { cause })
    throw cause
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
