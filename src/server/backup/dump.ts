import { type Kysely, type RawBuilder, sql } from 'kysely'
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
export type Write = (text: string) => Promise<void>
type From = { trx: Trx; dialect: Dialect }

/** The whole database as lines of JSON, all of one moment, while others go on writing. */
export async function dump(
  { db, dialect }: { db: Database; dialect: Dialect },
  { at, epoch, keys, onRows }: Dump,
  write: Write,
): Promise<number> {
  const begin = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
  return begin.execute(async (trx) => {
    const head: Head = { backup: 1, at, version: await versionOf(trx), epoch, keys }
    await write(line(head))
    return dumpTables({ trx, dialect }, await keptTables(trx, dialect), { write, onRows })
  })
}

/** A table, or of its rows those of which `only` is true. */
export type Part = Table & { only?: RawBuilder<boolean> }

/**
 * Those tables as lines of JSON, with an end by which it shows that none is missing; answers how many rows. Bytes are base64.
 * Lines that belong together come in one piece of text, since millions of small ones cost more than what they say.
 */
export async function dumpTables(
  from: From,
  parts: readonly Part[],
  { write, onRows }: { write: Write; onRows?: ((done: number) => void) | undefined },
): Promise<number> {
  let rows = 0
  for (const part of parts) {
    await write(line({ table: part.name, columns: part.columns, bytes: part.bytes }))
    for await (const page of pagesOf(from, part)) {
      await write(page.map((row) => line(plain(part, row))).join(''))
      rows += page.length
      onRows?.(rows)
    }
  }
  await write(line({ end: rows }))
  return rows
}

type Row = Record<string, unknown>

/** SQLite goes through its rows by itself; PostgreSQL keeps a cursor, or all rows would lie in memory. */
async function* pagesOf({ trx, dialect }: From, { name, columns, only }: Part): AsyncGenerator<Row[]> {
  const all = (trx as unknown as Kysely<Record<string, Row>>).selectFrom(name).select(columns)
  const rows = only ? all.where(only) : all
  if (dialect === 'sqlite') {
    let page: Row[] = []
    for await (const row of rows.stream()) {
      page.push(row)
      if (page.length < PAGE) continue
      yield page
      page = []
    }
    if (page.length > 0) yield page
    return
  }
  await sql`declare dumped no scroll cursor for ${rows}`.execute(trx)
  for (;;) {
    const { rows: page } = await sql<Row>`fetch ${sql.lit(PAGE)} from dumped`.execute(trx)
    if (page.length === 0) break
    yield page
  }
  await sql`close dumped`.execute(trx)
}

function plain({ columns, bytes }: Table, row: Row): unknown[] {
  return columns.map((column) => {
    const value = row[column]
    return bytes.includes(column) && value !== null
      ? Buffer.from(value as Uint8Array).toString('base64')
      : value
  })
}

export function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`
}
