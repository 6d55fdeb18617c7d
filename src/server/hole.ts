import type { Batch } from '#src/protocol/log-schema.ts'
import type { Trx } from './deps.ts'
import type { Log } from './lineage.ts'
import type { After } from './tablet-said.ts'

/**
 * The numbers between where the server stands and a batch: the tablet holds them no more as they were, and a signature says
 * so; two, where our own receipt stands before the tablet's word.
 */
export async function noteHole(
  trx: Trx,
  log: Log,
  batch: Batch,
  after: After & { at: number },
): Promise<void> {
  const { since, before, at } = after
  const isShown = before !== undefined && log.head < since - 1
  const parts = [
    ...(isShown ? [{ from_n: log.head + 1, to_n: since - 1, ...before }] : []),
    {
      from_n: isShown ? since : log.head + 1,
      to_n: batch.from - 1,
      hash: after.hash,
      receipt: after.receipt,
    },
  ]
  await trx
    .insertInto('hole')
    .values(parts.map((part) => ({ log: log.id, ...part, at })))
    .execute()
}

/** What a batch brought of a hole after all: the hole begins behind it, ends where `after` says, or is none any more. */
export async function fillHoles(
  trx: Trx,
  log: Log,
  { from, to }: Batch,
  after: After | undefined,
): Promise<void> {
  if (after) await endHole(trx, log, { from, to, after })
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

type Within = { from: number; to: number; after: After }

/** Of a hole that reaches into the batch stays what is before it, under the hash that the tablet now said, and what is behind it. */
async function endHole(trx: Trx, log: Log, { from, to, after: { hash, receipt } }: Within): Promise<void> {
  const hole = await trx
    .selectFrom('hole')
    .selectAll()
    .where('log', '=', log.id)
    .where('from_n', '<', from)
    .where('to_n', '>=', from)
    .executeTakeFirst()
  if (!hole) return
  await trx
    .updateTable('hole')
    .where('log', '=', log.id)
    .where('from_n', '=', hole.from_n)
    .set({ to_n: from - 1, hash, receipt })
    .execute()
  if (hole.to_n > to)
    await trx
      .insertInto('hole')
      .values({ ...hole, from_n: to + 1 })
      .execute()
}
