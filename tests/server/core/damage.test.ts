import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test, vi } from 'vitest'
import { DAY_MS, instantOf, localTime } from '#src/domain/calendar.ts'
import { nameAt } from '#src/server/backup/kept.ts'
import { backUpWhenDue } from '#src/server/backup/nightly.ts'
import { keptTables } from '#src/server/backup/tables.ts'
import { openExisting } from '#src/server/db/open.ts'
import type { Database } from '#src/server/deps.ts'
import { ownHealth } from '#src/server/own-health.ts'
import { verify } from '#src/server/verify/verify.ts'
import { makeRandom } from '#tests/simulate/random.ts'
import { COMPILED } from '#tests/support/compiled.ts'
import { openFresh } from '#tests/support/database.ts'
import type { Office } from '#tests/support/ingest.ts'
import { furnished } from '#tests/support/whole-office.ts'

const PAGE = 4096
const FLIPS = 150
const SENTENCE = /^Error: (The file of the database is damaged|This )/

/** What heads set up, and what a server only remembers: no log says it, so nobody can know that it was otherwise. */
const NOT_OF_THE_LOG = ['meta', 'clock', 'unit', 'account', 'counter', 'officer', 'device', 'run', 'refusal']

type Image = { office: Office; bytes: Buffer; path: string }

/** An office, and the bytes of its database as they are on a disk; `path`: of a file that may be spoiled. */
async function image(): Promise<Image> {
  const { office } = await furnished(() => openFresh('sqlite'))
  await sql`pragma wal_checkpoint(truncate)`.execute(office.db)
  return { office, bytes: await readFile(office.url), path: join(office.folder, 'copy.sqlite') }
}

async function contents(db: Database): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const { name } of await keptTables(db, 'sqlite'))
    found[name] = JSON.stringify((await sql`select * from ${sql.table(name)}`.execute(db)).rows)
  return found
}

type Outcome = { kind: 'named' | 'whole'; differs: string[] } | { kind: 'sentence'; said: string }

/** What becomes of that file: named, or said in a sentence, or else which tables are not as they were. */
async function outcomeOf({ office, path }: Image, whole: Record<string, string>): Promise<Outcome> {
  try {
    const { db } = await openExisting(path)
    try {
      const { faults } = await verify(db, { keys: office.deps.keys })
      if (faults.length > 0) return { kind: 'named', differs: [] }
      const now = await contents(db)
      return { kind: 'whole', differs: Object.keys(whole).filter((name) => now[name] !== whole[name]) }
    } finally {
      await db.destroy()
    }
  } catch (error) {
    return { kind: 'sentence', said: String(error) }
  }
}

test('P4 of a bit that flipped in the file of a database verify says so, or the log is whole', async () => {
  const stand = await image()
  const whole = await contents(stand.office.db)
  const random = makeRandom('flips')
  const taken = [...stand.bytes.keys()].filter((at) => stand.bytes[at] !== 0)
  const pages = [...new Set(taken.map((at) => Math.floor(at / PAGE)))]
  const counts = { named: 0, sentence: 0, whole: 0 }
  for (let i = 0; i < FLIPS; i += 1) {
    const page = random.pick(pages)
    const at = random.pick(taken.filter((byte) => Math.floor(byte / PAGE) === page))
    const bit = random.int(0, 7)
    const spoiled = Buffer.from(stand.bytes)
    spoiled[at] = spoiled[at]! ^ (1 << bit)
    await writeFile(stand.path, spoiled)
    const outcome = await outcomeOf(stand, whole)
    const where = `bit ${bit} of byte ${at}`
    if (outcome.kind === 'sentence') expect(outcome.said, where).toMatch(SENTENCE)
    else
      expect(
        outcome.differs.filter((name) => !NOT_OF_THE_LOG.includes(name)),
        where,
      ).toEqual([])
    counts[outcome.kind] += 1
  }
  expect(counts.named + counts.sentence).toBeGreaterThan(FLIPS * 0.8)
}, 280_000)

