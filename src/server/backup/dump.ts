import { type Kysely, sql } from 'kysely'
import { versionOf } from '../db/migrate.ts'
import type { Database, Dialect, Trx } from '../deps.ts'
import { keptTables, type Table } from './tables.ts'

/** Lines of a backup: first this, then for each table its head and its rows, last how many rows there were. */
export type Head = {
  backup: 1
  at: number
  /** The last migration of the database; a later program brings it further after the restore. */
  version: number
  epoch: string
  /** The server's key file as it is, or null where it was not given along. */
  keys: string | null
}

const PAGE = 2_000

type Dump = { at: number; epoch: string; keys: string | null; onRows?: (done: number) => void }

/**
 * The whole database as lines of JSON, all of one moment, while others go on writing. Bytes are base64. Lines that belong
 * together come in one piece of text, since millions of small ones cost more than what they say.
 */
export async function dump(
  { db, dialect }: { db: Database; dialect: Dialect },
  { at, epoch, keys, onRows }: Dump,
  write: (text: string) => Promise<void>,
): Promise<number> {
  const begin = db.transaction().setAccessMode('read only')
  const moment = dialect === 'postgres' ? begin.setIsolationLevel('repeatable read') : begin
  return moment.execute(async (trx) => {
    const head: Head = { backup: 1, at, version: await versionOf(trx), epoch, keys }
    await write(line(head))
    let rows = 0
    for (const table of await keptTables(trx, dialect)) {
      await write(line({ table: table.name, columns: table.columns, bytes: table.bytes }))
      for await (const page of pagesOf({ trx, dialect }, table)) {
        await write(page.map((row) => line(plain(table, row))).join(''))
        rows += page.length
        onRows?.(rows)
      }
    }
    await write(line({ end: rows }))
    return rows
  })
}

type Row = Record<string, unknown>

/** SQLite goes through its rows by itself; PostgreSQL keeps a cursor, or all rows would lie in memory. */
async function* pagesOf(
  { trx, dialect }: { trx: Trx; dialect: Dialect },
  { name }: Table,
): AsyncGenerator<Row[]> {
  if (dialect === 'sqlite') {
    let page: Row[] = []
    for await (const row of (trx as unknown as Kysely<Record<string, Row>>)
      .selectFrom(name)
      .selectAll()
      .stream()) {
      page.push(row)
      if (page.length < PAGE) continue
      yield page
      page = []
    }
    if (page.length > 0) yield page
    return
  }
  await sql`declare backup no scroll cursor for select * from ${sql.table(name)}`.execute(trx)
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(PAGE)} from backup`.execute(trx)
    if (rows.length === 0) break
    yield rows
  }
  await sql`close backup`.execute(trx)
}

function plain({ columns, bytes }: Table, row: Row): unknown[] {
  return columns.map((column) => {
    const value = row[column]
    return bytes.includes(column) && value !== null
      ? Buffer.from(value as Uint8Array).toString('base64')
      : value
  })
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`
}
