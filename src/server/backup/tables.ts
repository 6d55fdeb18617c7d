import { sql } from 'kysely'
import type { Database, Dialect } from '../deps.ts'

/**
 * What a backup holds, in an order in which each table comes after those that it points to. Left out: sessions, pairing
 * codes and failed tries, which end with the database, and the list of migrations, which a restore makes itself.
 */
export const KEPT = [
  'meta',
  'unit',
  'account',
  'officer',
  'counter',
  'device',
  'device_key',
  'run',
  'refusal',
  'log',
  'entry',
  'receive_mark',
  'sealed',
  'batch',
  'hole',
  'emptied',
  'closing',
  'unit_head',
  'intake',
  'tally',
  'leftover',
  'waiting',
  'released',
  'receipt',
  'clock',
] as const
export const LEFT = ['session', 'attempt', 'pairing_code', 'migration'] as const

export type Table = { name: string; columns: string[]; bytes: string[] }

/** The tables of a database as they are. Throws where one is named in neither list: it would be lost. */
export async function keptTables(db: Database, dialect: Dialect): Promise<Table[]> {
  const found = await ownTables(db, dialect)
  const strange = found.filter(({ name }) => ![...KEPT, ...LEFT].some((known) => known === name))
  if (strange.length > 0)
    throw new Error(`A backup does not know of ${strange.map(({ name }) => name).join(', ')}.`)
  return KEPT.flatMap((name) => {
    const table = found.find((one) => one.name === name)
    if (!table) return []
    const bytes = table.columns.filter(({ dataType }) => /^(blob|bytea)$/i.test(dataType))
    return [{ name, columns: table.columns.map((c) => c.name), bytes: bytes.map((c) => c.name) }]
  })
}

/** PostgreSQL may hold other offices, or others' things, in schemas beside ours. */
export async function ownTables(db: Database, dialect: Dialect) {
  const all = (await db.introspection.getTables()).filter((table) => !table.isView)
  if (dialect === 'sqlite') return all
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db)
  return all.filter(({ schema }) => schema === rows[0]?.schema)
}
