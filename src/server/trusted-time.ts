import type { TabletState } from '#src/protocol/log-schema.ts'
import { type Sure, type Time, timeBy } from './clock.ts'
import type { Database, Deps, Trx } from './deps.ts'
import { type Device, offsetsOf } from './seen.ts'

/**
 * The last sure time, one for all processes on the database. The timer moves it by the minute; batches only read it, so
 * that units do not wait for each other at its row, and move it where the server's clock leapt.
 */
export async function readSure(db: Database | Trx): Promise<Sure | undefined> {
  const row = await db.selectFrom('clock').select(['trusted', 'reading']).executeTakeFirst()
  return row && { trusted: Number(row.trusted), reading: Number(row.reading) }
}

/** What time it is by the server's clock alone, which from here on counts from that. */
export async function keepTime(deps: Deps): Promise<Time> {
  const now = deps.now()
  const time = timeBy({ now, sure: await readSure(deps.db) })
  await moveOn(deps.db, { trusted: time.at, reading: now })
  return time
}

/** What time it is for whoever reads, pairs or backs up. */
export async function presentTime(db: Database | Trx, { now }: Pick<Deps, 'now'>): Promise<number> {
  return timeBy({ now: now(), sure: await readSure(db) }).at
}

/** What time it is when that tablet speaks, whose signature was checked. */
export async function timeOf(
  trx: Trx,
  deps: Deps,
  { device, state }: { device: Device; state: TabletState | undefined },
): Promise<Time> {
  const now = deps.now()
  const sure = await readSure(trx)
  const alone = timeBy({ now, sure })
  if (alone.by === 'clock') return alone
  const time = timeBy({ now, sure, said: await saidBy(trx, device, state) })
  if (time.by === 'tablet') await moveOn(trx, { trusted: time.at, reading: now })
  if (time.by === 'agreed') {
    await confirmTime(trx, now)
    deps.log('clock-confirmed', { device: device.id })
  }
  return time
}

/** The same world at that time: for what marks, signs and closes. */
export function atTime(deps: Deps, { at }: Time): Deps {
  return { ...deps, now: () => at }
}

/** Makes what a server's clock says the sure time, also where that is a step back. */
export async function confirmTime(db: Database | Trx, now: number): Promise<void> {
  const sure: Sure = { trusted: now, reading: now }
  await db
    .insertInto('clock')
    .values({ id: 1, ...sure })
    .onConflict((found) => found.column('id').doUpdateSet(sure))
    .execute()
}

/** Of several processes that move it at once, the furthest stands. */
async function moveOn(db: Database | Trx, sure: Sure): Promise<void> {
  await db
    .insertInto('clock')
    .values({ id: 1, ...sure })
    .onConflict((found) => found.column('id').doUpdateSet(sure).where('clock.trusted', '<=', sure.trusted))
    .execute()
}

/**
 * The server's time as the tablet's clock has it: by the offset of its run, which was measured while the time was sure, so
 * that a tablet in 1970 may vouch too; else as it stands. A retired tablet vouches for nothing.
 */
async function saidBy(trx: Trx, device: Device, state: TabletState | undefined): Promise<number | undefined> {
  if (!state || device.retired === 1) return undefined
  const offsets = await offsetsOf(trx, device.id, [state.run])
  return state.wall + (offsets.get(state.run) ?? 0)
}
