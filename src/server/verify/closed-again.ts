import { Closings, type Rule } from '#src/domain/closings.ts'
import { readLine } from '#src/domain/entry-schema.ts'
import { firstRowGroups } from '#src/domain/first-row-groups.ts'
import { groupsToRelease } from '#src/domain/row-groups.ts'
import { secondRowGroups } from '#src/domain/second-row-groups.ts'
import type { Span } from '#src/domain/span.ts'
import { ClosedBody } from '../closed-entry.ts'
import type { Trx } from '../deps.ts'
import { ratingIn } from '../rows.ts'
import { FeedbackAgain } from './feedback.ts'
import { type Rating, ratingOf } from './ratings.ts'

type Going = { span: Span; rating: Rating }

/** What a closing releases; `hash` is the one of its entry, by which the order is drawn. */
export type ClosedAgain = { release: number; hash: string; rows: Going[]; feedback: Going[] }

/** The unit's closings once more, each with what it releases. `ratings`: all of the unit, in order of position. */
export async function* closedAgain(
  trx: Trx,
  unit: string,
  ratings: Iterable<Rating> | AsyncIterable<Rating> = ratingsOf(trx, unit),
): AsyncGenerator<ClosedAgain> {
  const closings = await closingsIn(trx, unit)
  const fold = new Closings<Rating>()
  const feedback = new FeedbackAgain<Rating>()
  let next = 0
  const close = (): ClosedAgain => {
    const { release, hash, rule } = closings[next++]!
    const groups = fold.close(release, rule)
    const rows = groups.flatMap(({ span, rows }) => rows.map((rating) => ({ span, rating })))
    const spans = new Map(rows.map(({ span, rating }) => [rating, span]))
    return { release, hash, rows, feedback: feedback.close(release, spans) }
  }
  for await (const rating of ratings) {
    while (next < closings.length && closings[next]!.release < rating.release) yield close()
    fold.receive(rating)
    feedback.receive(rating)
  }
  while (next < closings.length) yield close()
}

/** In order, each with the rule by which it says that it releases rows. */
async function closingsIn(trx: Trx, unit: string) {
  const closings = await trx
    .selectFrom('closing as c')
    .innerJoin('entry as e', (on) => on.onRef('e.log', '=', 'c.log').onRef('e.n', '=', 'c.n'))
    .select(['c.release', 'e.line', 'e.hash'])
    .where('c.unit', '=', unit)
    .orderBy('c.release')
    .execute()
  return closings.map(({ release, line, hash }) => {
    const said = ClosedBody.safeParse(readLine(Buffer.from(line).toString())?.body).data?.rows
    return { release, hash, rule: ruleOf(said) }
  })
}

function ruleOf(said: ClosedBody['rows']): Rule {
  return said === 3 ? groupsToRelease : said === 2 ? secondRowGroups : firstRowGroups
}

const PAGE = 1_000

/** In order of position. */
async function* ratingsOf(trx: Trx, unit: string): AsyncGenerator<Rating> {
  for (let after = -1; ; ) {
    const page = await trx
      .selectFrom('receive_mark as m')
      .innerJoin('entry as e', (on) => on.onRef('e.log', '=', 'm.log').onRef('e.n', '=', 'm.n'))
      .select(['m.log', 'm.n', 'm.position', 'm.day', 'm.hour', 'm.release', 'e.line'])
      .where('m.unit', '=', unit)
      .where('m.position', '>', after)
      .orderBy('m.position')
      .limit(PAGE)
      .execute()
    for (const { line, ...mark } of page) yield ratingOf(mark, ratingIn(line))
    const last = page.at(-1)
    if (!last) return
    after = last.position
  }
}
