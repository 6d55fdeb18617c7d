import { sql } from 'kysely'
import { type Ddl, table } from '../ddl.ts'

/** Which officer of the unit an account is, and the links by which people first sign in. */
export async function people(ddl: Ddl): Promise<void> {
  await sql`alter table account add column officer text`.execute(ddl.trx)
  await table(
    ddl,
    'invitation',
    { account: 'text', hash: 'text', expires_at: 'int' },
    { key: ['account'], also: ['unique (hash)', 'foreign key (account) references account (id)'] },
  )
}
