import { type Selectable, sql } from 'kysely'
import type { Schema } from './db/schema.ts'
import type { Deps, Trx } from './deps.ts'

export type Unit = Selectable<Schema['unit']>

/**
 * The unit's row, locked until the transaction ends: batches, closings and deeds of one unit happen one after another.
 * On SQLite the transaction itself holds the only write lock.
 */
export async function lockUnit(trx: Trx, deps: Pick<Deps, 'dialect'>, unit: string): Promise<Unit> {
  const query = trx.selectFrom('unit').selectAll().where('id', '=', unit)
  return (deps.dialect === 'postgres' ? query.forUpdate() : query).executeTakeFirstOrThrow()
}

/** Any number, the same for all processes. */
const TREE_LOCK = 4_198_024

/**
 * Acts that shape the tree happen one after another: two units that are put below each other at once would make a ring that neither sees.
 * Whoever writes in the logs of two units takes this before the first one's row, so no two wait for each other.
 */
export async function lockTree(trx: Trx, { dialect }: Pick<Deps, 'dialect'>): Promise<void> {
  if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(${TREE_LOCK})`.execute(trx)
}
