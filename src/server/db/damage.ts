import { SqliteError } from 'better-sqlite3'
import { SqliteAdapter, sql } from 'kysely'
import type { Database, Trx } from '../deps.ts'

/** The file is not as SQLite wrote it: a disk, a memory or a copy made while it was open has spoiled it. */
export class DamagedDatabase extends Error {
  constructor(found: unknown) {
    const said = found instanceof Error ? found.message : String(found)
    super(
      `The file of the database is damaged (${said}). Stop the server, move the file away with those of its name that end in ` +
        '-wal and -shm, keep them as they are, and bring back the last backup: npm run restore -- --help. The tablets fill ' +
        'in what came after it.',
      { cause: found },
    )
  }
}

/**
 * What SQLite finds wrong with its file, a line each; nothing where that is whole, or PostgreSQL's own affair. The quick look leaves
 * out whether each index fits its table; both read the whole file, and this process does nothing else meanwhile.
 */
export async function damageIn(
  db: Database | Trx,
  look: 'quick_check' | 'integrity_check',
): Promise<string[]> {
  if (!(db.getExecutor().adapter instanceof SqliteAdapter)) return []
  try {
    const { rows } = await sql.raw<Record<string, string>>(`pragma ${look}`).execute(db)
    await openTables(db)
    return rows.map((row) => row[look] ?? '').filter((line) => line !== 'ok')
  } catch (error) {
    if (isDamage(error)) return [(error as Error).message]
    throw error
  }
}

/** An empty table whose first page took on another kind is whole to SQLite's checks, and fails whoever reads it. */
async function openTables(db: Database | Trx): Promise<void> {
  const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(
    db,
  )
  for (const { name } of rows) await sql`select 1 from ${sql.table(name)} not indexed limit 1`.execute(db)
}

/** Whether an error says that the file is damaged. */
export function isDamage(error: unknown): boolean {
  return error instanceof SqliteError && /^SQLITE_(CORRUPT|NOTADB|IOERR_SHORT_READ)/.test(error.code)
}
