import { createServer } from 'node:http'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { getRequestListener } from '@hono/node-server'
import Sqlite from 'better-sqlite3'
import { Hono } from 'hono'
import { readLine } from '../src/domain/entry-schema.ts'
import { readRating } from '../src/domain/rating-schema.ts'

/**
 * The hand-written twin of the ingest: takes the same batches, parses each line and stores it, durably and in one transaction a batch,
 * and checks, counts and signs nothing; or takes one rating a request. PORT and DATA_DIR as for the server.
 */
const { PORT, DATA_DIR, PARSE } = process.env
if (!PORT || !DATA_DIR) throw new Error('PORT and DATA_DIR are missing.')

const db = new Sqlite(join(DATA_DIR, 'twin.sqlite'))
db.pragma('journal_mode = wal')
db.pragma('synchronous = full')
db.exec(`create table entry (log text, n int, score int, officer text, std text, line blob, primary key (log, n))
  without rowid`)
const insert = db.prepare('insert into entry values (?, ?, ?, ?, ?, ?)')
const inflate = promisify(gunzip)

/** By the product's schemas where PARSE is `schema`, else as JSON alone. */
const parse = (line: string): Line['body'] => {
  if (PARSE !== 'schema') return (JSON.parse(line) as Line).body
  const entry = readLine(line)
  if (!entry) throw new Error('This is no entry.')
  return (readRating(entry) as Line['body'] | undefined) ?? {}
}

type Line = { body: { score?: number; officer?: string | null; std?: string } }

const store = db.transaction((log: string, from: number, lines: readonly string[]) => {
  lines.forEach((line, i) => {
    const { score, officer, std } = parse(line)
    insert.run(log, from + i, score ?? null, officer ?? null, std ?? null, Buffer.from(line))
  })
})

const app = new Hono()
app.post('/api/v1/log', async (c) => {
  const named = /log=([^,]+), from=(\d+), to=(\d+)/.exec(c.req.header('Authorization') ?? '')
  if (!named) return c.json({ code: 'malformed' }, 400)
  const [, log = '', from, to] = named
  const text = (await inflate(await c.req.arrayBuffer())).toString()
  const lines = text.split('\n').filter((line) => !line.startsWith('~'))
  store(log, Number(from), lines)
  return c.json({ log, n: Number(to) })
})

/** One rating a request, in a transaction of its own. */
app.post('/rating', async (c) => {
  const line = await c.req.text()
  const { score, officer, std } = parse(line)
  const n = Number(c.req.query('n'))
  insert.run('tablet.1', n, score ?? null, officer ?? null, std ?? null, Buffer.from(line))
  return c.json({ n })
})
app.get('/', (c) => c.html('<!doctype html><title>one POST a rating</title>'))

createServer(getRequestListener(app.fetch)).listen(Number(PORT), '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${PORT}\n`)
})
