import { sql } from 'kysely'
import type { Database, Dialect, Trx } from '../deps.ts'
import { MIGRATIONS } from './migrations/index.ts'

/** Any number, the same for all processes: they migrate one after the other. */
const LOCK = 4_198_018

/**
 * Brings the tables to this program's version, each migration in a transaction of its own; several processes may start
 * at once. Throws a sentence where the database was written by a newer program. `upTo`: the tables of an older version, for
 * a restore.
 */
export async function migrate(db: Database, dialect: Dialect, upTo = MIGRATIONS.length): Promise<void> {
  if (await isAt(db, upTo)) return
  await exclusively(db, dialect, async (trx) => {
    const int = dialect === 'sqlite' ? 'integer' : 'bigint'
    await sql
      .raw(
        `create table if not exists migration (id ${int} primary key, name text not null, at ${int} not null)`,
      )
      .execute(trx)
  })
  for (const migration of MIGRATIONS.slice(0, upTo)) {
    await exclusively(db, dialect, async (trx) => {
      if ((await versionOf(trx)) >= migration.id) return
      await migration.up({ trx, dialect })
      await sql`insert into migration (id, name, at) values (${migration.id}, ${migration.name}, ${Date.now()})`.execute(
        trx,
      )
    })
  }
  refuseNewer(await versionOf(db))
}

/** A role that may only add to the log may not so much as try to make a table. */
async function isAt(db: Database, version: number): Promise<boolean> {
  // Where there is no table yet, or no database, the first statement above says more.
  return (await versionOf(db).catch(() => 0)) === version
}

/** The last migration that the database has; 0 where it has none. Throws where there is no table of migrations. */
export async function versionOf(db: Database | Trx): Promise<number> {
  const { rows } = await sql<{ id: number }>`select coalesce(max(id), 0) as id from migration`.execute(db)
  return Number(rows[0]?.id ?? 0)
}

export function refuseNewer(version: number): void {
  if (version <= MIGRATIONS.length) return
  throw new Error(
    `This database has version ${version}, written by a newer Hài Lòng; this program knows up to ` +
      `${MIGRATIONS.length}. Nothing was changed. Start the newer program, or restore a backup from before it.`,
  )
}

/** A transaction of which there is one at a time, of all processes that start. */
export function exclusively(
  db: Database,
  dialect: Dialect,
  work: (trx: Trx) => Promise<void>,
): Promise<void> {
  return db.transaction().execute(async (trx) => {
    if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(${LOCK})`.execute(trx)
    await work(trx)
  })
}
