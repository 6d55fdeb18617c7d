import { parseLogId } from '#src/domain/id.ts'
import type { Checked } from './checked.ts'
import { isMeasured, type Time } from './clock.ts'
import type { Schema } from './db/schema.ts'
import type { Trx } from './deps.ts'

/** A tablet's row with its unit's part of the config's version. */
export type Device = Schema['device'] & { of_unit: number }

export function readDevice(trx: Trx, id: string): Promise<Device> {
  return trx
    .selectFrom('device')
    .innerJoin('unit', 'unit.id', 'device.unit')
    .selectAll('device')
    .select('unit.config_version as of_unit')
    .where('device.id', '=', id)
    .executeTakeFirstOrThrow()
}

/** A clock that is further off than this (ms) says nothing that could be counted with. */
const FARTHEST = 200 * 365.25 * 86_400_000

/**
 * Keeps what the tablet said of itself, its generation, and by how much the clock of its run is off, where the time is one
 * to measure by. Of a tablet whose log was carried here only the generation is news: nobody saw it.
 */
export async function noteSeen(
  trx: Trx,
  device: Device,
  { batch, state, carried }: Checked,
  time: Time,
): Promise<void> {
  const { at } = time
  const generation = Math.max(device.generation, parseLogId(batch.log).generation)
  await trx
    .updateTable('device')
    .set({ generation, ...(!carried && { seen_at: at }), ...(state && { state: JSON.stringify(state) }) })
    .where('id', '=', device.id)
    .execute()
  if (!state || !isMeasured(time)) return
  const offset_ms = at - state.wall
  if (Math.abs(offset_ms) > FARTHEST) return
  await trx
    .insertInto('run')
    .values({ device: device.id, run: state.run, offset_ms, at })
    .onConflict((found) => found.columns(['device', 'run']).doUpdateSet({ offset_ms, at }))
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
