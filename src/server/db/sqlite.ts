import { existsSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type TransactionSettings,
} from 'kysely'
import { ownDatabase } from '../for-owner.ts'

/** From here on SQLite is free of the WAL-reset bug that can corrupt a database (3.7.0 to 3.51.2). */
const OLDEST = [3, 51, 3]

/** Long enough for the longest batch of another process. */
const BUSY_MS = 10_000
const RETRY_MS = 5

const KEPT_STATEMENTS = 200

/** The operating system keeps the file's pages too; more of them twice only makes the process larger. */
const CACHE_KIB = 4_000

/** While a backup is made or all logs are read, what is written stays in the WAL; afterwards its file need not stay that large. */
const WAL_BYTES = 16 * 1024 * 1024

export function sqliteDialect(path: string, { readOnly }: { readOnly: boolean }): Dialect {
  if (readOnly && !existsSync(path)) throw new Error(`There is no database ${path}.`)
  if (!readOnly) ownDatabase(path)
  const sqlite = new Sqlite(path, readOnly ? { readonly: true } : {})
  sqlite.pragma(`busy_timeout = ${BUSY_MS}`)
  sqlite.pragma('foreign_keys = on')
  sqlite.pragma(`cache_size = -${CACHE_KIB}`)
  if (!readOnly) {
    sqlite.pragma('journal_mode = wal')
    // Else a REPLACE takes rows away past the triggers that forbid it.
    sqlite.pragma('recursive_triggers = on')
    sqlite.pragma('synchronous = full')
    sqlite.pragma(`journal_size_limit = ${WAL_BYTES}`)
    assertDurable(sqlite)
  }
  return new ImmediateDialect(sqlite)
}

/**
 * A database that SQLite keeps in a file without a name, beyond what fits into its cache: nothing of it survives this process.
 * What contradicts itself may stand in it, to be named by who reads it.
 */
export function temporaryDialect(): Dialect {
  const sqlite = new Sqlite('')
  sqlite.pragma('foreign_keys = off')
  sqlite.pragma('journal_mode = off')
  return new ImmediateDialect(sqlite)
}

/**
 * A receipt is a promise that survives a power cut. better-sqlite3 is compiled with NORMAL for WAL, which may lose the
 * last commits, and a pragma that is not understood says nothing: so what was set is read back.
 */
function assertDurable(sqlite: Sqlite.Database): void {
  const { version } = sqlite.prepare('select sqlite_version() as version').get() as { version: string }
  if (older(version.split('.').map(Number), OLDEST)) {
    throw new Error(
      `SQLite ${version} can corrupt a database; at least ${OLDEST.join('.')} is needed. Run npm ci.`,
    )
  }
  const found = {
    journal_mode: sqlite.pragma('journal_mode', { simple: true }),
    synchronous: sqlite.pragma('synchronous', { simple: true }),
    foreign_keys: sqlite.pragma('foreign_keys', { simple: true }),
    recursive_triggers: sqlite.pragma('recursive_triggers', { simple: true }),
  }
  const { journal_mode, synchronous, foreign_keys, recursive_triggers } = found
  if (journal_mode === 'wal' && synchronous === 2 && foreign_keys === 1 && recursive_triggers === 1) return
  throw new Error(
    `The database does not keep what it was told (${JSON.stringify(found)}). Is DATA_DIR on a network drive? ` +
      'It must be on a disk of this machine.',
  )
}

function older(version: readonly number[], than: readonly number[]): boolean {
  const i = than.findIndex((part, at) => part !== version[at])
  return i !== -1 && (version[i] ?? 0) < than[i]!
}

/** Kysely prepares at every query; a batch repeats the same few, so the last ones are kept. */
function keepingStatements(sqlite: Sqlite.Database): NonNullable<SqliteDialectConfig['database']> {
  const kept = new Map<string, Sqlite.Statement>()
  return {
    close: () => sqlite.close(),
    prepare: (text) => {
      const statement = kept.get(text) ?? sqlite.prepare(text)
      kept.delete(text)
      kept.set(text, statement)
      const oldest = kept.keys().next().value
      if (kept.size > KEPT_STATEMENTS && oldest !== undefined) kept.delete(oldest)
      return statement
    },
  }
}

class ImmediateDialect extends SqliteDialect {
  readonly #sqlite: Sqlite.Database

  constructor(sqlite: Sqlite.Database) {
    super({ database: keepingStatements(sqlite) })
    this.#sqlite = sqlite
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#sqlite)
  }
}

/**
 * Takes the write lock at the start: a lock that is taken later can fail in the middle, where waiting does not help. SQLite's
 * own waiting would stop this whole process while another one writes, so it tries again by itself.
 */
class ImmediateDriver extends SqliteDriver {
  readonly #sqlite: Sqlite.Database

  constructor(sqlite: Sqlite.Database) {
    super({ database: keepingStatements(sqlite) })
    this.#sqlite = sqlite
  }

  override async beginTransaction(
    connection: DatabaseConnection,
    settings?: TransactionSettings,
  ): Promise<void> {
    const run = (text: string) => connection.executeQuery(CompiledQuery.raw(text))
    if (settings?.accessMode === 'read only') {
      await run('begin')
      return
    }
    this.#waitFor(0)
    try {
      for (let waited = 0; ; waited += RETRY_MS) {
        try {
          await run('begin immediate')
          return
        } catch (error) {
          if (!isBusy(error) || waited >= BUSY_MS) throw error
          await setTimeout(RETRY_MS)
        }
      }
    } finally {
      this.#waitFor(BUSY_MS)
    }
  }

  /** Not by a kept statement: a pragma is prepared anew at each run, and so would be the function that makes its row. */
  #waitFor(ms: number): void {
    this.#sqlite.exec(`pragma busy_timeout = ${ms}`)
  }

  /** After some failures, a damaged file or a full disk, SQLite has done so by itself: what failed is to be told, not this. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.rollbackTransaction(connection)
    } catch (error) {
      if (!(error instanceof Sqlite.SqliteError && error.message.includes('no transaction is active')))
        throw error
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')
}
