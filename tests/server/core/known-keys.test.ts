import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '#src/server/db/open.ts'
import { loadKeys } from '#src/server/keys.ts'
import { openKeys } from '#src/server/known-keys.ts'
import { restoreBackup, takeBackup } from '#tests/support/backup.ts'
import { COMPILED } from '#tests/support/compiled.ts'
import { eachDatabase, freshPlace } from '#tests/support/database.ts'
import { COUNTERS, makeOffice } from '#tests/support/ingest.ts'
import { LANDED, layDown } from '#tests/support/landed.ts'

const WHAT_TO_DO = /Put its own key file there, or set SERVER_KEY_FILE to it/

eachDatabase((dialect, open, openEmpty) => {
  test('P3 keys are made for a database that has none yet, and never again', async () => {
    const { db, folder } = await open()
    const path = join(folder, 'server-key.jwk')
    const made = await openKeys(db, path)
    expect((await openKeys(db, path)).sign.kid).toBe(made.sign.kid)
    await copyFile(path, join(folder, 'kept.jwk'))
    await rm(path)
    const refused = openKeys(db, path)
    await expect(refused).rejects.toThrow(`There is no key file ${path}`)
    await expect(refused).rejects.toThrow(WHAT_TO_DO)
    expect(await readdir(folder)).not.toContain('server-key.jwk')
    expect((await openKeys(db, join(folder, 'kept.jwk'))).seal.kid).toBe(made.seal.kid)
  })

  test('P3 of two machines that begin one database at once, one does, and the other is told to take its keys', async () => {
    const { db, url, folder } = await open()
    const beside = await openDatabase(url)
    onTestFinished(() => beside.db.destroy())
    const places = [join(folder, 'one'), join(folder, 'two')]
    const starts = [db, beside.db].map((one, i) => openKeys(one, join(places[i]!, 'server-key.jwk')))
    const ended = await Promise.allSettled(starts)
    expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const begun = places[ended.findIndex(({ status }) => status === 'fulfilled')]!
    const other = places.find((one) => one !== begun)!
    const path = join(other, 'server-key.jwk')
    await expect(openKeys(db, path), 'nothing was made there').rejects.toThrow('There is no key file')
    loadKeys(path)
    const refused = openKeys(db, path)
    await expect(refused).rejects.toThrow(`${path} holds other keys`)
    await expect(refused).rejects.toThrow(WHAT_TO_DO)
    await copyFile(join(begun, 'server-key.jwk'), path)
    await openKeys(db, path)
  })

  test('P3 a database from before keys were named is opened by the keys that its logs name', async () => {
    const { db, folder, deps, closeAt } = await makeOffice(open)
    expect(await db.selectFrom('meta').select('key').where('key', '=', 'keys').execute()).toEqual([])
    const path = join(folder, 'server-key.jwk')
    const missing = openKeys(db, join(folder, 'none/server-key.jwk'))
    await expect(missing).rejects.toThrow('There is no key file')
    await closeAt('2026-11-23', 13.1)
    loadKeys(join(folder, 'other.jwk'))
    await expect(openKeys(db, join(folder, 'other.jwk'))).rejects.toThrow('holds other keys')
    expect((await openKeys(db, path)).sign.kid).toBe(deps.keys.sign.kid)
    await expect(openKeys(db, join(folder, 'other.jwk'))).rejects.toThrow('holds other keys')
  })

  test.each(LANDED)('what version $name left behind opens with its own keys alone', async (landed) => {
    const place = await freshPlace(dialect)
    await layDown(landed, dialect, place)
    const { db } = await openDatabase(place.url)
    onTestFinished(() => db.destroy())
    loadKeys(join(place.folder, 'other.jwk'))
    await expect(openKeys(db, join(place.folder, 'other.jwk'))).rejects.toThrow('holds other keys')
    await openKeys(db, join(place.folder, 'server-key.jwk'))
  })

  test('P8 a restored database knows the keys of its backup', async () => {
    const office = await makeOffice(open)
    const path = join(office.folder, 'server-key.jwk')
    await openKeys(office.db, path)
    const restored = await restoreBackup(openEmpty, (await takeBackup(office, office.deps)).path)
    const { db } = await openDatabase(restored.url)
    onTestFinished(() => db.destroy())
    loadKeys(join(office.folder, 'other.jwk'))
    await expect(openKeys(db, join(office.folder, 'other.jwk'))).rejects.toThrow('holds other keys')
    await openKeys(db, path)
  })

  test('P3 a process with another folder is refused, and makes no keys there', async () => {
    const { db, url, folder } = await makeOffice(open)
    await openKeys(db, join(folder, 'server-key.jwk'))
    const away = await mkdtemp(join(folder, 'away-'))
    const place = { DATA_DIR: away, SERVER_KEY_FILE: join(away, 'server-key.jwk') }
    const database = dialect === 'postgres' ? { DATABASE_URL: url } : { DATA_DIR: folder }
    const ended = await command('setup', ['--pair', COUNTERS[0]], { ...place, ...database })
    expect(ended).toMatchObject({ code: 1, err: expect.stringMatching(/^There is no key file/) })
    expect(ended.err).toMatch(WHAT_TO_DO)
    expect(await readdir(away)).toEqual([])
  }, 60_000)
})

test.each([
  ['verify', []],
  ['rebuild', []],
  ['import', ['package.json']],
])(
  'P3 npm run %s refuses the keys of another server, in a sentence',
  async (name, args) => {
    const { url, folder } = await freshPlace('sqlite')
    const { db } = await openDatabase(url)
    await openKeys(db, join(folder, 'server-key.jwk'))
    await db.destroy()
    const SERVER_KEY_FILE = join(folder, 'other.jwk')
    loadKeys(SERVER_KEY_FILE)
    const ended = await command(name, args, { DATA_DIR: folder, SERVER_KEY_FILE })
    expect(ended).toMatchObject({ code: 2, err: expect.stringContaining('holds other keys') })
    expect(ended.err).toMatch(WHAT_TO_DO)
  },
  60_000,
)

const ROOT = new URL('../../..', import.meta.url).pathname

type Ended = { code: number; out: string; err: string }

function command(name: string, args: readonly string[], place: Record<string, string>): Promise<Ended> {
  return new Promise((resolve) => {
    const ended = (error: { code?: unknown } | null, out: string, err: string) =>
      resolve({ code: error ? Number(error.code) : 0, out, err })
    execFile(
      process.execPath,
      [join(ROOT, `src/server/cli/${name}.ts`), ...args],
      { env: { ...COMPILED, ...place }, cwd: ROOT },
      ended,
    )
  })
}
