import { sql } from 'kysely'
import { type AnyEntry, readLine } from '#src/domain/entry-schema.ts'
import { type RatingBody, readRating } from '#src/domain/rating-schema.ts'
import type { Schema } from '../db/schema.ts'
import type { KnownKeys, Trx } from '../deps.ts'
import type { Log } from '../lineage.ts'
import type { Note } from './fault.ts'
import type { Remembered } from './ratings.ts'

/** So many entries are held at a time, whatever the size of the database. */
const SIZE = 1_000

/** What is checked of one log, and where to say what is wrong. */
export type LogCheck = {
  log: Log
  /** The tablet whose log it is, with every key that it was given. */
  device: (Schema['device'] & { keys: ReadonlySet<string> }) | undefined
  keys: KnownKeys | undefined
  /** The unit's last closed half day. */
  closed: number
  note: Note
  /** Of each unit: what the closings need, and are told here. */
  remembered: ReadonlyMap<string, Remembered>
  onPage: (entries: number) => void
}

/** An entry as it is stored, with its text, what it says and, where it is one, the rating in it. */
export type Stored = {
  n: number
  hash: string
  text: string
  said: AnyEntry | undefined
  rating: RatingBody | undefined
}

/** `counter` and `half`: of what waits. */
export type Release = { kind: string; unit: string; counter: string | null; half: number | null }

/** A stretch of a log with everything that stands beside it, by number. */
export type Page = {
  entries: Stored[]
  numbers: ReadonlySet<number>
  marks: ReadonlyMap<number, Schema['receive_mark']>
  sealed: ReadonlyMap<number, Uint8Array>
  /** By their last number. */
  batches: ReadonlyMap<number, Schema['batch'][]>
  /** By their first number. */
  holes: ReadonlyMap<number, Schema['hole']>
  /** Of each number, in which kinds it waits or is released, and as what. */
  releases: ReadonlyMap<number, readonly Release[]>
  /** Entries that are known to tell of duties. */
  duties: ReadonlySet<number>
  /** Entries of a unit's log whose closing is signed. */
  closings: ReadonlySet<number>
}

/** The next stretch after that number, or undefined at the end. */
export async function readPage(trx: Trx, { id, unit }: Log, after: number): Promise<Page | undefined> {
  const entries = await trx
    .selectFrom('entry')
    .select(['n', 'hash', 'line'])
    .where('log', '=', id)
    .where('n', '>', after)
    .orderBy('n')
    .limit(SIZE)
    .execute()
  const last = entries.at(-1)?.n
  if (last === undefined) return undefined
  const numbers = { log: id, after, last }
  const marks = await beside(trx, 'receive_mark', numbers)
  const sealed = await beside(trx, 'sealed', numbers)
  const closings = await beside(trx, 'closing', numbers)
  const duties = await beside(trx, 'duty_entry', numbers)
  const batches = await trx
    .selectFrom('batch')
    .selectAll()
    .where('log', '=', id)
    .where('to_n', '>', after)
    .where('to_n', '<=', last)
    .execute()
  const holes = await trx
    .selectFrom('hole')
    .selectAll()
    .where('log', '=', id)
    .where('from_n', '>', after)
    .where('from_n', '<=', last)
    .execute()
  return {
    entries: entries.map(stored),
    numbers: new Set(entries.map(({ n }) => n)),
    marks: new Map(marks.map((mark) => [mark.n, mark])),
    sealed: new Map(sealed.map((blob) => [blob.n, blob.sealed])),
    batches: grouped(batches),
    releases: await releasesOf(trx, numbers, unit),
    holes: new Map(holes.map((hole) => [hole.from_n, hole])),
    duties: new Set(duties.map(({ n }) => n)),
    closings: new Set(closings.map(({ n }) => n)),
  }
}

function stored({ n, hash, line }: Omit<Schema['entry'], 'log'>): Stored {
  const text = Buffer.from(line).toString()
  const said = readLine(text)
  return { n, hash, text, said, rating: said && readRating(said) }
}

type Numbers = { log: string; after: number; last: number }

/** What waits under another unit's name is a stray, and named as such. */
async function releasesOf(
  trx: Trx,
  { log, after, last }: Numbers,
  unit: string,
): Promise<Map<number, Release[]>> {
  const { rows } = await sql<Release & { n: number }>`
    select n, kind, unit, counter, half from waiting
    where unit = ${unit} and kind in ('row', 'feedback') and log = ${log} and n > ${after} and n <= ${last}
    union all
    select n, kind, unit, null, null from released
    where kind in ('row', 'feedback') and log = ${log} and n > ${after} and n <= ${last}`.execute(trx)
  const byNumber = new Map<number, Release[]>()
  for (const { n, ...release } of rows) byNumber.set(n, [...(byNumber.get(n) ?? []), release])
  return byNumber
}

/** Rows with the numbers of a page, from a table that has one row a number. */
async function beside<Name extends 'receive_mark' | 'sealed' | 'closing' | 'duty_entry'>(
  trx: Trx,
  name: Name,
  { log, after, last }: Numbers,
): Promise<Schema[Name][]> {
  const { rows } = await sql<Schema[Name]>`
    select * from ${sql.table(name)} where log = ${log} and n > ${after} and n <= ${last}`.execute(trx)
  return rows
}

function grouped(batches: readonly Schema['batch'][]): Map<number, Schema['batch'][]> {
  const byEnd = new Map<number, Schema['batch'][]>()
  for (const batch of batches) byEnd.set(batch.to_n, [...(byEnd.get(batch.to_n) ?? []), batch])
  return byEnd
}
