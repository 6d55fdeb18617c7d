import { sql } from 'kysely'
import type { Ddl } from '../ddl.ts'

/** Up to which number a rescue file has since brought what an emptied tablet had not sent. */
export async function refilled({ trx, dialect }: Ddl): Promise<void> {
  const type = sql.raw(dialect === 'sqlite' ? 'integer' : 'bigint')
  await sql`alter table emptied add column refilled ${type}`.execute(trx)
}
