import { DAY_MS } from '#src/domain/calendar.ts'
import type { Deps, Trx } from './deps.ts'
import { type Patience, type Tries, waitFor, withFailure, withoutFailure } from './patience.ts'
import { type Refusal, refuse } from './problems.ts'
import { transact } from './transact.ts'

/** What is counted under one key of the table `attempt`. */
export type Limit = { key: string; patience: Patience }

/** Keys that begin so were made from an address: they stay for an hour, all others for a day. */
export const FROM = 'from:'
const HOUR_MS = 3_600_000

/**
 * Counts a try as a failure under each key before it is known to be one, so that a hundred at once are a hundred. `slow-down`
 * where one of the keys must wait: then the try is counted nowhere. Who names several keys names the most shared first, so
 * that no two wait for each other and a flood makes no rows of its own.
 */
export async function countTry(deps: Deps, limits: readonly Limit[]): Promise<Refusal | undefined> {
  await forgetOld(deps)
  return transact(deps, async (trx) => {
    const now = deps.now()
    const held: { limit: Limit; tries: Tries }[] = []
    for (const limit of limits) {
      const tries = await hold(trx, limit.key, now)
      const wait = waitFor(limit.patience, tries, now)
      if (wait > 0) return refuse('slow-down', { retryAfter: Math.ceil(wait / 1000) })
      held.push({ limit, tries })
    }
    for (const { limit, tries } of held) {
      const counted = withFailure(limit.patience, tries, now)
      await trx.updateTable('attempt').set(counted).where('key', '=', limit.key).execute()
    }
    return undefined
  })
}

/** The try was none of a guesser: it is taken back. */
export async function takeBack(trx: Trx, deps: Deps, limits: readonly Limit[]): Promise<void> {
  for (const { key, patience } of limits) {
    const left = withoutFailure(patience, await hold(trx, key, deps.now()))
    await (left
      ? trx.updateTable('attempt').set(left).where('key', '=', key).execute()
      : trx.deleteFrom('attempt').where('key', '=', key).execute())
  }
}

/** What was counted under that key is forgotten, whoever guessed. */
export async function forgetGuesses(trx: Trx, key: string): Promise<void> {
  await trx.deleteFrom('attempt').where('key', '=', key).execute()
}

/** Holds the row until the transaction ends. */
async function hold(trx: Trx, key: string, now: number): Promise<Tries> {
  const { failures, last_at } = await trx
    .insertInto('attempt')
    .values({ key, failures: 0, last_at: now })
    .onConflict((c) => c.column('key').doUpdateSet({ key }))
    .returning(['failures', 'last_at'])
    .executeTakeFirstOrThrow()
  return { failures: Number(failures), last_at: Number(last_at) }
}

/** A statement of its own: it holds no row while a try waits for one. */
async function forgetOld({ db, now }: Deps): Promise<void> {
  await db
    .deleteFrom('attempt')
    .where((row) =>
      row.or([
        row('last_at', '<', now() - DAY_MS),
        row.and([row('key', 'like', `${FROM}%`), row('last_at', '<', now() - HOUR_MS)]),
      ]),
    )
    .execute()
}
