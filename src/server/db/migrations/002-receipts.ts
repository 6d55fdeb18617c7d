import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { receiptCode, receiptText } from '#src/domain/entry.ts'
import type { Trx } from '../../deps.ts'
import { type Ddl, index, table } from '../ddl.ts'
import { insertRows } from '../insert.ts'

const PAGE = 10_000

/** Receipt codes of ratings in closed half days, also of those that were closed before there was this table. */
export async function receipts(ddl: Ddl): Promise<void> {
  const columns = { log: 'text', n: 'int', code: 'text' } as const
  await table(ddl, 'receipt', columns, { key: ['log', 'n'], clustered: true })
  await index(ddl, 'receipt', ['code'])
  const { rows: units } = await sql<{ id: string }>`select id from unit order by id`.execute(ddl.trx)
  for (const { id } of units) {
    let after = -1
    for (let page = await closedMarks(ddl.trx, id, after); page.length > 0; ) {
      const rows = page.map(({ log, n, hash: of }) => ({
        log,
        n,
        code: receiptCode(hash('sha256', receiptText(of), 'hex')),
      }))
      await insertRows(ddl, 'receipt', rows)
      after = page.at(-1)!.position
      page = await closedMarks(ddl.trx, id, after)
    }
  }
}

type Marked = { log: string; n: number; position: number; hash: string }

async function closedMarks(trx: Trx, unit: string, after: number): Promise<Marked[]> {
  const { rows } = await sql<Marked>`
    select m.log, m.n, m.position, e.hash
    from receive_mark as m
    join entry as e on e.log = m.log and e.n = m.n
    join unit as u on u.id = m.unit
    where m.unit = ${unit} and m.position > ${after} and m.release <= u.closed
    order by m.position limit ${PAGE}`.execute(trx)
  return rows
}
