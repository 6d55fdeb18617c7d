import { CompiledQuery } from 'kysely'
import type { Dialect, Trx } from '../deps.ts'
import type { Schema } from './schema.ts'

/** Rows of one statement: with the widest table it stays under the parameters that both databases allow. */
const CHUNK = 500

/**
 * Inserts many rows by few statements. Written by hand since a batch has thousands of values, and building Kysely's
 * tree for each costs more than storing them. `orIgnore`: a row whose key is there already is left as it is; `onConflict`:
 * what else is done with such a row, in SQL.
 */
export async function insertRows<Name extends keyof Schema>(
  { trx, dialect }: { trx: Trx; dialect: Dialect },
  name: Name,
  rows: readonly Schema[Name][],
  { orIgnore = false, onConflict = '' } = {},
): Promise<void> {
  const first = rows[0]
  if (!first) return
  const columns = Object.keys(first) as (keyof Schema[Name] & string)[]
  const into = { dialect, name, columns, onConflict: orIgnore ? 'do nothing' : onConflict }
  for (let from = 0; from < rows.length; from += CHUNK) {
    const chunk = rows.slice(from, from + CHUNK)
    const text = statement(into, chunk.length)
    const values: unknown[] = []
    for (const row of chunk) for (const column of columns) values.push(row[column])
    await trx.executeQuery(CompiledQuery.raw(text, values))
  }
}

type Into = { dialect: Dialect; name: string; columns: readonly string[]; onConflict: string }

/** What a whole chunk is written by is kept, tens of thousands of characters: a tablet with a long queue sends one after another. */
function statement(into: Into, count: number): string {
  if (count < CHUNK) return written(into, count)
  const { name, columns, onConflict, dialect } = into
  const of = [dialect, name, columns, onConflict].join(' ')
  const text = wholeChunks.get(of) ?? written(into, count)
  wholeChunks.set(of, text)
  return text
}

const wholeChunks = new Map<string, string>()

function written({ dialect, name, columns, onConflict }: Into, count: number): string {
  const list = columns.map((column) => `"${column}"`).join(', ')
  let at = 0
  const mark = dialect === 'sqlite' ? () => '?' : () => `$${++at}`
  const row = () => `(${columns.map(mark).join(', ')})`
  // SQLite's places have no numbers: all rows look alike.
  const rows = dialect === 'sqlite' ? new Array(count).fill(row()) : Array.from({ length: count }, row)
  const text = `insert into "${name}" (${list}) values ${rows.join(', ')}`
  return onConflict === '' ? text : `${text} on conflict ${onConflict}`
}
