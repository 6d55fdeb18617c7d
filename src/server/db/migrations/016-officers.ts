import { sql } from 'kysely'
import type { Ddl } from '../ddl.ts'

/** An officer's field, initials that are not made from the name, and when they were away. */
export async function officers({ trx }: Ddl): Promise<void> {
  for (const column of ['field', 'initials'])
    await sql`alter table officer add column ${sql.ref(column)} text not null default ''`.execute(trx)
  await sql`alter table officer add column absences text not null default '[]'`.execute(trx)
}
