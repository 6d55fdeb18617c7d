import { parseLogId } from '#src/domain/id.ts'
import type { Database } from './deps.ts'

/** Whose log a batch is: `key` is what its genesis says, or the device's own where none is stored yet. */
export type Sender = { device: string; unit: string; key: string }

/**
 * The tablet that a log belongs to. Generations before the one that it writes now may still come, each under its own key;
 * later ones too, since a restored server may have missed some: they must be signed with the same key.
 */
export async function findSender(db: Database, log: string): Promise<Sender | undefined> {
  const { owner } = parseLogId(log)
  const row = await db
    .selectFrom('device')
    .leftJoin('log', (on) => on.onRef('log.device', '=', 'device.id').on('log.id', '=', log))
    .where('device.id', '=', owner)
    .select(['device.id', 'device.key', 'device.unit', 'log.key as log_key', 'log.unit as log_unit'])
    .executeTakeFirst()
  return row && { device: row.id, unit: row.log_unit ?? row.unit, key: row.log_key ?? row.key }
}
