import { sql } from 'kysely'
import type { Ddl } from '../ddl.ts'

/** Until when a tablet that was called shows which one it is, ms; null: it never was. */
export async function call({ trx, dialect }: Ddl): Promise<void> {
  const type = sql.raw(dialect === 'sqlite' ? 'integer' : 'bigint')
  await sql`alter table device add column called_until ${type}`.execute(trx)
}
