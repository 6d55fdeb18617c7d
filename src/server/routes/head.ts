import type { Context, Handler } from 'hono'
import type * as z from 'zod/mini'
import { type Act, may, type Role } from '#src/domain/access.ts'
import { DeviceId, Id } from '#src/domain/id-schema.ts'
import { confine } from '../db/confine.ts'
import type { Deps, Trx } from '../deps.ts'
import { Refusal, refuse } from '../problems.ts'
import { noteUse, type Puller } from '../pulling.ts'
import { snapshot, transact } from '../transact.ts'
import { unitsBelow, unitsLeft } from '../tree/below.ts'
import { lockTree, lockUnit } from '../unit.ts'
import type { Acting } from '../units-change.ts'
import { type Asker, allowed, counted } from './allowed.ts'
import { answer } from './answer.ts'
import { crossSite } from './cross-site.ts'
import { readForm, readQuery } from './read.ts'

/** `unit`: the one that the address names, and `home` that of who asks; `by`: an account, or the token that `puller` is; `self`: which of the unit's officers who asks is, of whose duty they read no more than an officer does. */
export type HeadAct = Acting & {
  home: string
  by: string
  self: string | null
  role: Role | undefined
  puller: Puller | undefined
  c: Context
}
type Result = Refusal | Response | object

/** What of the unit a route is about, by the table of access, and the form or query that it takes; a form of at most `max` bytes. */
type Asks<F> = { as: Act; takes: z.ZodMiniType<F>; max?: number }

/** Changes something of their own unit by that form. */
export function withForm<F>(
  deps: Deps,
  { as, takes, max }: Asks<F>,
  act: (act: HeadAct, form: F) => Promise<Result>,
): Handler {
  return route(deps, { ...change, as }, (c) => readForm(c, takes, max), act)
}

/**
 * Changes something by a form whose secrets are first stretched: that takes long, so it is done for nobody who may not do this,
 * and holds no transaction.
 */
export function withSecret<F, P extends object>(
  deps: Deps,
  { as, takes }: Asks<F>,
  stretch: (form: F) => Promise<P | Refusal>,
  act: (act: HeadAct, prepared: P) => Promise<Result>,
): Handler {
  const read = async (c: Context): Promise<P | Refusal> => {
    const form = await readForm(c, takes)
    if (form instanceof Refusal) return form
    const asker = await snapshot(deps, (trx) => allowed(trx, deps, c, as))
    return asker instanceof Refusal ? asker : stretch(form)
  }
  return route(deps, { ...change, as }, read, act)
}

/** Changes something that its address names. */
export function withAddress(deps: Deps, as: Act, act: (act: HeadAct) => Promise<Result>): Handler {
  return route(deps, { ...change, as }, async () => true, act)
}

/** Opens what a query asks for, and writes down that it was opened. */
export function opened<F>(
  deps: Deps,
  { as, takes }: Asks<F>,
  act: (act: HeadAct, query: F) => Promise<Result>,
): Handler {
  return route(deps, { ...change, as }, async (c) => readQuery(c, takes), act)
}

/** Reads what a query asks for, all at one moment, and writes nothing. */
export function looked<F>(
  deps: Deps,
  { as, takes }: Asks<F>,
  act: (act: HeadAct, query: F) => Promise<Result>,
): Handler {
  return route(deps, { ...look, as }, async (c) => readQuery(c, takes), act)
}

/** One route for a look and for a file to take away, which is written down: the query's `format` says which. */
export function whereExported(format: string, exported: Handler, shown: Handler): Handler {
  return (c, next) => (c.req.query('format') === format ? exported(c, next) : shown(c, next))
}

type Way = {
  begin: typeof transact
  prepare: (trx: Trx, deps: Deps, at: { unit: string; as: Act }) => Promise<unknown>
}

const SHAPING: readonly Act[] = ['found', 'tree', 'place']

/** The unit's row comes first in every act that writes, as in ingest: so no two wait for each other. */
const change: Way = {
  begin: transact,
  prepare: async (trx, deps, { unit, as }) => {
    if (SHAPING.includes(as)) await lockTree(trx, deps)
    await lockUnit(trx, deps, unit)
  },
}
const look: Way = { begin: snapshot, prepare: async () => undefined }

/**
 * One request, one transaction, answered after the commit. Who asks is known before anything else is said, and another's unit
 * is answered like one that does not exist.
 */
function route<I>(
  deps: Deps,
  { begin, prepare, as }: Way & { as: Act },
  read: (c: Context) => Promise<I | Refusal>,
  act: (act: HeadAct, input: I) => Promise<Result>,
): Handler {
  return async (c) => {
    const foreign = crossSite(c.req.raw, deps.publicUrl)
    if (foreign) return answer(foreign)
    const input = await read(c)
    let puller: Puller | undefined
    const result = await begin(deps, async (trx: Trx): Promise<Result> => {
      const asker = await allowed(trx, deps, c, as)
      if (asker instanceof Refusal) return asker
      const { unit, home, by, self, role } = asker
      puller = asker.puller
      if (!isId(c.req.param('id'))) return refuse('not-found')
      if (input instanceof Refusal) return input
      await confineTo(trx, deps, asker, as)
      await prepare(trx, deps, { unit, as })
      return act({ deps, trx, unit, home, by, self, role, puller, c }, input)
    })
    if (puller) await noteUse(deps, puller)
    return answer(await counted(deps, c, result))
  }
}

/** What is of more than one unit: what shapes the tree, and a look at the machine. */
const WIDE: readonly Act[] = [...SHAPING, 'machine']

async function confineTo(trx: Trx, { dialect }: Deps, { unit, home, role }: Asker, as: Act): Promise<void> {
  if (WIDE.includes(as)) return
  const reads = as === 'below' || (as === 'urgent' && role !== undefined && may(role, 'below'))
  const below = reads ? [...(await unitsBelow(trx, unit)), ...(await unitsLeft(trx, unit))] : []
  await confine(trx, dialect, [...new Set([unit, home, ...below.map(({ id }) => id)])])
}

/** What is no id is asked of no database: PostgreSQL refuses some bytes altogether. */
function isId(id: string | undefined): boolean {
  return id === undefined || Id.safeParse(id).success || DeviceId.safeParse(id).success
}
