import type { Checked } from './checked.ts'
import type { Trx } from './deps.ts'
import { key, type Lineage, type Log } from './lineage.ts'

type Said = Pick<Checked, 'batch' | 'after'>

/**
 * The logs of this name, and the hashes around the batch, and where numbers begin that its tablet lost. A batch that goes on
 * where its only log stands, as nearly all do, needs no look at the entries.
 */
export async function readLineage(trx: Trx, { batch, after }: Said, fresh: Log): Promise<Lineage> {
  const found = await trx.selectFrom('log').selectAll().where('hashed_as', '=', batch.log).execute()
  const main = found.find(({ parent }) => parent === null) ?? fresh
  const branches = found.filter(({ parent }) => parent !== null).toSorted((a, b) => branchOf(a) - branchOf(b))
  const logs: Lineage['logs'] = [main, ...branches]
  const start = (after?.since ?? 1) - 1
  if (branches.length === 0 && batch.from > main.head && (start === 0 || start >= main.head))
    return { logs, stored: new Map(), ends: new Map() }
  const ids = logs.map(({ id }) => id)
  const entries = await trx
    .selectFrom('entry')
    .select(['log', 'n', 'hash'])
    .where('log', 'in', ids)
    .where((is) => is.or([is.between('n', batch.from - 1, batch.to), is('n', '=', start)]))
    .execute()
  const holes = await trx
    .selectFrom('hole')
    .select(['log', 'to_n', 'hash'])
    .where('log', 'in', ids)
    .where((is) => is.or([is.between('to_n', batch.from - 1, batch.to), is('to_n', '=', start)]))
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
