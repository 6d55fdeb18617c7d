import { readdirSync, readFileSync } from 'node:fs'
import { chmod, copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { migrate } from '#src/server/db/migrate.ts'
import { openEmpty } from '#src/server/db/open.ts'
import type { Dialect } from '#src/server/deps.ts'
import type { Exchange } from '#tests/landed/world.ts'

type Place = { url: string; folder: string }

const FOLDER = new URL('../landed/', import.meta.url).pathname

/** What is known of the office that a landed version left behind. */
export type Facts = {
  /** The last migration of its database. */
  migration: number
  epoch: string
  at: number
  unit: string
  counters: string[]
  user: string
  password: string
  cookie: string
  /** Of a pairing that is still open. */
  code: string
  /** Whose IndexedDB is stored. */
  device: string
  thanked: { device: string; codes: string[] }[]
}

/** What one landed version left behind. */
export type Landed = {
  name: string
  facts: Facts
  schema: string
  rows: string
  tablet: string
  looks: { path: string; answer: unknown }[]
  requests: (Exchange & { scene: string })[]
}

/** Every version that landed, oldest first. */
export const LANDED: readonly Landed[] = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort((a, b) => Number(a) - Number(b))
  .map(readLanded)

function readLanded(name: string): Landed {
  const read = (file: string) => readFileSync(join(FOLDER, name, file), 'utf8')
  const lines = (file: string) =>
    read(file)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
  return {
    name,
    facts: lines('facts.jsonl')[0],
    schema: read('schema.sql'),
    rows: read('rows.sql'),
    tablet: read('tablet.jsonl'),
    looks: lines('looks.jsonl'),
    requests: lines('requests.jsonl'),
  }
}

/** Makes the database of that version at a place that is empty, and lays its key beside it. */
export async function layDown(
  { name, facts, schema, rows }: Landed,
  dialect: Dialect,
  { url, folder }: Place,
) {
  const key = join(folder, 'server-key.jwk')
  await copyFile(join(FOLDER, name, 'server-key.jwk'), key)
  await chmod(key, 0o600) // git keeps no such thing
  if (dialect === 'sqlite') return fillSqlite(url, `${schema}${rows}`)
  const { db } = openEmpty(url)
  await migrate(db, dialect, facts.migration)
  await db.destroy()
  await fillPostgres(url, rows)
}

/** With the tables as that version itself made them. The rows speak PostgreSQL's names of two functions. */
function fillSqlite(path: string, text: string): void {
  const db = new Sqlite(path)
  db.function('convert_to', { varargs: true }, (text) => Buffer.from(String(text)))
  db.function('decode', { varargs: true }, (text) => Buffer.from(String(text), 'base64'))
  db.exec(text)
  db.close()
}

/** With the tables as the landed migrations make them, which a test holds to their bytes. */
async function fillPostgres(url: string, rows: string): Promise<void> {
  const { Client } = (await import('pg')).default
  const client = new Client(url)
  await client.connect()
  await client.query(`delete from migration;\n${rows}`)
  await client.end()
}
