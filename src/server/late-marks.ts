import { readLine } from '#src/domain/entry-schema.ts'
import { type RatingBody, readRating, tappedAt } from '#src/domain/rating-schema.ts'
import { runOf } from './append.ts'
import { insertRows } from './db/insert.ts'
import type { Schema } from './db/schema.ts'
import type { Deps, Trx } from './deps.ts'
import { heldOf } from './held-left.ts'
import { marksAfter, signIntake } from './intake.ts'
import { checkIntake } from './intake-check.ts'
import type { Log } from './lineage.ts'
import { received, releaseOf } from './receive-mark.ts'
import { offsetsOf, readDevice } from './seen.ts'
import { lockUnit, type Unit } from './unit.ts'

const NO_KEYS =
  'Ratings of newer tablets can be counted now, and that is signed: the key file of the server is needed and is not here.'

const PAGE = 1_000

/** What it takes to sign what a unit has taken in. */
export type Signing = Pick<Deps, 'keys' | 'now' | 'log'>

type Into = Pick<Deps, 'dialect'> & { trx: Trx; signing: Signing | undefined }

/** A rating without a mark, with when it was tapped and the run that it belongs to. */
export type Unmarked = { n: number; at: number; run: string | null; body: RatingBody }

/**
 * Marks the ratings of a log that the program could not read when they came and can read now: as received when they were, so
 * that whoever does it, and whenever, writes the same; to be released with the half day that is open now, like one that
 * comes late. Answers how many. What is held apart stays so. Throws a sentence where there is something and `signing` is missing.
 */
export async function markLate(into: Into, log: Log): Promise<number> {
  const unread = await unmarkedIn(into.trx, log)
  if (unread.length === 0 || log.device === null) return 0
  const { trx, dialect, signing } = into
  if (!signing) throw new Error(NO_KEYS)
  const unit = await lockUnit(trx, into, log.unit)
  const taken = await checkIntake(trx, { dialect, ...signing }, unit)
  const marks = await marksFor(trx, { unit, log }, unread)
  await insertRows(into, 'receive_mark', marks)
  const position = unit.position + marks.length
  await signIntake(trx, signing, unit.id, { position, marks: marksAfter(taken.marks, marks) })
  await trx.updateTable('unit').set({ position }).where('id', '=', unit.id).execute()
  return marks.length
}

/** As received when they were, behind all that the unit has; of a tablet's log. */
export async function marksFor(
  trx: Trx,
  { unit, log }: { unit: Unit; log: Log },
  unmarked: readonly Unmarked[],
): Promise<Schema['receive_mark'][]> {
  const { paired_at } = await readDevice(trx, log.device ?? '')
  const runs = [...new Set(unmarked.flatMap(({ run }) => run ?? []))]
  const offsets = await offsetsOf(trx, log.device ?? '', runs)
  const marks: Schema['receive_mark'][] = []
  for (const { n, at, run } of unmarked) {
    const now = await receivedAt(trx, log, n)
    const offset = run === null ? null : (offsets.get(run) ?? null)
    const position = unit.position + marks.length
    const of = { log: log.id, n, unit: unit.id, position, release: releaseOf(now, unit.closed) }
    marks.push({ ...of, ...received(at, offset, { pairedAt: paired_at, now }) })
  }
  return marks
}

/** Ratings that can be read, count, and have no mark. */
export async function unmarkedIn(trx: Trx, log: Log): Promise<Unmarked[]> {
  const isHeld = await heldOf(trx, log)
  const unmarked: Unmarked[] = []
  let run: string | null = null
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page = await trx
      .selectFrom('entry as e')
      .leftJoin('receive_mark as m', (on) => on.onRef('m.log', '=', 'e.log').onRef('m.n', '=', 'e.n'))
      .select(['e.n', 'e.line'])
      .where('e.log', '=', log.id)
      .where('e.n', '>', after)
      .where('m.n', 'is', null)
      .orderBy('e.n')
      .limit(PAGE)
      .execute()
    for (const { n, line } of page) {
      const entry = readLine(Buffer.from(line).toString())
      if (!entry) continue
      run = runOf(entry) ?? run
      const body = isHeld(n) ? undefined : readRating(entry)
      if (body) unmarked.push({ n, run, at: tappedAt(entry, body), body })
    }
    after = page.at(-1)?.n
  }
  return unmarked
}

/** When the batch came that brought that number, the first time. */
async function receivedAt(trx: Trx, { id }: Log, n: number): Promise<number> {
  const { at } = await trx
    .selectFrom('batch')
    .select((of) => of.fn.min<number>('received_at').as('at'))
    .where('log', '=', id)
    .where('from_n', '<=', n)
    .where('to_n', '>=', n)
    .executeTakeFirstOrThrow()
  return Number(at)
}
