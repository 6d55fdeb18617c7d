import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { makeFolder } from '#src/server/folder.ts'
import { pack } from '#src/server/pack/pack.ts'
import { COMPILED } from '#tests/support/compiled.ts'

let home: string

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'hai-long-'))
  return () => rm(home, { recursive: true })
})

test('a folder is made with those above it, once, and for whom it is said', async () => {
  makeFolder(join(home, 'a/b/c'), 0o700)
  makeFolder(join(home, 'a/b/c'))
  expect((await stat(join(home, 'a/b/c'))).mode & 0o777).toBe(0o700)
  await writeFile(join(home, 'file'), '')
  expect(() => makeFolder(join(home, 'file'))).toThrow('EEXIST')
  expect(() => makeFolder(join(home, 'file/below'))).toThrow('EEXIST')
  expect((await readdir(home)).sort()).toEqual(['a', 'file'])
})

test.runIf(process.platform === 'linux')(
  'DATA_DIR=/proc/x is refused with a sentence, and does not hang',
  async () => {
    const ended = await setUp({ DATA_DIR: '/proc/x' })
    expect(ended).toEqual({ code: 1, err: 'No folder can be made at /proc/x. Name another one.\n' })
  },
  60_000,
)

function setUp(env: Record<string, string>): Promise<{ code: unknown; err: string }> {
  const file = new URL('../../../src/server/cli/setup.ts', import.meta.url).pathname
  return new Promise((resolve) => {
    // A program that hangs is killed, and then has no code.
    const options = { env: { ...COMPILED, ...env }, timeout: 50_000 }
    execFile(process.execPath, [file, '--pair', 'quay22'], options, (error, _, err) =>
      resolve({ code: error?.code, err }),
    )
  })
}

test.runIf(process.platform === 'linux')(
  'a pack that no folder takes is refused before anything is fetched',
  async () => {
    const asked = { root: process.cwd(), platform: 'linux-x64', npm: '', say: () => undefined }
    await expect(pack({ ...asked, to: '/proc/pack' })).rejects.toThrow('No folder can be made at /proc/pack.')
  },
)
