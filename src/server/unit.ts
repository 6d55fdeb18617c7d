import type { Selectable } from 'kysely'
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
