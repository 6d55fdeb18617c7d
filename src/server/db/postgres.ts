import { type Dialect, PostgresDialect } from 'kysely'
import pg from 'pg'

const { builtins, getTypeParser } = pg.types

/** Integers of 64 bits and sums of them arrive as text; ours fit a number, and one that does not is a bug. */
function integer(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`PostgreSQL sent ${text}, which is no safe integer`)
  return value
}

export function postgresDialect(url: string): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    types: {
      getTypeParser: (oid, format) =>
        oid === builtins.INT8 || oid === builtins.NUMERIC ? integer : getTypeParser(oid, format),
    },
  })
  // An idle connection that the server closes must not end this process: the pool opens another.
  pool.on('error', (error) => process.emitWarning(error))
  return new PostgresDialect({ pool })
}
