import { overAt, reaching } from '#src/domain/duty.ts'
import { readLine } from '#src/domain/entry-schema.ts'
import { logId } from '#src/domain/id.ts'
import { readRating, tappedAt } from '#src/domain/rating-schema.ts'
import { type Seat, seatsAt } from '#src/domain/seat.ts'
import { creditOf, HALL } from '#src/domain/tally.ts'
import type { Trx } from '../deps.ts'
import type { Given } from './credited.ts'
import { type Duty, dutiesSince } from './read.ts'
import { assignedIn } from './told.ts'

const NEVER = Number.POSITIVE_INFINITY

/** What is in no closing yet is seen by all that is known. */
const NOW = Number.MAX_VALUE

/** `duty`: by which they were there; undefined: by the head's word. */
type Seated = Seat & { duty: Duty | undefined }

/**
 * What citizens said in the hall of counters where somebody served then, by a duty or by the head's word, as far as the server knew when it
 * closed the half day in which the rating came: so what is credited then stays. Nobody where two served, or nobody knows when it was tapped.
 * A correction of the duty reaches these ratings too.
 */
export async function givenInHall(
  trx: Trx,
  { officer, unit }: { officer: string; unit: string },
  through: number,
): Promise<Given[]> {
  if (!(await hasHall(trx, unit))) return []
  const seats = [...(await byDuty(trx, unit)), ...(await byWord(trx, unit))]
  const isTheirs = ({ duty, officer: own }: Seated) =>
    own === officer || duty?.corrections.some((one) => one.officer === officer)
  const counters = [...new Set(seats.filter(isTheirs).map(({ counter }) => counter))]
  if (counters.length === 0) return []
  const closedAt = await closings(trx, unit)
  const ratings = await ratingsOf(trx, { unit, counters, through })
  return ratings.flatMap(({ name, rating, at, mark }) => {
    if (at === null) return []
    const by = closedAt.find(({ release }) => release >= mark.release)?.at ?? NOW
    const [seat] = seatsAt(seats, { counter: rating.counter, at, by })
    if (!seat) return []
    const known = (seat.duty?.corrections ?? []).filter(({ release }) => release <= through)
    const turns = [{ officer: seat.officer, release: 0 }, ...reaching(known, at)]
    return turns.flatMap(({ officer: of, release }, turn) => {
      if (of !== officer) return []
      const since = Math.max(mark.release, release)
      const { day, position } = mark
      return [{ name, day, rating, over: turn + 1 < turns.length, since, position, turn }]
    })
  })
}

async function hasHall(trx: Trx, unit: string): Promise<boolean> {
  const found = await trx
    .selectFrom('tally')
    .select('log')
    .where('unit', '=', unit)
    .where('officer', '=', HALL)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** A duty whose end the server did not know yet when it closed lasts for that closing until its day is over. */
async function byDuty(trx: Trx, unit: string): Promise<Seated[]> {
  const came = await receivedAt(trx, unit)
  return (await dutiesSince(trx, unit, 0)).flatMap((duty) => {
    const { log, n, ends, officer, counter, from } = duty
    const began = came.get(`${log} ${n}`)
    if (began === undefined) return []
    const ended = (ends === null ? undefined : came.get(`${log} ${ends}`)) ?? NEVER
    const seat = { counter, officer, from, duty }
    return [
      { ...seat, to: overAt({ from, to: null }), known: { from: began, to: ended } },
      { ...seat, to: overAt(duty), known: { from: Math.max(began, ended), to: NEVER } },
    ]
  })
}

/** When the server got each entry that tells of duties, ms. */
async function receivedAt(trx: Trx, unit: string): Promise<Map<string, number>> {
  const rows = await trx
    .selectFrom('duty_entry as d')
    .innerJoin('batch as b', (on) =>
      on.onRef('b.log', '=', 'd.log').onRef('b.from_n', '<=', 'd.n').onRef('b.to_n', '>=', 'd.n'),
    )
    .select((of) => ['d.log', 'd.n', of.fn.min('b.received_at').as('at')])
    .where('d.unit', '=', unit)
    .groupBy(['d.log', 'd.n'])
    .execute()
  return new Map(rows.map(({ log, n, at }) => [`${log} ${n}`, Number(at)]))
}

/** From each deed that names who sits at a counter to the next one of that counter. */
async function byWord(trx: Trx, unit: string): Promise<Seated[]> {
  const rows = await trx
    .selectFrom('duty_entry as d')
    .innerJoin('entry as e', (on) => on.onRef('e.log', '=', 'd.log').onRef('e.n', '=', 'd.n'))
    .select(['d.at', 'e.line'])
    .where('d.log', '=', logId(unit, 1))
    .orderBy('d.n')
    .execute()
  const said = rows.flatMap(({ at, line }) => {
    const entry = readLine(Buffer.from(line).toString())
    const seat = entry && assignedIn(entry)
    return seat ? [{ ...seat, at }] : []
  })
  return said.flatMap(({ counter, officer, at: from }, i) => {
    if (officer === null) return []
    const next = said.slice(i + 1).find((one) => one.counter === counter)
    const known = { from, to: NEVER }
    return [{ counter, officer, from, to: next?.at ?? NEVER, known, duty: undefined }]
  })
}

/** When what was due was closed, ms: one closing for as many half days as were due. */
function closings(trx: Trx, unit: string) {
  return trx
    .selectFrom('closing')
    .select(['release', 'at'])
    .where('unit', '=', unit)
    .orderBy('release')
    .execute()
}

async function ratingsOf(
  trx: Trx,
  { unit, counters, through }: { unit: string; counters: readonly string[]; through: number },
) {
  const rows = await trx
    .selectFrom('receive_mark as mark')
    .innerJoin('entry', (on) => on.onRef('entry.log', '=', 'mark.log').onRef('entry.n', '=', 'mark.n'))
    .select(['mark.log', 'mark.n', 'mark.day', 'mark.release', 'mark.position', 'mark.offset_ms'])
    .select('entry.line')
    .where('mark.unit', '=', unit)
    .where('mark.release', '<=', through)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('tally')
          .select('tally.n')
          .whereRef('tally.log', '=', 'mark.log')
          .whereRef('tally.day', '=', 'mark.day')
          .where('tally.officer', '=', HALL)
          .where('tally.counter', 'in', counters),
      ),
    )
    .execute()
  return rows.flatMap(({ line, ...mark }) => {
    const entry = readLine(Buffer.from(line).toString())
    const rating = entry && readRating(entry)
    if (!rating || creditOf(rating) !== HALL || !counters.includes(rating.counter)) return []
    const at = mark.offset_ms === null ? null : tappedAt(entry, rating) + mark.offset_ms
    return [{ name: `${mark.log} ${mark.n}`, rating, at, mark }]
  })
}
