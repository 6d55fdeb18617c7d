import { DAY_MS } from '#src/domain/calendar.ts'
import type { Deps, Trx } from './deps.ts'
import { type Refusal, refuse } from './problems.ts'

/** How many failures are free, and how the wait grows after them. Milliseconds. */
type Patience = { free: number; first: number; most: number }

/** A person mistypes a password; 200 guesses a day are what is left to a guesser. */
export const SIGN_IN: Patience = { free: 5, first: 30_000, most: 15 * 60_000 }

/** Shared by all who pair, since no address is kept; short, so that a stranger cannot shut honest tablets out for long. */
export const PAIRING: Patience = { free: 20, first: 1_000, most: 10_000 }

/** How long after the last failure the next try is answered. */
function waitAfter(failures: number, { free, first, most }: Patience): number {
  if (failures < free) return 0
  return Math.min(most, first * 2 ** Math.min(30, failures - free))
}

/** `slow-down` while the wait runs. Holds the row until the transaction ends, so that tries at once are counted one by one. */
export async function tooSoon(
  trx: Trx,
  deps: Deps,
  key: string,
  patience: Patience,
): Promise<Refusal | undefined> {
  const now = deps.now()
  const { failures, last_at } = await trx
    .insertInto('attempt')
    .values({ key, failures: 0, last_at: now })
    .onConflict((c) => c.column('key').doUpdateSet({ key }))
    .returning(['failures', 'last_at'])
    .executeTakeFirstOrThrow()
  // A clock that was set back must not lock anybody out for longer than the wait itself.
  const passed = now < Number(last_at) ? 0 : now - Number(last_at)
  const wait = passed > DAY_MS ? 0 : waitAfter(Number(failures), patience) - passed
  return wait > 0 ? refuse('slow-down', { retryAfter: Math.ceil(wait / 1000) }) : undefined
}

/** Counts one failure; forgets what is older than a day. */
export async function countFailure(trx: Trx, deps: Deps, key: string): Promise<void> {
  const now = deps.now()
  await trx
    .deleteFrom('attempt')
    .where('last_at', '<', now - DAY_MS)
    .execute()
  await trx
    .insertInto('attempt')
    .values({ key, failures: 1, last_at: now })
    .onConflict((c) =>
      c.column('key').doUpdateSet((e) => ({ failures: e('attempt.failures', '+', 1), last_at: now })),
    )
    .execute()
}

export async function forgive(trx: Trx, key: string): Promise<void> {
  await trx.deleteFrom('attempt').where('key', '=', key).execute()
}
