import type { RatingBody } from '#src/domain/rating-schema.ts'
import type { Trx } from './deps.ts'

/** What stands beside a released row, null where the rating was not released, and where the rating is. */
export type Beside = { log: string; n: number; counter: string | null; score: number | null }

/**
 * Sets beside a released row the counter and score that its entry says; answers whether they were different. What went out
 * when, and in which span, is left: it was seen.
 */
export async function rebuildRow(
  trx: Trx,
  { log, n, counter, score }: Beside,
  right: Pick<RatingBody, 'counter' | 'score'>,
): Promise<boolean> {
  if (score === null || (right.counter === counter && right.score === score)) return false
  await trx
    .updateTable('released')
    .set({ counter: right.counter, score: right.score })
    .where('kind', '=', 'row')
    .where('log', '=', log)
    .where('n', '=', n)
    .execute()
  return true
}
