import { sql } from 'kysely'
import type { Trx } from './deps.ts'
import { ratingIn } from './rows.ts'

const PAGE = 1_000

/**
 * Sets beside each released row the counter and score that its entry says; answers how many were different. What went out
 * when, and in which span, is left: it was seen.
 */
export async function rebuildRows(trx: Trx, unit: string): Promise<number> {
  let changed = 0
  for (let after = { log: '', n: 0 }; ; ) {
    const page = await pageOf(trx, unit, after)
    for (const { log, n, counter, score, line } of page) {
      const right = ratingIn(line)
      if (right.counter === counter && right.score === score) continue
      await trx
        .updateTable('released')
        .set({ counter: right.counter, score: right.score })
        .where('kind', '=', 'row')
        .where('log', '=', log)
        .where('n', '=', n)
        .execute()
      changed += 1
    }
    const last = page.at(-1)
    if (!last) return changed
    after = last
  }
}

/** Along the logs: in the order in which rows went out, which is drawn, each entry would be searched for in another page. */
function pageOf(trx: Trx, unit: string, after: { log: string; n: number }) {
  return trx
    .selectFrom('released as r')
    .innerJoin('entry as e', (on) => on.onRef('e.log', '=', 'r.log').onRef('e.n', '=', 'r.n'))
    .select(['r.log', 'r.n', 'r.counter', 'r.score', 'e.line'])
    .where('r.unit', '=', unit)
    .where('r.kind', '=', 'row')
    .where(sql<boolean>`(r.log, r.n) > (${after.log}, ${after.n})`)
    .orderBy('r.log')
    .orderBy('r.n')
    .limit(PAGE)
    .execute()
}
