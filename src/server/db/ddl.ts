import { sql } from 'kysely'
import type { Dialect, Trx } from '../deps.ts'

/** Column types of both databases; a `?` at the end allows null. */
export type ColumnType = 'text' | 'text?' | 'int' | 'int?' | 'bytes'

type Options = {
  key: readonly string[]
  /** Rows lie in the order of the key: for tables that are read and written along a log. */
  clustered?: boolean
  /** Constraints besides the key, as SQL. */
  also?: readonly string[]
}

/** What a migration works with. */
export type Ddl = { trx: Trx; dialect: Dialect }

const TYPES = {
  sqlite: { text: 'text', int: 'integer', bytes: 'blob' },
  postgres: { text: 'text', int: 'bigint', bytes: 'bytea' },
} as const

/** Creates a table; every column is `not null` unless its type says otherwise. */
export async function table(
  { trx, dialect }: Ddl,
  name: string,
  columns: Readonly<Record<string, ColumnType>>,
  { key, clustered = false, also = [] }: Options,
): Promise<void> {
  const types = TYPES[dialect]
  const parts = Object.entries(columns).map(([column, type]) => {
    const base = types[type.replace('?', '') as keyof typeof types]
    return `"${column}" ${base}${type.endsWith('?') ? '' : ' not null'}`
  })
  const end = dialect === 'sqlite' ? ` strict${clustered ? ', without rowid' : ''}` : ''
  const inside = [...parts, `primary key (${quoted(key)})`, ...also].join(', ')
  await sql.raw(`create table "${name}" (${inside})${end}`).execute(trx)
}

export async function index({ trx }: Ddl, on: string, columns: readonly string[]): Promise<void> {
  await sql.raw(`create index "${on}_by_${columns.join('_')}" on "${on}" (${quoted(columns)})`).execute(trx)
}

/** Forbids UPDATE and DELETE: a slip of this program's own code cannot touch the log. */
export async function onlyAddedTo({ trx, dialect }: Ddl, names: readonly string[]): Promise<void> {
  const sentence = (name: string) => `${name} is only added to`
  if (dialect === 'postgres') {
    await sql
      .raw(
        `create function only_added_to() returns trigger language plpgsql as
         $$ begin raise exception '% is only added to', tg_table_name; end $$`,
      )
      .execute(trx)
  }
  for (const name of names) {
    const statements =
      dialect === 'sqlite'
        ? ['update', 'delete'].map(
            (verb) =>
              `create trigger "${name}_no_${verb}" before ${verb} on "${name}"
               begin select raise(abort, '${sentence(name)}'); end`,
          )
        : [
            `create trigger "${name}_only_added_to" before update or delete or truncate on "${name}"
             for each statement execute function only_added_to()`,
          ]
    for (const statement of statements) await sql.raw(statement).execute(trx)
  }
}

function quoted(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(', ')
}
