import { CompiledQuery } from 'kysely'
import * as z from 'zod'
import type { Dialect, Trx } from '../deps.ts'
import { UnreadableFile } from './unreadable.ts'

const Name = z.string().regex(/^[a-z_0-9]+$/)
const TableHead = z.object({ table: Name, columns: z.array(Name), bytes: z.array(Name) })
export type TableHead = z.infer<typeof TableHead>
const End = z.object({ end: z.int() })

/** Parameters of one statement, which both databases allow. */
const PARAMETERS = 8_000
/** No honest row is longer. */
const MAX_LINE = 1024 * 1024

type Blank = Readonly<Record<string, string | number>>
type Into = { trx: Trx; dialect: Dialect }
/** `tables`: into no others. `blank`: what a table demands besides what the file says of it. */
type Fill = {
  tables: readonly string[]
  blank?: (head: TableHead) => Blank
  onRows?: ((done: number) => void) | undefined
}

/**
 * Puts the rows that dump.ts wrote into tables that are there; answers how many. Throws UnreadableFile where the lines
 * are not as they were written, or go on after their end.
 */
export async function fillTables(
  into: Into,
  lines: AsyncGenerator<unknown>,
  { tables, blank, onRows }: Fill,
): Promise<number> {
  let table: (TableHead & { rest: Blank }) | undefined
  let rows: unknown[][] = []
  let count = 0
  const flush = async () => {
    if (table && rows.length > 0) await insert(into, table, rows)
    count += rows.length
    rows = []
    onRows?.(count)
  }
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    const { value } = next
    if (Array.isArray(value)) {
      if (value.length !== table?.columns.length || !value.every(isCell)) throw damaged()
      rows.push(value)
      const width = value.length + Object.keys(table.rest).length
      if ((rows.length + 1) * width > PARAMETERS) await flush()
      continue
    }
    await flush()
    const end = End.safeParse(value)
    if (end.success) {
      // Reading on to the end has what unpacks the file check its sum.
      if (end.data.end !== count || !(await lines.next()).done) throw damaged()
      return count
    }
    const head = parse(TableHead, value)
    if (!tables.includes(head.table)) throw damaged()
    table = { ...head, rest: blank?.(head) ?? {} }
  }
  throw new UnreadableFile('The file is cut off.')
}

/** What the schema reads; throws UnreadableFile where it reads nothing. */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw damaged(parsed.error)
  return parsed.data
}

/** Each line's value. Throws UnreadableFile where a line is none. */
export async function* jsonLines(text: AsyncIterable<string>): AsyncGenerator<unknown> {
  let rest = ''
  for await (const part of text) {
    const lines = (rest + part).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > MAX_LINE) throw damaged()
    for (const one of lines) yield json(one)
  }
  if (rest !== '') throw new UnreadableFile('The file is cut off.')
}

async function insert(
  { trx, dialect }: Into,
  { table, columns, bytes, rest }: TableHead & { rest: Blank },
  rows: readonly unknown[][],
): Promise<void> {
  const binary = columns.map((column) => bytes.includes(column))
  const values = rows.flatMap((row) => [
    ...row.map((value, i) => (binary[i] && typeof value === 'string' ? Buffer.from(value, 'base64') : value)),
    ...Object.values(rest),
  ])
  let at = 0
  const mark = dialect === 'sqlite' ? () => '?' : () => `$${++at}`
  const all = [...columns, ...Object.keys(rest)]
  const list = all.map((column) => `"${column}"`).join(', ')
  const places = rows.map(() => `(${all.map(mark).join(', ')})`).join(', ')
  await trx.executeQuery(CompiledQuery.raw(`insert into "${table}" (${list}) values ${places}`, values))
}

function isCell(value: unknown): boolean {
  return value === null || typeof value === 'string' || Number.isSafeInteger(value)
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw damaged(cause)
  }
}

function damaged(cause?: unknown): UnreadableFile {
  return new UnreadableFile('The file is damaged.', { cause })
}
