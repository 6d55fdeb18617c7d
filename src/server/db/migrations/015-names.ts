import { sql } from 'kysely'
import { type Ddl, table } from '../ddl.ts'

/**
 * What counters, officers, accounts and tokens were called from which entry of the unit's log on: that log holds no names. Those that
 * there are bear the name of today from the beginning.
 */
export async function names(ddl: Ddl): Promise<void> {
  const columns = { unit: 'text', id: 'text', n: 'int', name: 'text' } as const
  await table(ddl, 'name_since', columns, { key: ['unit', 'id', 'n'], clustered: true })
  await sql`
    insert into name_since (unit, id, n, name)
    select unit, id, 0, name from account
    union all select unit, id, 0, name from token
    union all select unit, id, 0, name from officer
    union all select unit, id, 0, case when name = '' then label else label || ' · ' || name end from counter
  `.execute(ddl.trx)
}
