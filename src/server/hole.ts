import type { Batch } from '#src/protocol/log-schema.ts'
import type { Trx } from './deps.ts'
import type { Log } from './lineage.ts'
import type { After } from './tablet-said.ts'

/** The numbers between where the server stands and a batch: the tablet holds them no more as they were, and signed why. */
export async function noteHole(
  trx: Trx,
  log: Log,
  batch: Batch,
  after: After & { at: number },
): Promise<void> {
  const { hash, receipt, at } = after
  const hole = { log: log.id, from_n: log.head + 1, to_n: batch.from - 1, hash, receipt, at }
  await trx.insertInto('hole').values(hole).execute()
}

/** What a batch brought of a hole after all: the hole begins behind it, or is none any more. */
export async function fillHoles(trx: Trx, log: Log, { from, to }: Batch): Promise<void> {
  const touched = trx
    .updateTable('hole')
    .where('log', '=', log.id)
    .where('from_n', '>=', from)
    .where('from_n', '<=', to)
  await touched
    .where('to_n', '>', to)
    .set({ from_n: to + 1 })
    .execute()
  await trx
    .deleteFrom('hole')
    .where('log', '=', log.id)
    .where('from_n', '>=', from)
    .where('to_n', '<=', to)
    .execute()
}
