import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { freshPlace } from '#tests/support/database.ts'
import { type Place, runScript, startServer } from '#tests/support/server.ts'
import { headsOf, judgeOffice, settle } from './judge.ts'
import { addStand, type Office, openOffice, rate, reopen } from './office.ts'
import { count, goesOn, newTally, type Orders, type Tally, tellProgress } from './tally.ts'

const RESTORES_AN_OFFICE = 10
const TABLETS = 3

/**
 * `npm run backup` beside a server that works, more work, the server gone, and `npm run restore` from that backup or an older
 * one. Counted is each restore after which something was missing: the tablets alone must bring back all of it.
 */
export async function restoreServers(orders: Orders): Promise<Tally> {
  const tally = newTally()
  while (goesOn(orders, tally)) {
    const office = await openOffice(orders.dialect)
    for (let i = 0; i < TABLETS; i += 1) await addStand(office, fetch)
    const backups: string[] = []
    for (let i = 0; i < RESTORES_AN_OFFICE && goesOn(orders, tally); i += 1) {
      await work(office)
      const made = await runScript(office.place, 'backup', ['--json'])
      backups.push((JSON.parse(made) as { path: string }).path)
      await work(office)
      await restoreOnce(orders, office, backups.at(-1 - Math.floor(Math.random() * 3)) ?? backups[0]!, tally)
    }
    tally.failures.push(...(await judgeOffice(office)))
    for (const { thanked } of office.stands) count(tally, 'thanked', thanked.size)
  }
  return tally
}

/** A part of a day: most of what is rated is sent, and a page dies now and then. */
async function work(office: Office): Promise<void> {
  for (const stand of office.stands) {
    const citizens = Math.floor(Math.random() * 6)
    for (let i = 0; i < citizens; i += 1) await rate(office, stand, i === 2 ? 'Xin góp ý' : undefined)
    if (Math.random() < 0.8) await stand.tablet.syncNow()
    if (Math.random() < 0.2) await reopen(stand)
  }
}

async function restoreOnce(orders: Orders, office: Office, from: string, tally: Tally): Promise<void> {
  const { place, stands } = office
  const before = await headsOf(place)
  await office.server.stop(Math.random() < 0.5 ? 'SIGKILL' : 'SIGTERM')
  await moveAway(orders, place, tally.done)
  await runScript(place, 'restore', ['--from', from, '--json'])
  const missing = lackOf(before, await headsOf(place))
  office.server = await startServer(place)
  for (const { tablet } of stands) await tablet.syncNow()
  const owed = await settle(stands)
  const still = lackOf(before, await headsOf(place))
  if (missing === 0) return
  tally.done += 1
  count(tally, 'entries missing', missing)
  count(tally, 'entries refilled', missing - still)
  tally.failures.push(...owed)
  if (still > 0) tally.failures.push(`P7: ${still} of ${missing} entries were not refilled`)
  tellProgress(orders, tally, 10)
}

/** How many entries of the tablets' logs a server has less than it had. */
function lackOf(before: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>): number {
  const lacks = [...before].map(([log, head]) => Math.max(0, head - (now.get(log) ?? 0)))
  return lacks.reduce((sum, lack) => sum + lack, 0)
}

/** A restore makes its own database: SQLite's old file goes aside, on PostgreSQL another schema is named. */
async function moveAway({ dialect }: Orders, { env }: Place, mark: number): Promise<void> {
  if (dialect === 'postgres') {
    env.DATABASE_URL = (await freshPlace(dialect)).url
    return
  }
  for (const end of ['', '-wal', '-shm']) {
    const file = join(env.DATA_DIR!, `hailong.sqlite${end}`)
    await rename(file, `${file}.${mark}`).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error // a server that was stopped in order leaves one file
    })
  }
}
