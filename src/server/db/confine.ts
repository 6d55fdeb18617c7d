import { sql } from 'kysely'
import type { Dialect, Trx } from '../deps.ts'

/**
 * From here on the transaction sees and writes rows of these units alone: PostgreSQL's second line behind the table of access, where the
 * server's role does not own the tables (migration 022). SQLite has no such thing.
 */
export async function confine(trx: Trx, dialect: Dialect, units: readonly string[]): Promise<void> {
  if (dialect === 'postgres') await setUnits(trx, units.join(','))
}

/** Asks for something of all units within such a transaction: whether an id is free. */
export async function unconfined<T>(trx: Trx, dialect: Dialect, ask: () => Promise<T>): Promise<T> {
  if (dialect === 'sqlite') return ask()
  const { rows } = await sql<{ units: string | null }>`
    select current_setting('hailong.units', true) as units`.execute(trx)
  await setUnits(trx, '')
  const answer = await ask()
  await setUnits(trx, rows[0]?.units ?? '')
  return answer
}

/** Until the transaction ends. */
async function setUnits(trx: Trx, units: string): Promise<void> {
  await sql`select set_config('hailong.units', ${units}, true)`.execute(trx)
}
