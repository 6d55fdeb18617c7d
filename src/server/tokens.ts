import { PULLS, type Pull } from '#src/domain/access.ts'
import { addDays, localTime } from '#src/domain/calendar.ts'
import type { Changed } from '#src/protocol/session.ts'
import {
  TOKEN_DAYS,
  TOKEN_PREFIX,
  type TokenForm,
  type TokenList,
  type TokenMade,
} from '#src/protocol/tokens.ts'
import type { Schema } from './db/schema.ts'
import { type Refusal, refuse } from './problems.ts'
import { sha256 } from './signature.ts'
import { type Acting, deed, mintId } from './units-change.ts'

/** Good ones of a unit: more than it has spreadsheets and systems that pull. */
const MOST = 20
/** So many of those that are good no more are still listed. */
const LISTED = 100
const SECRET_BYTES = 32

type Stored = Schema['token']

/** By what others pull from the unit. */
export async function tokenList(act: Pick<Acting, 'trx' | 'deps' | 'unit'>): Promise<TokenList> {
  const { trx, deps, unit } = act
  const tokens = await trx
    .selectFrom('token')
    .innerJoin('account', 'account.id', 'token.made_by')
    .selectAll('token')
    .select('account.name as by')
    .where('token.unit', '=', unit)
    .orderBy('token.made_at', 'desc')
    .orderBy('token.id')
    .limit(MOST + LISTED)
    .execute()
  return {
    tokens: tokens.map((token) => ({
      ...{ id: token.id, name: token.name, by: token.by, made: token.made_at, last: token.last_day },
      ...{ reads: pullsOf(token), state: tokenState(token, deps.now()), used: token.used_at },
    })),
  }
}

/** A new token, whose secret is answered once and kept by nobody but who asked. */
export async function makeToken(
  act: Acting & { by: string },
  { name, reads, last }: TokenForm,
): Promise<TokenMade | Refusal> {
  const { trx, deps, unit, by } = act
  const now = deps.now()
  const { day: today } = localTime(now)
  if (last < today) return refuse('invalid', { fields: { last: 'day-past' } })
  if (last > addDays(today, TOKEN_DAYS)) return refuse('invalid', { fields: { last: 'day-far' } })
  const good = await goodOnes(act, today)
  if (good.some((other) => sameName(other.name, name))) return refuse('taken', { fields: { name: 'taken' } })
  if (good.length >= MOST) return refuse('too-many')
  const id = await mintId(trx, deps, 'token')
  const secret = TOKEN_PREFIX + Buffer.from(deps.random(SECRET_BYTES)).toString('base64url')
  const given = PULLS.filter((pull) => reads.includes(pull)).join(' ')
  await trx
    .insertInto('token')
    .values({
      ...{ id, unit, hash: sha256(secret), name, reads: given, made_by: by, made_at: now, last_day: last },
      ...{ revoked_at: null, used_at: null, rows_day: null },
    })
    .execute()
  await deed(act, 'token-made', `${id} ${given} ${last}`)
  return { id, secret }
}

/** From the next request on it opens nothing, at every process. Safe to say twice. */
export async function revokeToken(act: Acting, id: string): Promise<Changed | Refusal> {
  const { trx, deps, unit } = act
  const ofUnit = await trx
    .selectFrom('token')
    .select('revoked_at')
    .where('id', '=', id)
    .where('unit', '=', unit)
    .executeTakeFirst()
  if (!ofUnit) return refuse('not-found')
  if (ofUnit.revoked_at !== null) return { id }
  await trx.updateTable('token').set({ revoked_at: deps.now() }).where('id', '=', id).execute()
  await deed(act, 'token-revoked', id)
  return { id }
}

/** Whether it is good at that instant, ms: neither revoked nor past its last day. */
export function tokenState(
  { revoked_at, last_day }: Pick<Stored, 'revoked_at' | 'last_day'>,
  now: number,
): TokenList['tokens'][number]['state'] {
  if (revoked_at !== null) return 'revoked'
  return localTime(now).day > last_day ? 'over' : 'open'
}

/** What it was given to read; what a newer program gave and this one does not know is nothing. */
export function pullsOf({ reads }: Pick<Stored, 'reads'>): Pull[] {
  const given = reads.split(' ')
  return PULLS.filter((pull) => given.includes(pull))
}

function goodOnes({ trx, unit }: Acting, today: string): Promise<{ name: string }[]> {
  return trx
    .selectFrom('token')
    .select('name')
    .where('unit', '=', unit)
    .where('revoked_at', 'is', null)
    .where('last_day', '>=', today)
    .execute()
}

/** Letters that look alike are alike, however they were typed. */
function sameName(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) => name.normalize('NFC').toLocaleLowerCase('vi'))
  return a === b
}
