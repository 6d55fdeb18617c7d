import { createReadStream, statSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import Sqlite from 'better-sqlite3'
import * as z from 'zod'
import { fillTables, jsonLines, parse, type TableHead } from '../backup/fill.ts'
import { UnreadableFile } from '../backup/unreadable.ts'
import { migrate } from '../db/migrate.ts'
import { MIGRATIONS } from '../db/migrations/index.ts'
import { openTemporary } from '../db/open.ts'
import type { Database } from '../deps.ts'
import { EXPORTED } from './exported.ts'

/** The first line of an export. `version`: the last migration of its database; `unit`: null for all. */
const ExportHead = z.object({
  export: z.literal(1),
  at: z.int(),
  version: z.int().min(10),
  epoch: z.string(),
  unit: z.string().nullable(),
})
export type ExportHead = z.infer<typeof ExportHead>

/** An honest export becomes some four times as long when it is unpacked. */
const MOST_TIMES = 100
const AT_LEAST = 64 * 1024 * 1024

/**
 * An export as a database, which has no name and goes when it is closed, also by a power cut: so the same verify reads it. Throws
 * UnreadableFile where it is no whole export.
 */
export async function openExport(
  path: string,
  onRows?: (done: number) => void,
): Promise<{ db: Database; head: ExportHead }> {
  const db = openTemporary()
  const lines = jsonLines(unpacked(path))
  try {
    return { db, head: await load(db, lines, onRows) }
  } catch (error) {
    await db.destroy()
    throw inWords(error)
  } finally {
    await lines.return(undefined)
  }
}

async function load(
  db: Database,
  lines: AsyncGenerator<unknown>,
  onRows: ((done: number) => void) | undefined,
): Promise<ExportHead> {
  const head = readHead((await lines.next()).value)
  await migrate(db, 'sqlite', head.version)
  const blank = await blanksIn(db)
  const tables = { tables: EXPORTED, blank, onRows }
  await db.transaction().execute((trx) => fillTables({ trx, dialect: 'sqlite' }, lines, tables))
  await migrate(db, 'sqlite')
  return head
}

function readHead(value: unknown): ExportHead {
  const { data } = z.object({ export: z.int(), version: z.int() }).safeParse(value)
  if (!data) throw new UnreadableFile('This is no export of Hài Lòng.')
  if (data.export > 1 || data.version > MIGRATIONS.length)
    throw new UnreadableFile('The export was made by a newer Hài Lòng: verify it with that one.')
  return parse(ExportHead, value)
}

/** Columns that an export leaves out, of those that must not be empty: nothing that verify reads is among them. */
async function blanksIn(db: Database) {
  const found = await db.introspection.getTables()
  return ({ table, columns }: TableHead) => {
    const own = found.find(({ name }) => name === table)?.columns ?? []
    const rest = own.filter(({ name, isNullable }) => !isNullable && !columns.includes(name))
    return Object.fromEntries(
      rest.map(({ name, dataType }) => [name, dataType.toLowerCase() === 'integer' ? 0 : '']),
    )
  }
}

/** Unpacks so much and no more: a small file may become an enormous one. */
async function* unpacked(path: string): AsyncGenerator<string> {
  const { size } = statSync(path)
  if (size === 0) throw new UnreadableFile('The file is empty.')
  const most = Math.max(AT_LEAST, MOST_TIMES * size)
  const text = new PassThrough({ encoding: 'utf8' })
  const flow = pipeline(createReadStream(path), createGunzip(), text)
  // The reader below hears of a failure too; without this one it would count as unhandled in between.
  flow.catch(() => undefined)
  let length = 0
  for await (const part of text) {
    length += (part as string).length
    if (length > most) throw new UnreadableFile('The file unpacks to more than an export ever does.')
    yield part as string
  }
  await flow
}

/** What gzip and SQLite say of a file that nobody exported. */
function inWords(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'Z_BUF_ERROR') return new UnreadableFile('The file is cut off.', { cause: error })
  if (code.startsWith('Z_'))
    return new UnreadableFile('This is no export, or it is damaged.', { cause: error })
  if (error instanceof Sqlite.SqliteError)
    return new UnreadableFile(`No database can hold this: ${error.message}.`, { cause: error })
  return error
}
