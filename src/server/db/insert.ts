import { CompiledQuery } from 'kysely'
import type { Dialect, Trx } from '../deps.ts'
import type { Schema } from './schema.ts'

/** Rows of one statement: with the widest table it stays under the parameters that both databases allow. */
const CHUNK = 500

/**
 * Inserts many rows by few statements. Written by hand since a batch has thousands of values, and building Kysely's
 * tree for each costs more than storing them. `orIgnore`: a row whose key is there already is left as it is.
 */
export async function insertRows<Name extends keyof Schema>(
  { trx, dialect }: { trx: Trx; dialect: Dialect },
  name: Name,
  rows: readonly Schema[Name][],
  { orIgnore = false } = {},
): Promise<void> {
  const first = rows[0]
  if (!first) return
  const columns = Object.keys(first) as (keyof Schema[Name] & string)[]
  for (let from = 0; from < rows.length; from += CHUNK) {
    const chunk = rows.slice(from, from + CHUNK)
    const text = statement(dialect, name, columns, chunk.length) + (orIgnore ? ' on conflict do nothing' : '')
    const values: unknown[] = []
    for (const row of chunk) for (const column of columns) values.push(row[column])
    await trx.executeQuery(CompiledQuery.raw(text, values))
  }
}

function statement(dialect: Dialect, name: string, columns: readonly string[], count: number): string {
  const list = columns.map((column) => `"${column}"`).join(', ')
  let at = 0
  const mark = dialect === 'sqlite' ? () => '?' : () => `$${++at}`
  const row = () => `(${columns.map(mark).join(', ')})`
  // SQLite's places have no numbers: all rows look alike.
  const rows = dialect === 'sqlite' ? new Array(count).fill(row()) : Array.from({ length: count }, row)
  return `insert into "${name}" (${list}) values ${rows.join(', ')}`
}
