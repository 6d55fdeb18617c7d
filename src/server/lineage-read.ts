import type { Batch } from '#src/protocol/log-schema.ts'
import type { Trx } from './deps.ts'
import { key, type Lineage, type Log } from './lineage.ts'

/**
 * The logs of this name, and the hashes around the batch. A batch that goes on where its only log stands, as nearly all
 * do, needs no look at the entries.
 */
export async function readLineage(trx: Trx, batch: Batch, fresh: Log): Promise<Lineage> {
  const found = await trx.selectFrom('log').selectAll().where('hashed_as', '=', batch.log).execute()
  const main = found.find(({ parent }) => parent === null) ?? fresh
  const branches = found.filter(({ parent }) => parent !== null).toSorted((a, b) => branchOf(a) - branchOf(b))
  const logs: Lineage['logs'] = [main, ...branches]
  if (branches.length === 0 && batch.from > main.head) return { logs, stored: new Map(), ends: new Map() }
  const ids = logs.map(({ id }) => id)
  const entries = await trx
    .selectFrom('entry')
    .select(['log', 'n', 'hash'])
    .where('log', 'in', ids)
    .where('n', '>=', batch.from - 1)
    .where('n', '<=', batch.to)
    .execute()
  const holes = await trx
    .selectFrom('hole')
    .select(['log', 'to_n', 'hash'])
    .where('log', 'in', ids)
    .where('to_n', '>=', batch.from - 1)
    .where('to_n', '<=', batch.to)
    .execute()
  return {
    logs,
    stored: new Map(entries.map(({ log, n, hash }) => [key(log, n), hash])),
    ends: new Map(holes.map(({ log, to_n, hash }) => [key(log, to_n), hash])),
  }
}

/** `<log>~<k>` */
function branchOf({ id }: Log): number {
  return Number(id.slice(id.indexOf('~') + 1))
}
