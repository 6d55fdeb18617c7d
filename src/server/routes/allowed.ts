import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { type Act, may, mayPull } from '#src/domain/access.ts'
import { senderOf } from '../address.ts'
import type { Deps, Trx } from '../deps.ts'
import { Refusal, refuse } from '../problems.ts'
import { bearerOf, countWrongToken, type Puller, pullerOf } from '../pulling.ts'
import { personOf, SESSION_COOKIE } from '../sessions.ts'

/** `by`: the account, or the token that `puller` is; `self`: which of the unit's officers that person is, or who gave the token. */
type Asker = { unit: string; by: string; self: string | null; puller?: Puller; isAllowed: boolean }

/** Who asks, where the table of access lets them; another's unit is none. */
export async function allowed(trx: Trx, deps: Deps, c: Context, as: Act): Promise<Asker | Refusal> {
  const asker = await askerOf(trx, deps, c, as)
  if (asker instanceof Refusal) return asker
  if ((c.req.param('unit') ?? asker.unit) !== asker.unit) return refuse('unknown-unit')
  return asker.isAllowed ? asker : refuse('forbidden')
}

/** Where a token is sent it alone says who asks, whatever cookies came with it. */
async function askerOf(trx: Trx, deps: Deps, c: Context, as: Act): Promise<Asker | Refusal> {
  const secret = bearerOf(c.req.header('Authorization'))
  if (secret !== undefined) {
    const puller = await pullerOf(trx, deps, secret)
    if (puller instanceof Refusal) return puller
    const { token: by, unit, reads, self } = puller
    return { unit, by, self, puller, isAllowed: mayPull(reads, as) }
  }
  const person = await personOf(trx, deps, getCookie(c, SESSION_COOKIE))
  if (person instanceof Refusal) return person
  const { account: by, unit, role, officer: self } = person
  return { unit, by, self, isAllowed: may(role, as) }
}

/** The answer, unless a wrong token asked too often from there: it counts once the transaction that refused it has ended. */
export async function counted<T>(deps: Deps, c: Context, result: T | Refusal): Promise<T | Refusal> {
  const isWrong = result instanceof Refusal && result.code === 'token-refused'
  return (isWrong && (await countWrongToken(deps, senderOf(c)))) || result
}
