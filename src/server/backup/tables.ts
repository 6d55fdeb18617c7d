import { sql } from 'kysely'
import type { Database, Dialect } from '../deps.ts'

/**
 * What a backup holds, in an order in which each table comes after those that it points to. Left out: sessions, pairing
 * codes, codes to place a unit by, links to set a PIN or sign in first, failed tries and turns, which end with the database; what was found in it, since what is restored from it has not been
 * read yet; and the list of migrations, which a restore makes itself.
 */
export const KEPT = [
  'meta',
  'unit',
  'unit_name',
  'succession',
  'unit_parent',
  'account',
  'token',
  'officer',
  'officer_pin',
  'counter',
  'name_since',
  'device',
  'device_key',
  'run',
  'refusal',
  'log',
  'held_left',
  'entry',
  'pin_try',
  'duty_entry',
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
export const LEFT = [
  'session',
  'attempt',
  'pairing_code',
  'place_code',
  'pin_link',
  'invitation',
  'verified',
  'turn',
  'migration',
] as const

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

type Own = { name: string; columns: { name: string; dataType: string }[] }

/**
 * PostgreSQL may hold other offices, or others' things, in schemas beside ours. Those are not even looked at, as Kysely's own
 * look does: it fails where another schema is dropped meanwhile.
 */
export async function ownTables(db: Database, dialect: Dialect): Promise<Own[]> {
  if (dialect === 'sqlite') return (await db.introspection.getTables()).filter((table) => !table.isView)
  const { rows } = await sql<{ name: string; column: string; type: string }>`
    select c.relname as name, a.attname as "column", t.typname as type
    from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid
      join pg_type t on t.oid = a.atttypid
    where n.nspname = current_schema() and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
    order by c.relname, a.attnum`.execute(db)
  const tables = new Map<string, Own['columns']>()
  for (const { name, column, type } of rows)
    tables.set(name, [...(tables.get(name) ?? []), { name: column, dataType: type }])
  return [...tables].map(([name, columns]) => ({ name, columns }))
}
