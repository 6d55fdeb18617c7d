import { sql } from 'kysely'
import { type Ddl, table } from '../ddl.ts'

/** The last sure time: in a database that was used already, when it last received or closed something. */
export async function clock(ddl: Ddl): Promise<void> {
  await table(ddl, 'clock', { id: 'int', trusted: 'int', reading: 'int' }, { key: ['id'] })
  await sql`
    insert into clock (id, trusted, reading)
    select 1, max(at), max(at) from (select received_at as at from batch union all select at from closing) as known
    having max(at) is not null`.execute(ddl.trx)
}
