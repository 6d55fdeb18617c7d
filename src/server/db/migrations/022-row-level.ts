import { sql } from 'kysely'
import type { Ddl } from '../ddl.ts'

/** Tables of which each row is of one unit, and which nobody needs of another within what they ask for. */
const OF_UNITS = [
  'counter',
  'officer',
  'device',
  'pairing_code',
  'log',
  'receive_mark',
  'tally',
  'closing',
  'unit_head',
  'intake',
  'waiting',
  'leftover',
  'released',
  'verified',
  'name_since',
  'duty_entry',
]

/**
 * On PostgreSQL a transaction that says of which units it is (`hailong.units`) sees and writes rows of no other, whatever it asks for.
 * Not so for whoever owns the tables. The setting is read once a statement, not once a row.
 */
export async function rowLevel({ trx, dialect }: Ddl): Promise<void> {
  if (dialect === 'sqlite') return
  for (const name of OF_UNITS) {
    const table = sql.table(name)
    await sql`alter table ${table} enable row level security`.execute(trx)
    await sql`
      create policy of_units on ${table} using (
        (select coalesce(current_setting('hailong.units', true), '')) = ''
        or unit = any ((select string_to_array(current_setting('hailong.units', true), ','))::text[])
      )`.execute(trx)
  }
}
