import { sql } from 'kysely'
import type { Ddl } from '../ddl.ts'

/** Which tablet one came in the place of, so that its config says so to a server that was put back to before. */
export async function replaces({ trx }: Ddl): Promise<void> {
  await sql`alter table device add column replaces text`.execute(trx)
}
