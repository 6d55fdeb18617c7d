import { sql } from 'kysely'
import { ownTables } from '../backup/tables.ts'
import type { Database, Dialect } from '../deps.ts'
import { exclusively } from './migrate.ts'

/** The log: the first migration gives each of them a trigger that says so. */
const ADDED_TO = ['entry', 'receive_mark', 'batch', 'closing']

/**
 * Lets that role of PostgreSQL do all that the server does every day: add to the log and read it, and whatever it likes with
 * folds, people and sessions. It is not the tables' owner, so it takes no trigger away. For the connection of who owns them.
 */
export async function grantEveryday(owner: Database, role: string): Promise<void> {
  await exclusively(owner, 'postgres', async (trx) => {
    const to = sql.id(role)
    const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(trx)
    await sql`grant usage on schema ${sql.id(rows[0]!.schema)} to ${to}`.execute(trx)
    for (const { name } of await ownTables(trx, 'postgres')) {
      await sql`revoke all on ${sql.table(name)} from ${to}`.execute(trx)
      await sql`grant ${sql.raw(verbsOn(name))} on ${sql.table(name)} to ${to}`.execute(trx)
    }
  })
}

function verbsOn(name: string): string {
  if (name === 'migration') return 'select'
  return ADDED_TO.includes(name) ? 'select, insert' : 'select, insert, update, delete'
}

/**
 * Does PostgreSQL itself keep who is connected from changing the log? False also where the role could give itself the right, by
 * owning tables or schema, or by being of a role that does. Undefined for SQLite, which knows no roles.
 */
export async function isHeldToAdding(db: Database, dialect: Dialect): Promise<boolean | undefined> {
  if (dialect === 'sqlite') return undefined
  const { rows } = await sql<{ free: boolean | null }>`
    select bool_or(
      pg_has_role(c.relowner, 'member') or pg_has_role(n.nspowner, 'member')
      or has_table_privilege(c.oid, 'update, delete, truncate, trigger')
      or has_any_column_privilege(c.oid, 'update')
    ) as free
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and c.relname in (${sql.join(ADDED_TO)})`.execute(db)
  return rows[0]?.free === false
}

/** Do the triggers stand that forbid a change of the log? Who owns the database can take them away. */
async function hasTriggers(db: Database, dialect: Dialect): Promise<boolean> {
  const names = sql.join(ADDED_TO)
  const { rows } = await (dialect === 'sqlite'
    ? sql<{ n: number }>`
        select count(*) as n from sqlite_master where type = 'trigger' and tbl_name in (${names})
        and (name = tbl_name || '_no_update' or name = tbl_name || '_no_delete')`
    : sql<{ n: number }>`
        select 2 * count(*)::int as n from pg_trigger t join pg_class c on c.oid = t.tgrelid
        join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = current_schema() and c.relname in (${names})
        and t.tgname = c.relname || '_only_added_to' and t.tgenabled <> 'D'`
  ).execute(db)
  return rows[0]?.n === 2 * ADDED_TO.length
}

/** What keeps nobody from changing the log in this database, a sentence each; what of it was changed verify names. */
export async function openToChange(db: Database, dialect: Dialect): Promise<string[]> {
  const isFree = (await isHeldToAdding(db, dialect)) === false
  return [...(isFree ? [NOT_HELD] : []), ...((await hasTriggers(db, dialect)) ? [] : [NO_TRIGGERS])]
}

const NO_TRIGGERS =
  'The triggers that keep the log from being changed are gone from this database: somebody took them away. Bring back a backup, which has them.'

/** For whom it is not so: what to do. */
export const NOT_HELD =
  'PostgreSQL lets the role in DATABASE_URL change the log: grants are not in force. See MIGRATE_DATABASE_URL in npm start -- --help.'
