import { sql } from 'kysely'
import type { RatingBody } from '#src/domain/rating-schema.ts'
import { addRating, COLUMNS, emptyTally } from '#src/domain/tally.ts'
import type { Schema } from './db/schema.ts'
import type { Trx } from './deps.ts'

export type TallyRow = Schema['tally']
export type TallyKey = Pick<TallyRow, 'log' | 'day' | 'hour' | 'release' | 'unit'>

/** Tallies by key. Ratings are grouped here before anything is written: a batch touches a row once. */
export type Fold = Map<string, TallyRow>

const KEY = ['log', 'day', 'hour', 'counter', 'officer', 'release'] as const

export function foldInto(fold: Fold, key: TallyKey, body: RatingBody): void {
  const { log, day, hour, release, unit } = key
  const of = { log, day, hour, release, unit, counter: body.counter, officer: body.officer ?? '' }
  const id = keyOf(of)
  const row = fold.get(id) ?? { ...of, ...emptyTally() }
  fold.set(id, row)
  addRating(row, body)
}

export function keyOf(row: Pick<TallyRow, (typeof KEY)[number]>): string {
  return KEY.map((column) => row[column]).join(' ')
}

/** Rows of one statement, so that their values stay under SQLite's limit of parameters. */
const CHUNK = 400

/** Adds to the stored tallies. A key begins with the log, so no two batches touch one row. */
export async function writeFold(trx: Trx, fold: Fold): Promise<void> {
  const rows = [...fold.values()]
  for (let from = 0; from < rows.length; from += CHUNK) {
    await trx
      .insertInto('tally')
      .values(rows.slice(from, from + CHUNK))
      .onConflict((found) => found.columns(KEY).doUpdateSet(sums()))
      .execute()
  }
}

function sums() {
  const sum = (column: string) =>
    sql<number>`${sql.ref(`tally.${column}`)} + ${sql.ref(`excluded.${column}`)}`
  return Object.fromEntries(COLUMNS.map((column) => [column, sum(column)]))
}
