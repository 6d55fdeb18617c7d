import { parseLogId } from '#src/domain/id.ts'
import { batchText } from '#src/protocol/log.ts'
import type { Batch } from '#src/protocol/log-schema.ts'
import type { Database } from './deps.ts'
import { verifyText } from './signature.ts'

/** Whose log a batch is; `key` is the one of its keys that signed it, or the likeliest as long as nobody looked. */
export type Sender = { device: string; unit: string; key: string }

/**
 * The tablet that a log says it belongs to. Generations before the one that it writes now may still come, each under its own
 * key; later ones too, since a restored server may have missed some.
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

/**
 * The sender with the key that signed the batch. One name may come under two keys, from a tablet that was emptied and from its
 * clone: so whatever a tablet signed with a key that it once had is its own. Undefined where none did.
 */
export async function signedBy(
  db: Database,
  sender: Sender,
  { batch, bodyHash }: { batch: Batch; bodyHash: string },
): Promise<Sender | undefined> {
  const text = batchText(batch, bodyHash)
  if (verifyText(sender.key, text, batch.sig)) return sender
  const kept = await db.selectFrom('device_key').select('key').where('device', '=', sender.device).execute()
  const found = kept.find(({ key }) => key !== sender.key && verifyText(key, text, batch.sig))
  return found && { ...sender, key: found.key }
}
