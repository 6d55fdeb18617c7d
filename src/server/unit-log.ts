import { type Link, makeLine, NO_HASH } from '#src/domain/entry.ts'
import { logId } from '#src/domain/id.ts'
import { chain } from './chain.ts'
import { insertRows } from './db/insert.ts'
import type { Deps, Trx } from './deps.ts'
import { lockUnit } from './unit.ts'
import { signUnitHead } from './unit-head.ts'

/**
 * Adds an entry to the unit's log, in the format of the tablets' logs; the first one follows a genesis that names the
 * unit and the key that signs its closings. Signs where the log now ends. Locks the unit's row.
 */
export async function appendUnitEntry(
  trx: Trx,
  deps: Pick<Deps, 'dialect' | 'keys' | 'now'>,
  unit: string,
  kind: string,
  body: object,
): Promise<Link> {
  await lockUnit(trx, deps, unit)
  const id = logId(unit, 1)
  const log = await trx.selectFrom('log').select(['head', 'hash']).where('id', '=', id).executeTakeFirst()
  const at = deps.now()
  const genesis = { unit, key: deps.keys.sign.key }
  const lines = [...(log ? [] : [makeLine(at, 'genesis', genesis)]), makeLine(at, kind, body)]
  const from = (log?.head ?? 0) + 1
  const hashes = chain(id, from, log?.hash ?? NO_HASH, lines)
  const links = lines.map((line, i) => ({ n: from + i, hash: hashes[i]!, line }))
  const rows = links.map(({ n, hash, line }) => ({ log: id, n, hash, line: Buffer.from(line) }))
  await insertRows({ trx, dialect: deps.dialect }, 'entry', rows)
  const last = links.at(-1)!
  const head = { head: last.n, hash: last.hash, folded: last.n }
  const owner = {
    id,
    unit,
    device: null,
    key: null,
    hashed_as: id,
    parent: null,
    fork: 0,
    run: null,
    held: 0,
  }
  await trx
    .insertInto('log')
    .values({ ...owner, ...head })
    .onConflict((found) => found.column('id').doUpdateSet(head))
    .execute()
  await signUnitHead(trx, deps, unit, last)
  return last
}
