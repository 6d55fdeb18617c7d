import type { RatingBody } from '#src/domain/rating-schema.ts'
import { addRating, COLUMNS, creditOf, emptyTally } from '#src/domain/tally.ts'
import { insertRows } from './db/insert.ts'
import type { Schema } from './db/schema.ts'
import type { Dialect, Trx } from './deps.ts'

export type TallyRow = Schema['tally']
export type TallyKey = Pick<TallyRow, 'log' | 'day' | 'hour' | 'release' | 'unit'>

/** Tallies by key. Ratings are grouped here before anything is written: a batch touches a row once. */
export type Fold = Map<string, TallyRow>

const KEY = ['log', 'day', 'hour', 'counter', 'officer', 'release'] as const

export function foldInto(fold: Fold, key: TallyKey, body: RatingBody): void {
  const { log, day, hour, release, unit } = key
  const of = { log, day, hour, release, unit, counter: body.counter, officer: creditOf(body) }
  const id = keyOf(of)
  const found = fold.get(id)
  const row = found ?? { ...of, ...emptyTally() }
  if (!found) fold.set(id, row)
  addRating(row, body)
}

type Key = Pick<TallyRow, (typeof KEY)[number]>

export function keyOf({ log, day, hour, counter, officer, release }: Key): string {
  return `${log} ${day} ${hour} ${counter} ${officer} ${release}`
}

/** Adds to the stored tallies. A key begins with the log, so no two batches touch one row. */
export function writeFold(into: { trx: Trx; dialect: Dialect }, fold: Fold): Promise<void> {
  return insertRows(into, 'tally', [...fold.values()], { onConflict: ADD })
}

const ADD = `(${KEY.map((column) => `"${column}"`).join(', ')}) do update set ${COLUMNS.map(
  (column) => `"${column}" = "tally"."${column}" + "excluded"."${column}"`,
).join(', ')}`
