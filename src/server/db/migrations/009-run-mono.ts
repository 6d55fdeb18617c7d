import { sql } from 'kysely'
import type { Ddl } from '../ddl.ts'

/** How far each run's own clock had come when it was last heard, so that what comes late or again is known. */
export async function runMono({ trx, dialect }: Ddl): Promise<void> {
  const type = sql.raw(dialect === 'sqlite' ? 'integer' : 'bigint')
  await sql`alter table run add column mono ${type}`.execute(trx)
}
