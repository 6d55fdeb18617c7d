import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from '#src/server/config.ts'
import { makeKeySet } from '#src/server/key-file.ts'
import { openDeps } from '#src/server/main-deps.ts'
import { PASSPHRASE, takeBackup } from '#tests/support/backup.ts'
import { COMPILED } from '#tests/support/compiled.ts'
import { openFresh } from '#tests/support/database.ts'
import { furnished } from '#tests/support/whole-office.ts'

type Ended = { code: number; err: string }

function run(command: string, args: string[], folder: string): Promise<Ended> {
  const env = { PATH: process.env.PATH, ...COMPILED, DATA_DIR: folder }
  return new Promise((resolve) => {
    execFile(process.execPath, [`src/server/cli/${command}.ts`, ...args], { env }, (error, _, err) =>
      resolve({ code: error ? Number(error.code) : 0, err }),
    )
  })
}

/** A folder that holds the passphrase, and beside it the backup of an office. */
async function place() {
  const { office } = await furnished(() => openFresh('sqlite'))
  const { path } = await takeBackup(office, office.deps)
  const folder = await mkdtemp(join(tmpdir(), 'hai-long-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'backup-passphrase'), `${PASSPHRASE}\n`)
  return { folder, path, bytes: await readFile(path) }
}

function configOf(env: Record<string, string>) {
  const read = readConfig({ LOG_LEVEL: 'silent', ...env })
  if (!read.ok) throw new Error(read.wrong.join(' '))
  return read.config
}

test('a restore that fails changes nothing: no database, no keys, nothing for a start to begin with', async () => {
  const { folder, path, bytes } = await place()
  for (const spoiled of [bytes.subarray(0, bytes.length >> 1), bytes.subarray(0, -1), Buffer.alloc(0)]) {
    await writeFile(path, spoiled)
    const ended = await run('restore', ['--from', path], folder)
    expect(ended).toMatchObject({ code: 1, err: expect.stringContaining('Nothing was changed.') })
    expect(await readdir(folder)).toEqual(['backup-passphrase'])
  }
  await writeFile(path, bytes)
  expect(await run('restore', ['--from', path], folder)).toMatchObject({ code: 0 })
  expect((await readdir(folder)).sort()).toEqual(['backup-passphrase', 'hailong.sqlite', 'server-key.jwk'])
}, 90_000)

test('P1 a restore beside what a killed server left of the old database is refused: SQLite would write that into the new file', async () => {
  const { folder, path } = await place()
  expect(await run('restore', ['--from', path], folder)).toMatchObject({ code: 0 })
  const database = join(folder, 'hailong.sqlite')
  const server = new Sqlite(database)
  server.exec('pragma wal_autocheckpoint = 0; create table later (n integer); insert into later values (1)')
  await copyFile(`${database}-wal`, join(folder, 'kept'))
  server.close()
  await rename(database, join(folder, 'old.sqlite'))
  await rename(join(folder, 'kept'), `${database}-wal`)
  const before = (await readdir(folder)).sort()
  const refused = await run('restore', ['--from', path], folder)
  expect(refused).toMatchObject({
    code: 1,
    err: expect.stringContaining(`${database}-wal belongs to the old`),
  })
  expect((await readdir(folder)).sort()).toEqual(before)
  await rm(`${database}-wal`)
  expect(await run('restore', ['--from', path], folder)).toMatchObject({ code: 0 })
}, 60_000)

test('a backup without keys is not restored beside those of another server, and no file asks for all memory', async () => {
  const { office } = await furnished(() => openFresh('sqlite'))
  await rm(join(office.folder, 'server-key.jwk'), { force: true })
  const { path } = await takeBackup(office, office.deps)
  const folder = await mkdtemp(join(tmpdir(), 'hai-long-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'backup-passphrase'), `${PASSPHRASE}\n`)
  makeKeySet(join(folder, 'server-key.jwk'))
  const other = await run('restore', ['--from', path], folder)
  expect(other).toMatchObject({ code: 1, err: expect.stringContaining('holds other keys') })
  expect((await readdir(folder)).sort()).toEqual(['backup-passphrase', 'server-key.jwk'])

  const greedy = await readFile(path)
  greedy[4] = 18
  await writeFile(path, greedy)
  const refused = await run('restore', ['--from', path], folder)
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('The file is damaged.') })
}, 60_000)

test('P7 no empty office begins beside backups of one that was at work, unless somebody says so', async () => {
  const { folder, path } = await place()
  const env = { DATA_DIR: folder, BACKUP_DIR: join(path, '..') }
  await expect(openDeps(configOf(env))).rejects.toThrow(`npm run restore -- --from ${path}`)
  expect(await readdir(folder)).toEqual(['backup-passphrase'])
  const begun = await openDeps(configOf({ ...env, START_EMPTY: 'yes' }))
  await begun.db.destroy()
  await expect(openDeps(configOf(env)), 'empty still').rejects.toThrow('This database is empty')
  await rm(path)
  const alone = await openDeps(configOf(env))
  await alone.db.destroy()
  expect(existsSync(join(folder, 'hailong.sqlite'))).toBe(true)
})

test('a folder in place of a file is told so by restore, import and verify --closing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hai-long-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const other = join(folder, 'other')
  await mkdir(other)
  for (const [command, ...args] of [
    ['restore', '--from', other],
    ['import', other],
    ['verify', '--closing', other],
  ]) {
    const { code, err } = await run(command!, args, folder)
    expect(code, command).toBeGreaterThan(0)
    expect(err).toContain(`${other} is a folder; name a file in it.`)
    expect(err).not.toContain('EISDIR')
  }
}, 60_000)
