import { isLate, leftOver, openFrom } from '#src/domain/release.ts'
import { insertRows } from './db/insert.ts'
import type { Schema } from './db/schema.ts'
import type { Dialect, Trx } from './deps.ts'
import type { Unit } from './unit.ts'

type Leftover = Schema['leftover']
type Mark = Pick<Schema['receive_mark'], 'log' | 'n' | 'position' | 'day' | 'release'>

/** `marks`: what the closing brings, from the position `from` on. */
type Closing = { unit: Unit; release: number; from: number; marks: readonly Mark[] }

/** Puts what a closing leaves over into the unit's queue; `unit` is as it was before the closing. */
export async function leaveOver(
  trx: Trx,
  { dialect }: { dialect: Dialect },
  { unit, release, from, marks }: Closing,
): Promise<void> {
  const earlier = await trx
    .selectFrom('receive_mark')
    .select(['log', 'n', 'position', 'day', 'release'])
    .where('unit', '=', unit.id)
    .where('day', '>=', openFrom(unit.closed))
    .where('position', '<', from)
    .execute()
  const { last } = await trx
    .selectFrom('leftover')
    .select((of) => of.fn.max<number | null>('seq').as('last'))
    .where('unit', '=', unit.id)
    .executeTakeFirstOrThrow()
  const over = leftOver([...earlier, ...marks], release)
  await insertRows({ trx, dialect }, 'leftover', rowsOf(unit.id, over, Number(last ?? -1) + 1))
}

/** The unit's whole queue as its receive marks and closings give it. `marks`: all of the unit, in order of position. */
export async function queueOf(
  trx: Trx,
  unit: string,
  marks: Iterable<Mark> | AsyncIterable<Mark> = marksOf(trx, unit),
): Promise<Leftover[]> {
  const closings = await trx
    .selectFrom('closing')
    .select('release')
    .where('unit', '=', unit)
    .orderBy('release')
    .execute()
  const queue: Mark[] = []
  let open: Mark[] = []
  const close = (release: number) => {
    for (const mark of leftOver(open, release)) queue.push(mark)
    open = open.filter((mark) => !isLate(mark) && mark.day >= openFrom(release))
  }
  let next = 0
  for await (const mark of marks) {
    while (next < closings.length && closings[next]!.release < mark.release) close(closings[next++]!.release)
    open.push(mark)
  }
  while (next < closings.length) close(closings[next++]!.release)
  return rowsOf(unit, queue, 0)
}

/** Makes the queue anew; answers how many of its places were wrong. */
export async function rebuildQueue(
  { trx, dialect }: { trx: Trx; dialect: Dialect },
  unit: string,
): Promise<number> {
  const right = await queueOf(trx, unit)
  const wrong = (await wrongPlaces(trx, unit, right)).length
  if (wrong === 0) return 0
  await trx.deleteFrom('leftover').where('unit', '=', unit).execute()
  await insertRows({ trx, dialect }, 'leftover', right)
  return wrong
}

export type WrongPlace = { right: Leftover | undefined; stored: Leftover | undefined }

/** Where the stored queue is not as it ought to be. */
export async function wrongPlaces(trx: Trx, unit: string, queue: readonly Leftover[]): Promise<WrongPlace[]> {
  const rows = await trx.selectFrom('leftover').selectAll().where('unit', '=', unit).execute()
  const stored = new Map(rows.map((row) => [row.seq, row]))
  const ought = new Map(queue.map((row) => [row.seq, row]))
  const places = [...new Set([...ought.keys(), ...stored.keys()])].sort((a, b) => a - b)
  return places
    .map((seq) => ({ right: ought.get(seq), stored: stored.get(seq) }))
    .filter(({ right, stored: row }) => !(right && row && same(right, row)))
}

function same(a: Leftover, b: Leftover): boolean {
  return a.log === b.log && a.n === b.n && a.day === b.day
}

function rowsOf(unit: string, marks: readonly Mark[], first: number): Leftover[] {
  return marks.map(({ log, n, day }, i) => ({ unit, seq: first + i, log, n, day }))
}

const PAGE = 10_000

/** In order of position. */
async function* marksOf(trx: Trx, unit: string): AsyncGenerator<Mark> {
  for (let after = -1; ; ) {
    const page = await trx
      .selectFrom('receive_mark')
      .select(['log', 'n', 'position', 'day', 'release'])
      .where('unit', '=', unit)
      .where('position', '>', after)
      .orderBy('position')
      .limit(PAGE)
      .execute()
    yield* page
    const last = page.at(-1)
    if (!last) return
    after = last.position
  }
}