type Ended = { code: number; out: string; err: string }

/** `npm run` that command in that folder. */
function run(command: string, folder: string): Promise<Ended> {
  const env = { PATH: process.env.PATH, ...COMPILED, DATA_DIR: folder }
  return new Promise((resolve) => {
    execFile(process.execPath, [`src/server/cli/${command}.ts`], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
}

/** A folder of data whose database was spoiled, with a backup of a better night and the passphrase. */
async function spoiledFolder({ office }: Image, bytes: Buffer): Promise<string> {
  const folder = join(office.folder, 'spoiled')
  await rm(folder, { recursive: true, force: true })
  await mkdir(join(folder, 'backups'), { recursive: true })
  await writeFile(join(folder, 'hailong.sqlite'), bytes)
  await writeFile(join(folder, 'server-key.jwk'), await readFile(join(office.folder, 'server-key.jwk')), {
    mode: 0o600,
  })
  await writeFile(join(folder, 'backup-passphrase'), 'một mật khẩu đủ dài\n')
  return folder
}

test.each([
  ['by a page', (bytes: Buffer) => bytes.subarray(0, -PAGE), [1, 2]],
  ['in half', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1), [1, 2]],
  ['after its header', (bytes: Buffer) => bytes.subarray(0, 100), [2]],
  ['to nothing', () => Buffer.alloc(0), [2]],
])(
  'P4, P12 a database cut %s: verify names it without a stack, and no backup is made of it',
  async (_, cut, codes) => {
    const stand = await image()
    const folder = await spoiledFolder(stand, cut(stand.bytes))
    const verified = await run('verify', folder)
    expect(codes).toContain(verified.code)
    expect(verified.out + verified.err).toMatch(
      verified.code === 1 ? /Máy chủ: tệp cơ sở dữ liệu bị hỏng/ : /is damaged|never started/,
    )
    expect(verified.err).not.toMatch(/^ +at /m)
    const backedUp = await run('backup', folder)
    expect([1, 3]).toContain(backedUp.code)
    expect(backedUp.err).toMatch(/is damaged|never started/)
    expect(backedUp.err).not.toMatch(/^ +at /m)
    expect(await readdir(join(folder, 'backups'))).toEqual([])
  },
  60_000,
)

test('P12 a damaged database is said to the head and to whoever watches, and removes no earlier backup', async () => {
  const stand = await image()
  const folder = await spoiledFolder(stand, stand.bytes.subarray(0, -PAGE))
  const earlier = Array.from({ length: 20 }, (_, i) => nameAt(stand.office.clock.now - i * DAY_MS))
  for (const name of earlier) await writeFile(join(folder, 'backups', name), 'from a better night')
  vi.stubEnv('DATA_DIR', folder)
  onTestFinished(() => void vi.unstubAllEnvs())
  const logged: string[] = []
  const now = () => instantOf(localTime(Date.now()).day, 23)
  const log = (event: string) => void logged.push(event)
  const deps = { ...stand.office.deps, now, log, damage: { found: false }, lastBackup: async () => undefined }
  expect(await ownHealth(deps.db, deps)).toMatchObject({ backup: 'fine' })
  await backUpWhenDue(deps, join(folder, 'backups'), new AbortController().signal)
  expect(logged).toEqual(['backup-failed'])
  expect(await ownHealth(deps.db, deps)).toMatchObject({ backup: 'damaged' })
  expect((await readdir(join(folder, 'backups'))).sort()).toEqual(earlier.sort())
  await writeFile(join(folder, 'hailong.sqlite'), stand.bytes)
  await backUpWhenDue(deps, join(folder, 'backups'), new AbortController().signal)
  expect(logged).toEqual(['backup-failed', 'backed-up'])
  expect(await ownHealth(deps.db, deps)).toMatchObject({ backup: 'fine' })
}, 60_000)
