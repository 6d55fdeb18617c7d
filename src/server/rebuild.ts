import { readLine } from '#src/domain/entry-schema.ts'
import { readRating } from '#src/domain/rating-schema.ts'
import type { Deps, Dialect, Trx } from './deps.ts'
import { rebuildDuties } from './duties/rebuild.ts'
import { type Fold, foldInto, keyOf, writeFold } from './fold.ts'
import { markLate, type Signing } from './late-marks.ts'
import { rebuildQueue } from './leftover.ts'
import type { Log } from './lineage.ts'
import { rebuildRow } from './rebuild-rows.ts'
import { rebuildReceipts } from './receipt.ts'
import { equal } from './verify/tally.ts'

const PAGE = 1_000

type Rebuilding = Pick<Deps, 'db' | 'dialect'> & (Signing | { keys?: undefined })

export type Rebuilt = { logs: number; ratings: number; changed: number }

/**
 * Marks what an earlier version of the program could not read yet, and makes anew all tallies from entries and receive marks,
 * which entries tell of duties, and the queues of leftovers and the receipt codes from receive marks and closings; in one transaction in which no batch is
 * stored. Throws a sentence where something is to be marked and `keys` are missing. Answers how many rows were different before: 0 on a healthy database.
 */
export async function rebuild(
  of: Rebuilding,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Rebuilt> {
  const { db, dialect } = of
  const signing = of.keys ? of : undefined
  return db.transaction().execute(async (trx) => {
    const units = trx.selectFrom('unit').select(['id', 'position']).orderBy('id')
    const locked = await (dialect === 'postgres' ? units.forUpdate() : units).execute()
    const total = locked.reduce((sum, { position }) => sum + position, 0)
    const logs = await trx.selectFrom('log').selectAll().orderBy('id').execute()
    const done: Rebuilt = { logs: logs.length, ratings: 0, changed: 0 }
    done.changed += await removeStrays(trx)
    for (const log of logs) {
      done.changed += await markLate({ trx, dialect, signing }, log)
      const { fold, ratings, rows } = await foldLog(trx, log)
      done.changed += rows
      done.changed += await replace({ trx, dialect }, log, fold)
      done.changed += await rebuildDuties({ trx, dialect }, log)
      done.ratings += ratings
      onProgress(done.ratings, total)
    }
    for (const { id } of locked) done.changed += await rebuildQueue({ trx, dialect }, id)
    done.changed += await rebuildReceipts({ trx, dialect })
    return done
  })
}

/** The tallies of a log as they ought to be; sets right what stands beside its released rows, since each line is read but once, and answers how many that were. */
async function foldLog(trx: Trx, { id }: Log): Promise<{ fold: Fold; ratings: number; rows: number }> {
  const fold: Fold = new Map()
  let ratings = 0
  let rows = 0
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page = await trx
      .selectFrom('receive_mark as m')
      .innerJoin('entry as e', (on) => on.onRef('e.log', '=', 'm.log').onRef('e.n', '=', 'm.n'))
      .leftJoin('released as r', (on) =>
        on.onRef('r.log', '=', 'm.log').onRef('r.n', '=', 'm.n').on('r.kind', '=', 'row'),
      )
      .selectAll('m')
      .select(['e.line', 'r.counter as row_counter', 'r.score as row_score'])
      .where('m.log', '=', id)
      .where('m.n', '>', after)
      .orderBy('m.n')
      .limit(PAGE)
      .execute()
    for (const { line, row_counter: counter, row_score: score, ...mark } of page) {
      const entry = readLine(Buffer.from(line).toString())
      const body = entry && readRating(entry)
      if (!body) continue
      foldInto(fold, mark, body)
      ratings += 1
      if (await rebuildRow(trx, { ...mark, counter, score }, body)) rows += 1
    }
    after = page.at(-1)?.n
  }
  return { fold, ratings, rows }
}

/** Answers how many tallies of the log were wrong. */
async function replace(into: { trx: Trx; dialect: Dialect }, { id }: Log, fold: Fold): Promise<number> {
  const { trx } = into
  const stored = await trx.selectFrom('tally').selectAll().where('log', '=', id).execute()
  const right = new Set(stored.filter((row) => equal(row, fold.get(keyOf(row)))).map(keyOf))
  const wrong = new Set([...stored.map(keyOf), ...fold.keys()].filter((of) => !right.has(of))).size
  if (wrong === 0) return 0
  await trx.deleteFrom('tally').where('log', '=', id).execute()
  await writeFold(into, fold)
  return wrong
}

async function removeStrays(trx: Trx): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('tally')
    .where('log', 'not in', trx.selectFrom('log').select('id'))
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}
