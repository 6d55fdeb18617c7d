import { sql } from 'kysely'
import type { Ddl } from '../ddl.ts'

/** Is it no counter but the hall, whose tablets ask the citizen which counter it was? */
export async function hall({ trx }: Ddl): Promise<void> {
  await sql`alter table counter add column hall integer not null default 0`.execute(trx)
}
