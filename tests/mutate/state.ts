import { CompiledQuery, sql } from 'kysely'
import { insertRows } from '#src/server/db/insert.ts'
import type { Schema } from '#src/server/db/schema.ts'
import type { Database, Dialect } from '#src/server/deps.ts'

export type Value = string | number | null | Uint8Array
export type Row = Readonly<Record<string, Value>>

/** All rows of the tables that the proof speaks of, and of those that they lean on. */
export type State = Readonly<Record<Name, readonly Row[]>>

const KEYS = {
  unit: ['id'],
  device: ['id'],
  device_key: ['device', 'key'],
  log: ['id'],
  entry: ['log', 'n'],
  receive_mark: ['log', 'n'],
  batch: ['log', 'to_n', 'from_n', 'body_hash'],
  hole: ['log', 'from_n'],
  emptied: ['log'],
  closing: ['unit', 'release'],
  unit_head: ['unit'],
  intake: ['unit'],
  sealed: ['log', 'n'],
  tally: ['log', 'day', 'hour', 'counter', 'officer', 'release'],
  leftover: ['unit', 'seq'],
  waiting: ['unit', 'kind', 'log', 'n'],
  released: ['unit', 'kind', 'release', 'position'],
  receipt: ['log', 'n'],
} as const
export type Name = keyof typeof KEYS
export const NAMES = Object.keys(KEYS) as Name[]

/** Besides the primary key. */
const UNIQUE: Partial<Record<Name, readonly string[]>> = {
  receive_mark: ['unit', 'position'],
  leftover: ['log', 'n'],
  released: ['kind', 'log', 'n'],
}

export async function readState(db: Database): Promise<State> {
  const tables: [Name, Row[]][] = []
  for (const name of NAMES) {
    const { rows } = await sql<Row>`select * from ${sql.table(name)}`.execute(db)
    tables.push([name, rows.toSorted((a, b) => (keyOf(name, a) < keyOf(name, b) ? -1 : 1))])
  }
  return Object.fromEntries(tables) as Record<Name, Row[]>
}

/** Takes triggers and foreign keys away, as one who holds the database would. */
export async function unlock(db: Database, dialect: Dialect): Promise<void> {
  if (dialect === 'sqlite') {
    await sql`pragma foreign_keys = off`.execute(db)
    const { rows } = await sql<{
      name: string
    }>`select name from sqlite_master where type = 'trigger'`.execute(db)
    for (const { name } of rows) await sql`drop trigger ${sql.ref(name)}`.execute(db)
    return
  }
  const { rows } = await sql<{ said: string }>`
    select format('drop trigger %I on %s', tgname, tgrelid::regclass) as said from pg_trigger
    join pg_class on pg_class.oid = tgrelid
    where not tgisinternal and relnamespace = current_schema()::regnamespace
    union all
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) from pg_constraint
    where contype = 'f' and connamespace = current_schema()::regnamespace`.execute(db)
  for (const { said } of rows) await sql.raw(said).execute(db)
}

/** Makes the database from `before` what `after` says. */
export async function writeState(
  { db, dialect }: { db: Database; dialect: Dialect },
  before: State,
  after: State,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const name of changedTables(before, after)) {
      await trx.executeQuery(CompiledQuery.raw(`delete from "${name}"`))
      await insertRows({ trx, dialect }, name, after[name] as unknown as Schema[Name][])
    }
  })
}

/** Tables in which the rows are other ones, in whatever order. */
export function changedTables(before: State, after: State): Name[] {
  return NAMES.filter((name) => {
    if (before[name] === after[name]) return false
    if (before[name].length !== after[name].length) return true
    const was = new Set(before[name].map(print))
    return after[name].some((row) => !was.has(print(row)))
  })
}

/** What the database's own keys let stand; the rest nobody can write. */
export function canStand(state: State): boolean {
  return NAMES.every((name) =>
    [KEYS[name], UNIQUE[name]].every((columns) => {
      if (!columns) return true
      const keys = state[name].map((row) => columns.map((column) => row[column]).join(' '))
      return new Set(keys).size === keys.length
    }),
  )
}

function keyOf(name: Name, row: Row): string {
  return KEYS[name].map((column) => String(row[column]).padStart(12, '0')).join(' ')
}

export function print(row: Row): string {
  return JSON.stringify(Object.entries(row).map(([name, value]) => [name, plain(value)]))
}

function plain(value: Value): string | number | null {
  return value instanceof Uint8Array ? `x${Buffer.from(value).toString('hex')}` : value
}
