import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { type Act, knows, may, mayPull, type Relation, type Role } from '#src/domain/access.ts'
import { senderOf } from '../address.ts'
import type { Deps, Trx } from '../deps.ts'
import { Refusal, refuse } from '../problems.ts'
import { bearerOf, countWrongToken, type Puller, pullerOf } from '../pulling.ts'
import { personOf, SESSION_COOKIE } from '../sessions.ts'
import { relationOf } from '../tree/relation.ts'

/**
 * `unit`: the one that the address names, and `home` that of who asks. `by`: the account, or the token that `puller` is; `self`: which of that
 * unit's officers that person is, or who gave the token.
 */
export type Asker = {
  unit: string
  home: string
  by: string
  self: string | null
  /** Undefined: a token asks. */
  role?: Role
  puller?: Puller
}

/** Who asks, where the table of access lets them; a unit of which they may know nothing is none. */
export async function allowed(trx: Trx, deps: Deps, c: Context, as: Act): Promise<Asker | Refusal> {
  const someone = await askerOf(trx, deps, c)
  if (someone instanceof Refusal) return someone
  const { mayDo, mayKnow, ...asker } = someone
  const unit = c.req.param('unit') ?? asker.home
  const relation = await relationOf(trx, deps, { home: asker.home, unit })
  if (relation === undefined || !mayKnow(relation)) return refuse('unknown-unit')
  if (!mayDo(as, relation)) return refuse('forbidden')
  return { ...asker, unit, self: relation === 'own' ? asker.self : null }
}

type Someone = Omit<Asker, 'unit'> & {
  mayDo: (as: Act, relation: Relation) => boolean
  mayKnow: (relation: Relation) => boolean
}

/** Where a token is sent it alone says who asks, whatever cookies came with it. */
async function askerOf(trx: Trx, deps: Deps, c: Context): Promise<Someone | Refusal> {
  const secret = bearerOf(c.req.header('Authorization'))
  if (secret !== undefined) {
    const puller = await pullerOf(trx, deps, secret)
    if (puller instanceof Refusal) return puller
    const { token: by, unit: home, reads, self } = puller
    const mayDo = (as: Act, relation: Relation) => mayPull(reads, as, relation)
    return { home, by, self, puller, mayDo, mayKnow: (relation) => relation === 'own' }
  }
  const person = await personOf(trx, deps, getCookie(c, SESSION_COOKIE))
  if (person instanceof Refusal) return person
  const { account: by, unit: home, role, officer: self } = person
  const mayDo = (as: Act, relation: Relation) => may(role, as, relation)
  // Of the own unit everybody knows that it is there.
  return { home, by, self, role, mayDo, mayKnow: (relation) => relation === 'own' || knows(role, relation) }
}

/** The answer, unless a wrong token asked too often from there: it counts once the transaction that refused it has ended. */
export async function counted<T>(deps: Deps, c: Context, result: T | Refusal): Promise<T | Refusal> {
  const isWrong = result instanceof Refusal && result.code === 'token-refused'
  return (isWrong && (await countWrongToken(deps, senderOf(c)))) || result
}
