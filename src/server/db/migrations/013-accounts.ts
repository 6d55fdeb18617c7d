import { sql } from 'kysely'
import type { Ddl } from '../ddl.ts'

/** From when to when an account is good and why it was given, where it is not a standing one; and when it ended. */
export async function accounts({ trx, dialect }: Ddl): Promise<void> {
  const instant = sql.raw(dialect === 'sqlite' ? 'integer' : 'bigint')
  for (const column of ['first_day', 'last_day', 'reason'])
    await sql`alter table account add column ${sql.ref(column)} text`.execute(trx)
  await sql`alter table account add column ended_at ${instant}`.execute(trx)
}
