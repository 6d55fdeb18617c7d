import { randomBytes } from 'node:crypto'
import { Kysely, sql } from 'kysely'
import { symbols } from '#src/domain/id.ts'
import type { Database, Dialect } from '../deps.ts'
import { DamagedDatabase, isDamage } from './damage.ts'
import { grantEveryday } from './grants.ts'
import { migrate, refuseNewer, versionOf } from './migrate.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { postgresDialect } from './postgres.ts'
import type { Schema } from './schema.ts'
import { sqliteDialect, temporaryDialect } from './sqlite.ts'

export type Opened = { db: Database; dialect: Dialect; epoch: string }

/**
 * Opens (and creates, and migrates) a database: `postgres://…`, else the path of a SQLite file. `db.destroy()` closes.
 * `owner`: the same database under the role that owns the tables, which migrates, and lets the other add to the log.
 * Throws a sentence where it cannot be used.
 */
export async function openDatabase(url: string, owner?: string): Promise<Opened> {
  if (owner !== undefined) await prepare(url, owner)
  const { db, dialect } = connect(url, false)
  try {
    await migrate(db, dialect)
    return { db, dialect, epoch: await epochOf(db) }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/** Under the role that owns the tables: they are made, and the role of every day may use them. */
async function prepare(url: string, owner: string): Promise<void> {
  const everyday = connect(url, false).db
  const owning = connect(owner, false).db
  try {
    await migrate(owning, 'postgres')
    const role = await roleOf(everyday)
    if (role === (await roleOf(owning)))
      throw new Error(
        'MIGRATE_DATABASE_URL names the same role as DATABASE_URL: the one that owns the tables must be another.',
      )
    await grantEveryday(owning, role)
    const epoch = await epochOf(owning)
    const seen = await epochOf(everyday).catch((cause: unknown) => new Error(NOT_THE_SAME, { cause }))
    if (seen !== epoch) throw seen instanceof Error ? seen : new Error(NOT_THE_SAME)
  } finally {
    await Promise.all([everyday.destroy(), owning.destroy()])
  }
}

const NOT_THE_SAME = 'DATABASE_URL and MIGRATE_DATABASE_URL do not lead to the same database.'

async function roleOf(db: Database): Promise<string> {
  const { rows } = await sql<{ role: string }>`select current_user as role`.execute(db)
  return rows[0]!.role
}

/** Opens (and creates) a database without making its tables: for a restore, which makes those of the backup's version. */
export function openEmpty(url: string): Omit<Opened, 'epoch'> {
  return connect(url, false)
}

/** An empty database without a name, which is gone when it is closed: what is read from a file is looked at in it. */
export function openTemporary(): Database {
  return new Kysely<Schema>({ dialect: temporaryDialect() })
}

/**
 * Opens an existing database of this program's version and creates and migrates nothing. Throws a sentence where there is none, or
 * it is damaged.
 */
export async function openExisting(url: string, { readOnly = true } = {}): Promise<Opened> {
  try {
    return await openKnown(url, readOnly)
  } catch (error) {
    throw isDamage(error) ? new DamagedDatabase(error) : error
  }
}

async function openKnown(url: string, readOnly: boolean): Promise<Opened> {
  const { db, dialect } = connect(url, readOnly)
  try {
    const version = await versionOf(db).catch((cause: unknown) => {
      if (!isMissingTable(cause)) throw cause
      throw new Error('This is no database of Hài Lòng, or it was never started.', { cause })
    })
    refuseNewer(version)
    if (version < MIGRATIONS.length) {
      throw new Error(
        `This database has version ${version}, older than this program. Start the server once first.`,
      )
    }
    const epoch = await storedEpoch(db)
    if (epoch === undefined)
      throw new Error('This database was never started, or it is damaged: it has no epoch.')
    return { db, dialect, epoch }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

function isMissingTable(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error)) return false
  return (
    error.code === '42P01' || (error.code === 'SQLITE_ERROR' && error.message.startsWith('no such table'))
  )
}

function connect(url: string, readOnly: boolean): { db: Database; dialect: Dialect } {
  const dialect = /^postgres(ql)?:\/\//.test(url) ? 'postgres' : 'sqlite'
  const kysely = dialect === 'postgres' ? postgresDialect(url) : sqliteDialect(url, { readOnly })
  return { db: new Kysely<Schema>({ dialect: kysely }), dialect }
}

/** Minted at the first opening; of several processes the first one's stands. */
async function epochOf(db: Database): Promise<string> {
  const stored = await storedEpoch(db)
  if (stored !== undefined) return stored
  const minted = symbols(randomBytes(8))
  await sql`insert into meta (key, value) values ('epoch', ${minted}) on conflict do nothing`.execute(db)
  return (await storedEpoch(db)) ?? minted
}

async function storedEpoch(db: Database): Promise<string | undefined> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', 'epoch').executeTakeFirst()
  return row?.value
}
