import { receiptCode, receiptText } from '#src/domain/entry.ts'
import { insertRows } from './db/insert.ts'
import type { Schema } from './db/schema.ts'
import type { Dialect, Trx } from './deps.ts'
import { sha256 } from './signature.ts'

type Receipt = Schema['receipt']
type Into = { trx: Trx; dialect: Dialect }

/** The code that the tablet showed for the entry with this hash: `7K2M-9PQX-3HTA`. */
export function codeOf(hash: string): string {
  return receiptCode(sha256(receiptText(hash)))
}

/** Writes the codes of the ratings that a closing brings, from the position `from` on: now a citizen may ask by them. */
export async function writeReceipts(
  into: Into,
  { unit, from }: { unit: string; from: number },
): Promise<void> {
  const closed = await into.trx
    .selectFrom('receive_mark as m')
    .innerJoin('entry as e', (on) => on.onRef('e.log', '=', 'm.log').onRef('e.n', '=', 'm.n'))
    .select(['m.log', 'm.n', 'e.hash'])
    .where('m.unit', '=', unit)
    .where('m.position', '>=', from)
    .orderBy('m.position')
    .execute()
  // A row that somebody put there must not keep a half day from closing: verify names it.
  await insertRows(into, 'receipt', closed.map(receiptOf), { orIgnore: true })
}

function receiptOf({ log, n, hash }: { log: string; n: number; hash: string }): Receipt {
  return { log, n, code: codeOf(hash) }
}

/** Makes all codes anew; answers how many ratings had a wrong one, none, or one too many. */
export async function rebuildReceipts(into: Into): Promise<number> {
  const { trx } = into
  let changed = 0
  const remove = async ({ log, n }: Pick<Receipt, 'log' | 'n'>) => {
    await trx.deleteFrom('receipt').where('log', '=', log).where('n', '=', n).execute()
  }
  for await (const { right, stored } of allReceipts(trx)) {
    for (const [i, row] of right.entries())
      if (stored[i] !== null && stored[i] !== row.code) await remove(row)
    const wrong = right.filter(({ code }, i) => code !== stored[i])
    await insertRows(into, 'receipt', wrong)
    changed += wrong.length
  }
  const strays = await strayReceipts(trx)
  for (const row of strays) await remove(row)
  return changed + strays.length
}

/** Where a stored code is not as it ought to be, missing, or of no rating of a closed half day. */
export async function* wrongReceipts(trx: Trx): AsyncGenerator<{ unit: string; log: string; n: number }> {
  for await (const { unit, right, stored } of allReceipts(trx)) {
    for (const [i, { log, n, code }] of right.entries()) if (code !== stored[i]) yield { unit, log, n }
  }
  yield* await strayReceipts(trx)
}

/** Of a stretch of a log's ratings: the codes that they ought to have, and those that are stored, null for none. */
type Page = { unit: string; right: Receipt[]; stored: (string | null)[] }

const PAGE = 10_000

async function* allReceipts(trx: Trx): AsyncGenerator<Page> {
  const logs = await trx
    .selectFrom('log')
    .innerJoin('unit', 'unit.id', 'log.unit')
    .select(['log.id', 'log.unit', 'unit.closed'])
    .orderBy('log.id')
    .execute()
  for (const { id, unit, closed } of logs) {
    for (let after: number | undefined = 0; after !== undefined; ) {
      const page = await trx
        .selectFrom('receive_mark as m')
        .innerJoin('entry as e', (on) => on.onRef('e.log', '=', 'm.log').onRef('e.n', '=', 'm.n'))
        .leftJoin('receipt as r', (on) => on.onRef('r.log', '=', 'm.log').onRef('r.n', '=', 'm.n'))
        .select(['m.log', 'm.n', 'e.hash', 'r.code'])
        .where('m.log', '=', id)
        .where('m.n', '>', after)
        .where('m.release', '<=', closed)
        .orderBy('m.n')
        .limit(PAGE)
        .execute()
      yield { unit, right: page.map(receiptOf), stored: page.map(({ code }) => code) }
      after = page.at(-1)?.n
    }
  }
}

/** Codes without a rating of a closed half day. */
async function strayReceipts(trx: Trx): Promise<{ unit: string; log: string; n: number }[]> {
  const rows = await trx
    .selectFrom('receipt as r')
    .leftJoin('log as l', 'l.id', 'r.log')
    .select(['l.unit', 'r.log', 'r.n'])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('receive_mark as m')
            .innerJoin('unit as u', 'u.id', 'm.unit')
            .select('m.log')
            .whereRef('m.log', '=', 'r.log')
            .whereRef('m.n', '=', 'r.n')
            .whereRef('m.release', '<=', 'u.closed'),
        ),
      ),
    )
    .orderBy('r.log')
    .orderBy('r.n')
    .execute()
  return rows.map(({ unit, log, n }) => ({ unit: unit ?? '', log, n }))
}
