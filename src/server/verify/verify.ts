import { logId } from '#src/domain/id.ts'
import { damageIn, isDamage } from '../db/damage.ts'
import type { Database, KnownKeys, Trx } from '../deps.ts'
import type { Log } from '../lineage.ts'
import { type Kept, UnusableClosings } from '../proof/kept.ts'
import { verifyClosings } from './closings.ts'
import { type Fault, Faults, OF_ALL } from './fault.ts'
import { verifyIntake } from './intake.ts'
import { verifyKept } from './kept.ts'
import { verifyLeftovers } from './leftover.ts'
import { verifyLog } from './log.ts'
import type { LogCheck } from './page.ts'
import { verifyPositions } from './positions.ts'
import { roomFor } from './ratings.ts'
import { verifyReceipts } from './receipt.ts'
import { verifyRows } from './rows.ts'
import { verifyStrays } from './strays.ts'
import { verifyTablets } from './tablets.ts'
import { verifyUnitHead } from './unit-head.ts'

export type Verification = {
  units: number
  logs: number
  entries: number
  ratings: number
  closings: number
  /** Where each unit's own log ends, which names all the others at its closings. */
  ends: { unit: string; n: number; hash: string }[]
  faults: Fault[]
}

export type Options = {
  /** The server's keys. Without them closings are checked with the key that the unit's log itself names; with the public one alone nobody sees into comments, nor the order of what was released. */
  keys?: KnownKeys
  /** Closings that somebody kept elsewhere. */
  kept?: readonly Kept[]
  onProgress?: (done: number, total: number) => void
}

/**
 * Reads a whole database, a page at a time and as of one moment, and names everything that is not as the tablets and the
 * server signed it (P4), and every figure that is not what the log says (P8). Where the very file is damaged it says that first,
 * and reads as far as it can.
 */
export async function verify(db: Database, options: Options = {}): Promise<Verification> {
  const begin = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
  const faults = new Faults()
  const found = { units: 0, logs: 0, entries: 0, ratings: 0, closings: 0, ends: [], faults: faults.found }
  const noteFile = (said: string) => faults.of(OF_ALL)('database', 0, 0, said)
  try {
    await begin.execute(async (trx) => {
      for (const line of await damageIn(trx, 'integrity_check')) noteFile(line)
      await readAll(trx, { found, faults }, options)
    })
  } catch (error) {
    const isKnown = faults.found.some(({ kind }) => kind === 'database')
    if (error instanceof UnusableClosings || !(isKnown || isDamage(error))) throw error
    noteFile(`reading ended there: ${error instanceof Error ? error.message : error}`)
  }
  return found
}

type Course = { found: Verification; faults: Faults }

async function readAll(
  trx: Trx,
  { found, faults }: Course,
  { keys, kept, onProgress }: Options,
): Promise<void> {
  const units = await trx.selectFrom('unit').selectAll().orderBy('id').execute()
  const logs = await trx.selectFrom('log').selectAll().orderBy('id').execute()
  const devices = await devicesOf(trx)
  found.units = units.length
  found.logs = logs.length
  found.ends = endsOf(units, logs)
  const remembered = roomFor(units)
  const total = logs.reduce((sum, { head, fork }) => sum + head - fork, 0)
  for (const log of logs) {
    const device = devices.find(({ id }) => id === log.device)
    const onPage = (entries: number) => onProgress?.(found.entries + entries, total)
    const closed = units.find(({ id }) => id === log.unit)?.closed ?? 0
    const note = faults.of(ownerOf(log))
    const seen = await verifyLog(trx, { log, device, keys, closed, note, remembered, onPage })
    found.entries += seen.entries
    found.ratings += seen.ratings
  }
  for (const unit of units) {
    const note = faults.of({ unit: unit.id, device: null, log: `${unit.id}.1` })
    const room = remembered.get(unit.id)
    const known = (await room?.isWhole(trx)) ? room : undefined
    found.closings += await verifyClosings(trx, { unit, keys, known, note, noteOf: noteOf(faults, logs) })
    await verifyUnitHead(trx, unit.id, { keys, note })
    await verifyIntake(trx, { unit, keys, known, note, noteOf: noteOf(faults, logs) })
    if (!known) await verifyPositions(trx, unit, note)
    await verifyLeftovers(trx, unit.id, { known, noteOf: noteOf(faults, logs) })
    await verifyRows(trx, unit.id, { faults, keys, known, noteOf: noteOf(faults, logs) })
    await verifyTablets(trx, { unit: unit.id, logs, devices, noteOf: noteOf(faults, logs) })
  }
  if (kept) await verifyKept(trx, { kept, units, keys, noteOf: noteOf(faults, logs) })
  await verifyReceipts(trx, noteOf(faults, logs))
  await verifyStrays(trx, faults, { units, logs, devices })
}

function endsOf(units: readonly { id: string }[], logs: readonly Log[]): Verification['ends'] {
  return units.flatMap(({ id }) => {
    const own = logs.find((log) => log.id === logId(id, 1))
    return own ? [{ unit: id, n: own.head, hash: own.hash }] : []
  })
}

async function devicesOf(trx: Trx): Promise<NonNullable<LogCheck['device']>[]> {
  const devices = await trx.selectFrom('device').selectAll().execute()
  const given = await trx.selectFrom('device_key').selectAll().execute()
  const keysOf = (id: string) => given.flatMap(({ device, key }) => (device === id ? [key] : []))
  return devices.map((device) => ({ ...device, keys: new Set([device.key, ...keysOf(device.id)]) }))
}

function ownerOf({ id, unit, device }: Log) {
  return { log: id, unit, device }
}

function noteOf(faults: Faults, logs: readonly Log[]) {
  return (id: string, unit: string) => {
    const log = logs.find((known) => known.id === id)
    const device = log ? log.device : id.startsWith(`${unit}.`) ? null : (id.split('.')[0] ?? null)
    return faults.of({ log: id, unit, device })
  }
}
