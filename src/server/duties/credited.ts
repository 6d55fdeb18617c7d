import type { Day } from '#src/domain/calendar.ts'
import { correctionsOf } from '#src/domain/duty.ts'
import { readLine } from '#src/domain/entry-schema.ts'
import { logId } from '#src/domain/id.ts'
import { type RatingBody, readRating, tappedAt } from '#src/domain/rating-schema.ts'
import type { Trx } from '../deps.ts'
import { givenInHall } from './hall.ts'
import { type Duty, dutiesSince } from './read.ts'
import { decidedIn } from './told.ts'

/** A rating that a correction gave an officer, or one of the hall, `<log> <n>` its `name`; `over`: a later correction took it away again. */
export type Came = { name: string; day: Day; rating: RatingBody; over: boolean }

/** `since`: the closing that first knew of it. */
export type Given = Came & { since: number; position: number; turn: number }

/** What corrections and the hall made of an officer's ratings: `taken` are those of their duties that are others' now, as `<log> <n>`. */
export type Credited = { taken: ReadonlySet<string>; came: readonly Came[] }

/**
 * What the corrections up to that closing did to an officer's ratings, and what came by the hall. It stands in an order that only grows: by
 * the closing that first knew of both the rating and the correction, then as the ratings were received.
 */
export async function creditedTo(
  trx: Trx,
  { officer, unit }: { officer: string; unit: string },
  through: number,
): Promise<Credited> {
  const taken = new Set<string>()
  const came = await givenInHall(trx, { officer, unit }, through)
  for (const duty of await correctedDuties(trx, unit)) {
    const known = duty.corrections.filter(({ release }) => release <= through)
    if (duty.officer !== officer && !known.some((one) => one.officer === officer)) continue
    for (const { entry, rating, mark } of await ratingsIn(trx, duty, through)) {
      const at = mark.offset_ms === null ? null : tappedAt(entry, rating) + mark.offset_ms
      const own = correctionsOf(duty, known, { n: mark.n, officer: rating.officer, at })
      if (own.length > 0 && duty.officer === officer) taken.add(`${mark.log} ${mark.n}`)
      for (const [turn, one] of own.entries()) {
        if (one.officer !== officer) continue
        const since = Math.max(mark.release, one.release)
        const over = turn + 1 < own.length
        came.push({
          name: `${mark.log} ${mark.n}`,
          day: mark.day,
          rating,
          over,
          since,
          position: mark.position,
          turn,
        })
      }
    }
  }
  came.sort((a, b) => a.since - b.since || a.position - b.position || a.turn - b.turn)
  return { taken, came }
}

/** Those of a unit that were ever corrected: in most units none, and then nothing more is read. */
async function correctedDuties(trx: Trx, unit: string): Promise<Duty[]> {
  const said = await trx
    .selectFrom('duty_entry as d')
    .innerJoin('entry as e', (on) => on.onRef('e.log', '=', 'd.log').onRef('e.n', '=', 'd.n'))
    .select('e.line')
    .where('d.log', '=', logId(unit, 1))
    .execute()
  const entries = said.map(({ line }) => readLine(Buffer.from(line).toString()))
  if (!entries.some((entry) => entry && decidedIn(entry)?.kept === false)) return []
  return (await dutiesSince(trx, unit, 0)).filter(({ corrections }) => corrections.length > 0)
}

async function ratingsIn(trx: Trx, { log, n, until }: Duty, through: number) {
  const marks = await trx
    .selectFrom('receive_mark as m')
    .innerJoin('entry as e', (on) => on.onRef('e.log', '=', 'm.log').onRef('e.n', '=', 'm.n'))
    .selectAll('m')
    .select('e.line')
    .where('m.log', '=', log)
    .where('m.n', '>', n)
    .where('m.n', '<', until ?? Number.MAX_SAFE_INTEGER)
    .where('m.release', '<=', through)
    .orderBy('m.n')
    .execute()
  return marks.flatMap(({ line, ...mark }) => {
    const entry = readLine(Buffer.from(line).toString())
    const rating = entry && readRating(entry)
    return entry && rating ? [{ entry, rating, mark }] : []
  })
}
