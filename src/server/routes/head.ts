import type { Context, Handler } from 'hono'
import { getCookie } from 'hono/cookie'
import type * as z from 'zod/mini'
import { DeviceId, Id } from '#src/domain/id-schema.ts'
import type { Deps, Trx } from '../deps.ts'
import { Refusal, refuse } from '../problems.ts'
import { type Person, personOf, SESSION_COOKIE } from '../sessions.ts'
import { snapshot, transact } from '../transact.ts'
import { lockUnit } from '../unit.ts'
import type { Acting } from '../units-change.ts'
import { answer } from './answer.ts'
import { crossSite } from './cross-site.ts'
import { readForm, readQuery } from './read.ts'

export type HeadAct = Acting & { person: Person; c: Context }
type Result = Refusal | Response | object

/** Changes something of a head's own unit by that form. */
export function withForm<F>(
  deps: Deps,
  schema: z.ZodMiniType<F>,
  act: (act: HeadAct, form: F) => Promise<Result>,
): Handler {
  return route(deps, change, (c) => readForm(c, schema), act)
}

/** Changes something that its address names. */
export function withAddress(deps: Deps, act: (act: HeadAct) => Promise<Result>): Handler {
  return route(deps, change, async () => true, act)
}

/** Opens what a query asks for, and writes down that it was opened. */
export function opened<F>(
  deps: Deps,
  schema: z.ZodMiniType<F>,
  act: (act: HeadAct, query: F) => Promise<Result>,
): Handler {
  return route(deps, change, async (c) => readQuery(c, schema), act)
}

/** Reads what a query asks for, all at one moment, and writes nothing. */
export function looked<F>(
  deps: Deps,
  schema: z.ZodMiniType<F>,
  act: (act: HeadAct, query: F) => Promise<Result>,
): Handler {
  return route(deps, look, async (c) => readQuery(c, schema), act)
}

type Way = { begin: typeof transact; prepare: (trx: Trx, deps: Deps, unit: string) => Promise<unknown> }

/** The unit's row comes first in every act that writes, as in ingest: so no two wait for each other. */
const change: Way = { begin: transact, prepare: lockUnit }
const look: Way = { begin: snapshot, prepare: async () => undefined }

/**
 * One request, one transaction, answered after the commit. Who asks is known before anything else is said, and another's unit
 * is answered like one that does not exist.
 */
function route<I>(
  deps: Deps,
  { begin, prepare }: Way,
  read: (c: Context) => Promise<I | Refusal>,
  act: (act: HeadAct, input: I) => Promise<Result>,
): Handler {
  return async (c) => {
    const foreign = crossSite(c.req.raw, deps.publicUrl)
    if (foreign) return answer(foreign)
    const input = await read(c)
    const result = await begin(deps, async (trx: Trx): Promise<Result> => {
      const person = await personOf(trx, deps, getCookie(c, SESSION_COOKIE))
      if (person instanceof Refusal) return person
      const unit = c.req.param('unit') ?? person.unit
      if (unit !== person.unit) return refuse('unknown-unit')
      if (!isId(c.req.param('id'))) return refuse('not-found')
      if (input instanceof Refusal) return input
      await prepare(trx, deps, unit)
      return act({ deps, trx, unit, by: person.account, person, c }, input)
    })
    return answer(result)
  }
}

/** What is no id is asked of no database: PostgreSQL refuses some bytes altogether. */
function isId(id: string | undefined): boolean {
  return id === undefined || Id.safeParse(id).success || DeviceId.safeParse(id).success
}
