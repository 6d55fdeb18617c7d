import Sqlite from 'better-sqlite3'

type Row = Record<string, string | number | Uint8Array | null>

/**
 * A SQLite database as text: what made its tables, and all rows in an order in which each finds what it points to. Bytes are
 * written as PostgreSQL reads them, and as SQLite does where it is given those two functions.
 */
export function textOf(path: string): { schema: string; rows: string } {
  const db = new Sqlite(path, { readonly: true })
  const made = db.prepare('select sql from sqlite_master where sql is not null order by rowid').pluck().all()
  const rows = inOrder(db).flatMap((table) =>
    inserts(table, db.prepare(`select * from "${table}"`).all() as Row[]),
  )
  db.close()
  return { schema: `${made.join(';\n')};\n`, rows: rows.join('') }
}

function inOrder(db: Sqlite.Database): string[] {
  const names = db.prepare("select name from sqlite_master where type = 'table' order by name").pluck().all()
  let rest = names as string[]
  const ordered: string[] = []
  while (rest.length > 0) {
    const ready = rest.filter((name) => pointsTo(db, name).every((to) => to === name || ordered.includes(to)))
    if (ready.length === 0) throw new Error(`Tables point to each other in a ring: ${rest}`)
    ordered.push(...ready)
    rest = rest.filter((name) => !ready.includes(name))
  }
  return ordered
}

function pointsTo(db: Sqlite.Database, name: string): string[] {
  return (db.pragma(`foreign_key_list("${name}")`) as { table: string }[]).map(({ table }) => table)
}

function inserts(table: string, rows: readonly Row[]): string[] {
  const [first] = rows
  if (!first) return []
  const columns = Object.keys(first).map((name) => `"${name}"`)
  const values = rows.map((row) => `(${Object.values(row).map(literal).join(',')})`)
  return [`insert into "${table}" (${columns.join(', ')}) values\n${values.join(',\n')};\n`]
}

function literal(value: Row[string]): string {
  if (value === null) return 'null'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  const bytes = Buffer.from(value)
  const text = bytes.toString()
  return bytes.equals(Buffer.from(text))
    ? `convert_to(${literal(text)}, 'UTF8')`
    : `decode('${bytes.toString('base64')}', 'base64')`
}
