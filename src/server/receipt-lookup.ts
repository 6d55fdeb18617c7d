import { chainText, MAX_LINE } from '#src/domain/entry.ts'
import type { ReceiptAnswer } from '#src/protocol/receipt.ts'
import type { Deps, Trx } from './deps.ts'
import { hashAt, type Log } from './lineage.ts'
import { readLineage } from './lineage-read.ts'
import { codeOf } from './receipt.ts'
import { sha256 } from './signature.ts'

/** What a citizen is told by the code; `unknown` until the half day that holds the rating has closed. */
export function lookUp({ db }: Pick<Deps, 'db'>, code: string): Promise<ReceiptAnswer> {
  // On SQLite a transaction that only reads waits for no writer: a stranger's questions never hold up a batch.
  const begin = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
  return begin.execute(async (trx) => {
    const found = await find(trx, code)
    if (!found) return { kind: 'unknown' }
    const { name, day, log, n, hash, line } = found
    const stored = name !== null && day !== null && hash !== null && line !== null
    if (!stored || !(await isWhole(trx, { log, n, hash, line, code }))) return { kind: 'altered' }
    return { kind: 'known', unit: name, month: day.slice(0, 7) }
  })
}

/** Of two ratings with one code, which a country may see once in a century, the first. */
function find(trx: Trx, code: string) {
  return trx
    .selectFrom('receipt as r')
    .leftJoin('receive_mark as m', (on) => on.onRef('m.log', '=', 'r.log').onRef('m.n', '=', 'r.n'))
    .leftJoin('unit as u', 'u.id', 'm.unit')
    .leftJoin('entry as e', (on) => on.onRef('e.log', '=', 'r.log').onRef('e.n', '=', 'r.n'))
    .select(['r.log', 'r.n', 'm.day', 'u.name', 'e.hash', 'e.line'])
    .where('r.code', '=', code)
    .orderBy('r.log')
    .orderBy('r.n')
    .executeTakeFirst()
}

type Entry = { log: string; n: number; hash: string; line: Uint8Array; code: string }

/** The entry still gives the code that the citizen holds, and its line and what came before it still give its hash. */
async function isWhole(trx: Trx, { log: id, n, hash, line, code }: Entry): Promise<boolean> {
  const log = await trx.selectFrom('log').selectAll().where('id', '=', id).executeTakeFirst()
  if (!log) return false
  const previous = await hashBefore(trx, log, n)
  if (previous === undefined) return false
  const text = chainText(log.hashed_as, n, previous, Buffer.from(line).toString())
  // A line with reasons is longer. Hashing also what a line lacks to the longest takes as long for every rating (P9).
  sha256(' '.repeat(Math.max(0, LONGEST - text.length)))
  return sha256(text) === hash && codeOf(hash) === code
}

/** No honest entry's chain text is longer. */
const LONGEST = MAX_LINE + 200

async function hashBefore(trx: Trx, log: Log, n: number): Promise<string | undefined> {
  const batch = { log: log.hashed_as, from: n, to: n, hash: '', sig: '' }
  return hashAt(await readLineage(trx, { batch, after: undefined }, log), log, n - 1)
}
