import { randomBytes } from 'node:crypto'
import { Kysely, sql } from 'kysely'
import { symbols } from '#src/domain/id.ts'
import type { Database, Dialect } from '../deps.ts'
import { migrate, refuseNewer, versionOf } from './migrate.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { postgresDialect } from './postgres.ts'
import type { Schema } from './schema.ts'
import { sqliteDialect, temporaryDialect } from './sqlite.ts'

export type Opened = { db: Database; dialect: Dialect; epoch: string }

/**
 * Opens (and creates, and migrates) a database: `postgres://…`, else the path of a SQLite file. `db.destroy()` closes.
 * Throws a sentence where it cannot be used.
 */
export async function openDatabase(url: string): Promise<Opened> {
  const { db, dialect } = connect(url, false)
  try {
    await migrate(db, dialect)
    return { db, dialect, epoch: await epochOf(db) }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/** Opens (and creates) a database without making its tables: for a restore, which makes those of the backup's version. */
export function openEmpty(url: string): Omit<Opened, 'epoch'> {
  return connect(url, false)
}

/** An empty database without a name, which is gone when it is closed: what is read from a file is looked at in it. */
export function openTemporary(): Database {
  return new Kysely<Schema>({ dialect: temporaryDialect() })
}

/** Opens an existing database of this program's version and creates and migrates nothing. */
export async function openExisting(url: string, { readOnly = true } = {}): Promise<Opened> {
  const { db, dialect } = connect(url, readOnly)
  try {
    const version = await versionOf(db).catch((cause: unknown) => {
      throw new Error('This is no database of Hài Lòng, or it was never started.', { cause })
    })
    refuseNewer(version)
    if (version < MIGRATIONS.length) {
      throw new Error(
        `This database has version ${version}, older than this program. Start the server once first.`,
      )
    }
    return { db, dialect, epoch: await epochOf(db) }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

function connect(url: string, readOnly: boolean): { db: Database; dialect: Dialect } {
  const dialect = /^postgres(ql)?:\/\//.test(url) ? 'postgres' : 'sqlite'
  const kysely = dialect === 'postgres' ? postgresDialect(url) : sqliteDialect(url, { readOnly })
  return { db: new Kysely<Schema>({ dialect: kysely }), dialect }
}

/** Minted at the first opening; of several processes the first one's stands. */
async function epochOf(db: Database): Promise<string> {
  const read = () => db.selectFrom('meta').select('value').where('key', '=', 'epoch').executeTakeFirst()
  const stored = await read()
  if (stored) return stored.value
  const minted = symbols(randomBytes(8))
  await sql`insert into meta (key, value) values ('epoch', ${minted}) on conflict do nothing`.execute(db)
  return (await read())?.value ?? minted
}
