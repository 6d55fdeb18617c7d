import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { takeBackup } from '#tests/support/backup.ts'
import { COMPILED } from '#tests/support/compiled.ts'
import { openFresh } from '#tests/support/database.ts'

/** A database whose backup takes a moment: 60 MB that do not become less. */
async function largeDatabase() {
  const database = await openFresh('sqlite')
  await sql`
    with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 30000)
    insert into entry (log, n, hash, line) select 'tabet222.1', n, 'x', randomblob(2000) from numbers`.execute(
    database.db,
  )
  return database
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  'npm run backup that is told to stop (%s) says so, and leaves nothing behind',
  async (signal) => {
    const { folder } = await largeDatabase()
    const backups = join(folder, 'backups')
    const child = spawn(process.execPath, ['src/server/cli/backup.ts'], {
      env: { PATH: process.env.PATH, ...COMPILED, DATA_DIR: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const said = text(child.stderr)
    const ended = new Promise((resolve) => child.on('close', resolve))
    await expect
      .poll(() => readdirSync(folder).includes('backups') && readdirSync(backups), {
        timeout: 60_000,
        interval: 2,
      })
      .toEqual([expect.stringMatching(/\.part$/)])
    child.kill(signal)
    expect(await ended).toBe(1)
    expect(await said).toContain('Stopped')
    expect(await readdir(backups)).toEqual([])
  },
  90_000,
)

test('what a backup left that was killed outright goes with the next one; that of another that is at work stays', async () => {
  const { folder, url } = await openFresh('sqlite')
  const now = Date.now()
  const { path } = await takeBackup({ url, folder }, { now: () => now })
  const drafts = [`${path}.part`, `${path}.17.part`, `${path}.18.part`, join(folder, 'backups/mine.part')]
  for (const draft of drafts) {
    await writeFile(draft, 'HLB1')
    await utimes(draft, now / 1000, (now - 2 * 3_600_000) / 1000)
  }
  await utimes(drafts[2]!, now / 1000, now / 1000)
  const next = await takeBackup({ url, folder }, { now: () => now + 1_000 })
  const left = (await readdir(join(folder, 'backups'))).map((name) => join(folder, 'backups', name))
  expect(left.sort()).toEqual([path, next.path, drafts[2]!, drafts[3]!].sort())
})
