import type { Pull } from '#src/domain/access.ts'
import { localTime } from '#src/domain/calendar.ts'
import { TokenSecret } from '#src/protocol/tokens.ts'
import { countTry } from './attempts.ts'
import type { Deps, Trx } from './deps.ts'
import { tokenLimits } from './guessing.ts'
import { type Refusal, refuse } from './problems.ts'
import { sha256 } from './signature.ts'
import { pullsOf, tokenState } from './tokens.ts'
import { type Acting, deed } from './units-change.ts'

const HOUR_MS = 3_600_000

/** A good token: of which unit, what it may read, when it was last used, ms, to the hour; `self`: which of the unit's officers gave it. */
export type Puller = {
  token: string
  unit: string
  reads: readonly Pull[]
  used: number | null
  self: string | null
}

/**
 * What the header `Authorization` holds behind `Bearer`, whatever that is; undefined where there is no such header, or one of another
 * kind, as a proxy in between may want one.
 */
export function bearerOf(authorization: string | undefined): string | undefined {
  const found = /^Bearer(?: +(.*))?$/i.exec(authorization?.trim() ?? '')
  return found ? (found[1] ?? '') : undefined
}

/**
 * Whose secret it is, or `token-refused`, in the same words whether it is wrong, revoked or past. It is looked for by its hash,
 * so the time that it takes tells nothing of it.
 */
export async function pullerOf(trx: Trx, deps: Deps, secret: string): Promise<Puller | Refusal> {
  if (!TokenSecret.safeParse(secret).success) return refuse('token-refused')
  const found = await trx
    .selectFrom('token')
    .innerJoin('account', 'account.id', 'token.made_by')
    .selectAll('token')
    .select('account.officer as self')
    .where('hash', '=', sha256(secret))
    .executeTakeFirst()
  if (!found || tokenState(found, deps.now()) !== 'open') return refuse('token-refused')
  const { id: token, unit, used_at: used, self } = found
  return { token, unit, reads: pullsOf(found), used, self }
}

/** Counts a wrong token; `slow-down` where there were too many of them. */
export function countWrongToken(deps: Deps, address: string): Promise<Refusal | undefined> {
  return countTry(deps, tokenLimits(deps, address))
}

/** A spreadsheet may pull each minute: that a token is used is written once an hour, and outside of what it reads. */
export async function noteUse(deps: Deps, { token, used }: Puller): Promise<void> {
  const hour = Math.floor(deps.now() / HOUR_MS) * HOUR_MS
  if (used === hour) return
  await deps.db.updateTable('token').set({ used_at: hour }).where('id', '=', token).execute()
}

/** That a token opens rows is an entry of the unit's log, once a local day: else a program that pulls each minute would fill it. */
export async function noteRows(act: Acting, { token }: Puller): Promise<void> {
  const { trx, deps } = act
  const { day } = localTime(deps.now())
  const { numUpdatedRows } = await trx
    .updateTable('token')
    .set({ rows_day: day })
    .where('id', '=', token)
    .where((row) => row.or([row('rows_day', 'is', null), row('rows_day', '!=', day)]))
    .executeTakeFirst()
  if (numUpdatedRows > 0n) await deed(act, 'rows-pulled', token)
}
