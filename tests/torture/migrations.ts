import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { versionOf } from '#src/server/db/migrate.ts'
import { MIGRATIONS } from '#src/server/db/migrations/index.ts'
import { openEmpty } from '#src/server/db/open.ts'
import { freshPlace } from '#tests/support/database.ts'
import { LANDED, layDown } from '#tests/support/landed.ts'
import { expectWhole, startLanded } from '#tests/support/landed-office.ts'
import { newPlace, type Place, START, startServer } from '#tests/support/server.ts'
import { count, goesOn, newTally, type Orders, type Tally } from './tally.ts'

const ROOT = new URL('../..', import.meta.url).pathname
const SLOWLY = fileURLToPath(new URL('../support/migrate-slowly.ts', import.meta.url))
const KILLS_A_DATABASE = 5

/** So long a start needs at most until its database is migrated, ms. */
const START_MS = 2_000

/**
 * A database that a landed version left is killed while it is brought on, again and again: before a statement of a migration, where
 * the process stands still, and the real server at any moment of its start. Counted is each kill that left a database which
 * was not brought on whole. The next start that is let be does the rest, and the office is as it was.
 */
export async function killMigrations(orders: Orders): Promise<Tally> {
  const tally = newTally()
  for (let turn = 0; goesOn(orders, tally); turn += 1) {
    const landed = LANDED[turn % LANDED.length]!
    const place = await newPlace()
    const folder = place.env.DATA_DIR!
    const url =
      orders.dialect === 'postgres' ? (await freshPlace('postgres')).url : join(folder, 'hailong.sqlite')
    if (orders.dialect === 'postgres') place.env.DATABASE_URL = url
    await layDown(landed, orders.dialect, { url, folder })
    for (let kills = 0; kills < KILLS_A_DATABASE && goesOn(orders, tally); kills += 1) {
      const isSlow = kills % 2 === 0
      await (isSlow ? killStandingStill(url) : killStarting(place))
      if ((await versionAt(url)) >= MIGRATIONS.length) break
      tally.done += 1
      count(tally, isSlow ? 'before a statement' : 'at any moment of a start')
    }
    await (await startServer(place)).stop()
    await expectWhole(await startLanded(landed, { url, folder }, { now: Date.now() }))
    count(tally, 'brought on whole')
  }
  return tally
}

async function killStandingStill(url: string): Promise<void> {
  const before = String(3 + Math.floor(Math.random() * 40))
  const node = join(ROOT, 'node_modules/.bin/node')
  const child = spawn(node, [SLOWLY, url, before], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = once(child, 'close')
  onTestFinished(() => void child.kill('SIGKILL'))
  await Promise.race([once(child.stdout!, 'data'), gone])
  child.kill('SIGKILL')
  await gone
}

async function killStarting(place: Place): Promise<void> {
  const node = join(ROOT, 'node_modules/.bin/node')
  const child = spawn(node, START, { cwd: ROOT, env: place.env, stdio: 'ignore' })
  const gone = once(child, 'close')
  onTestFinished(() => void child.kill('SIGKILL'))
  await pause(Math.random() * START_MS)
  child.kill('SIGKILL')
  await gone
}

async function versionAt(url: string): Promise<number> {
  const { db } = openEmpty(url)
  const version = await versionOf(db)
  await db.destroy()
  return version
}
