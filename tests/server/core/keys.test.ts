import { createHash } from 'node:crypto'
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { loadKeys, readKeys } from '#src/server/keys.ts'
import { verifySigned } from '#src/server/signature.ts'
import { sealFor } from '#tests/support/seal.ts'

let path: string

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hai-long-'))
  path = join(folder, 'server-key.jwk')
  return () => rm(folder, { recursive: true })
})

test('keys are made once, for this user alone, and read again', async () => {
  const made = loadKeys(path)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  const again = loadKeys(path)
  expect(again.sign.kid).toBe(made.sign.kid)
  expect(again.seal.key).toBe(made.seal.key)
  expect(again.shuffle('a')).toBe(made.shuffle('a'))
  expect(made.sign.key).toMatch(/^[\w-]{87}$/)
  expect(made.sign.kid).toMatch(/^[2-9a-hj-np-z]{8}$/)
})

test('P3: a signature holds for its line and its purpose alone', () => {
  const { sign } = loadKeys(path)
  const signed = sign.sign('receipt', '{"n":1}')
  expect(verifySigned(sign.key, 'receipt', signed)).toBe(true)
  expect(verifySigned(sign.key, 'config', signed)).toBe(false)
  expect(verifySigned(sign.key, 'receipt', { ...signed, line: '{"n":2}' })).toBe(false)
  expect(verifySigned('A'.repeat(87), 'receipt', signed)).toBe(false)
})

test('a sealed comment opens only as the text that its entry names', () => {
  const { seal } = loadKeys(path)
  const text = 'Cán bộ nói lời khó nghe 😀 \u0000 \u202e'
  const hash = createHash('sha256').update(`salt${text}`).digest('base64url')
  const sealed = Buffer.from(sealFor(seal.key, { salt: 'salt', text }), 'base64url')
  expect(seal.open(sealed, hash)).toBe(text)
  expect(seal.open(sealed, hash.toLowerCase())).toBeUndefined()
  for (const at of [0, 1, 70, sealed.length - 1]) {
    const flipped = Buffer.from(sealed)
    flipped[at]! ^= 1
    expect(seal.open(flipped, hash)).toBeUndefined()
  }
  expect(seal.open(Buffer.alloc(0), hash)).toBeUndefined()
  expect(seal.open(Buffer.alloc(200, 4), hash)).toBeUndefined()
})

test('without the private part comments stay sealed', async () => {
  const { seal } = loadKeys(path)
  const file = JSON.parse(await readFile(path, 'utf8')) as { keys: { use: string; d?: string }[] }
  for (const key of file.keys) if (key.use === 'enc') delete key.d
  await writeFile(path, JSON.stringify(file))
  const kept = loadKeys(path)
  expect(kept.seal).toMatchObject({ kid: seal.kid, holds: false })
  expect(
    kept.seal.open(Buffer.from(sealFor(seal.key, { salt: '', text: 'x' }), 'base64url'), ''),
  ).toBeUndefined()
})

test('a key file that is open to others, damaged or missing is refused with a sentence', async () => {
  expect(() => readKeys(path)).toThrow('There is no key file')
  loadKeys(path)
  await chmod(path, 0o644)
  expect(() => loadKeys(path)).toThrow('chmod 600')
  await chmod(path, 0o600)
  await writeFile(path, '{"keys":[]}')
  expect(() => loadKeys(path)).toThrow('is no key file of Hài Lòng')
})
