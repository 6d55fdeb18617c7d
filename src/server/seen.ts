import { parseLogId } from '#src/domain/id.ts'
import type { TabletState } from '#src/protocol/log-schema.ts'
import type { Checked } from './checked.ts'
import { isMeasured, type Time } from './clock.ts'
import type { Schema } from './db/schema.ts'
import type { Trx } from './deps.ts'

/** A tablet's row with its unit's part of the config's version. */
export type Device = Schema['device'] & { of_unit: number }

export function readDevice(trx: Trx, id: string): Promise<Device> {
  // No join: SQLite prepares one with parameters anew each time.
  return trx
    .selectFrom('device')
    .selectAll()
    .select(({ selectFrom }) =>
      selectFrom('unit')
        .whereRef('unit.id', '=', 'device.unit')
        .select('unit.config_version')
        .$asScalar()
        .$notNull()
        .as('of_unit'),
    )
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

/** A clock that is further off than this (ms) says nothing that could be counted with. */
const FARTHEST = 200 * 365.25 * 86_400_000

/**
 * Keeps what the tablet said of itself, its generation, and by how much the clock of its run is off, where the time is one
 * to measure by. Of a tablet whose log was carried here only the generation is news: nobody saw it. What was held back on
 * the way, or is sent again by somebody else, says nothing of now: it neither moves a run's clock nor makes a tablet seen.
 */
export async function noteSeen(
  trx: Trx,
  device: Device,
  { batch, state, carried }: Checked,
  time: Time,
): Promise<void> {
  const generation = Math.max(device.generation, parseLogId(batch.log).generation)
  const said = state && !(await isOld(trx, device, state)) ? state : undefined
  await trx
    .updateTable('device')
    .set({ generation, ...(said && { state: JSON.stringify(said), ...(!carried && { seen_at: time.at }) }) })
    .where('id', '=', device.id)
    .execute()
  if (said && isMeasured(time)) await noteRun(trx, device, said, time.at)
}

/** Within a run its own clock only goes on: what says less than was heard, or just that, was said before. */
async function isOld(trx: Trx, { id }: Device, { run, mono, wall }: TabletState): Promise<boolean> {
  const heard = await trx
    .selectFrom('run')
    .select(['mono', 'offset_ms', 'at'])
    .where('device', '=', id)
    .where('run', '=', run)
    .executeTakeFirst()
  if (!heard || heard.mono === null) return false
  return mono < heard.mono || (mono === heard.mono && wall === heard.at - heard.offset_ms)
}

async function noteRun(
  trx: Trx,
  { id: device }: Device,
  { run, wall, mono }: TabletState,
  at: number,
): Promise<void> {
  const offset_ms = at - wall
  if (Math.abs(offset_ms) > FARTHEST) return
  await trx
    .insertInto('run')
    .values({ device, run, offset_ms, at, mono })
    .onConflict((found) => found.columns(['device', 'run']).doUpdateSet({ offset_ms, at, mono }))
    .execute()
}

/** Clock offsets (server minus tablet, ms) of those runs that met the server. */
export async function offsetsOf(
  trx: Trx,
  device: string,
  runs: readonly string[],
): Promise<Map<string, number>> {
  if (runs.length === 0) return new Map()
  const found = await trx
    .selectFrom('run')
    .select(['run', 'offset_ms'])
    .where('device', '=', device)
    .where('run', 'in', runs)
    .execute()
  return new Map(found.map(({ run, offset_ms }) => [run, offset_ms]))
}
