import { randomBytes } from 'node:crypto'
import { CompiledQuery, sql } from 'kysely'
import * as z from 'zod'
import { symbols } from '#src/domain/id.ts'
import { migrate, versionOf } from '../db/migrate.ts'
import { MIGRATIONS } from '../db/migrations/index.ts'
import type { Database, Dialect, Trx } from '../deps.ts'
import { UnreadableBackup } from './sealed-file.ts'
import { KEPT } from './tables.ts'

const Head = z.object({
  backup: z.literal(1),
  at: z.int(),
  version: z.int().min(1),
  epoch: z.string(),
  keys: z.string().nullable(),
})
export type Head = z.infer<typeof Head>
const Name = z.string().regex(/^[a-z_0-9]+$/)
const TableHead = z.object({ table: z.enum(KEPT), columns: z.array(Name), bytes: z.array(Name) })
type TableHead = z.infer<typeof TableHead>
const End = z.object({ end: z.int() })

/** Parameters of one statement, which both databases allow. */
const PARAMETERS = 8_000
/** No honest row is longer. */
const MAX_LINE = 1024 * 1024

/** `onHead` may throw before anything is touched, `beforeCommit` before anything stays. */
type Watch = {
  onHead: (head: Head) => void
  beforeCommit: (head: Head) => void
  onRows?: (done: number) => void
}

export type Restored = { rows: number; epoch: string; at: number }

/**
 * Fills an empty database with what a backup holds, under a new epoch, so that the tablets offer again what came after it.
 * All in one transaction: after a failure nothing is there. Throws a sentence where the backup or the database will not do.
 */
export async function restore(
  { db, dialect }: { db: Database; dialect: Dialect },
  text: AsyncIterable<string>,
  { onHead, beforeCommit, onRows }: Watch,
): Promise<Restored> {
  const lines = linesOf(text)
  const head = parse(Head, (await lines.next()).value)
  if (head.version > MIGRATIONS.length) {
    throw new UnreadableBackup(
      `The backup was made by a newer Hài Lòng (${head.version}; this one knows up to ${MIGRATIONS.length}). Nothing was changed.`,
    )
  }
  onHead(head)
  await migrate(db, dialect, head.version)
  if ((await versionOf(db)) !== head.version) {
    throw new Error(
      'This database was started already. A restore makes its own: name one that is not there yet.',
    )
  }
  const epoch = symbols(randomBytes(8))
  const rows = await db.transaction().execute(async (trx) => {
    await refuseUsed(trx)
    const count = await fill({ trx, dialect }, lines, onRows)
    await sql`update meta set value = ${epoch} where key = 'epoch'`.execute(trx)
    beforeCommit(head)
    return count
  })
  await migrate(db, dialect)
  return { rows, epoch, at: head.at }
}

async function refuseUsed(trx: Trx): Promise<void> {
  const used = await trx.selectFrom('unit').select('id').limit(1).executeTakeFirst()
  if (used)
    throw new Error(
      'This database is in use. A restore fills only an empty one: move the old one away first.',
    )
  // A server that was started here once minted an epoch and a setup link.
  await trx.deleteFrom('meta').execute()
}

async function fill(
  into: { trx: Trx; dialect: Dialect },
  lines: AsyncGenerator<unknown>,
  onRows: ((done: number) => void) | undefined,
): Promise<number> {
  let table: TableHead | undefined
  let rows: unknown[][] = []
  let count = 0
  const flush = async () => {
    if (table && rows.length > 0) await insert(into, table, rows)
    count += rows.length
    rows = []
    onRows?.(count)
  }
  for await (const value of lines) {
    if (Array.isArray(value)) {
      if (value.length !== table?.columns.length) throw new UnreadableBackup('The backup is damaged.')
      rows.push(value)
      if ((rows.length + 1) * value.length > PARAMETERS) await flush()
      continue
    }
    await flush()
    const end = End.safeParse(value)
    if (end.success) {
      if (end.data.end !== count) throw new UnreadableBackup('The backup is cut off.')
      return count
    }
    table = parse(TableHead, value)
  }
  throw new UnreadableBackup('The backup is cut off.')
}

async function insert(
  { trx, dialect }: { trx: Trx; dialect: Dialect },
  { table, columns, bytes }: TableHead,
  rows: readonly unknown[][],
): Promise<void> {
  const binary = columns.map((column) => bytes.includes(column))
  const values = rows.flatMap((row) =>
    row.map((value, i) => (binary[i] && typeof value === 'string' ? Buffer.from(value, 'base64') : value)),
  )
  let at = 0
  const mark = dialect === 'sqlite' ? () => '?' : () => `$${++at}`
  const list = columns.map((column) => `"${column}"`).join(', ')
  const places = rows.map((row) => `(${row.map(mark).join(', ')})`).join(', ')
  await trx.executeQuery(CompiledQuery.raw(`insert into "${table}" (${list}) values ${places}`, values))
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new UnreadableBackup('The backup is damaged.', { cause: parsed.error })
  return parsed.data
}

async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<unknown> {
  let rest = ''
  for await (const part of text) {
    const lines = (rest + part).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > MAX_LINE) throw new UnreadableBackup('The backup is damaged.')
    for (const one of lines) yield json(one)
  }
  if (rest !== '') throw new UnreadableBackup('The backup is cut off.')
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new UnreadableBackup('The backup is damaged.', { cause })
  }
}
