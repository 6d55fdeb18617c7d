import { sql } from 'kysely'
import * as z from 'zod'
import type { VerifiedView } from '#src/protocol/machine.ts'
import { isOverdue } from '../backup/nightly.ts'
import type { Database, Deps, Trx } from '../deps.ts'
import { FAULTS, type Fault, type FaultKind, sentence } from './fault.ts'
import type { Verification } from './verify.ts'

/** So many faults of a unit are named; a log that was torn out has thousands. */
const NAMED = 50
/** What tablets did and the server has written down as such: named with the tablet all the time, and no news of a night. */
const NAMED_ELSEWHERE: ReadonlySet<FaultKind> = new Set(['hole', 'branch'])

const Kept = z.array(
  z.object({
    kind: z.custom<FaultKind>((kind) => typeof kind === 'string' && kind in FAULTS),
    unit: z.string(),
    device: z.nullable(z.string()),
    log: z.string(),
    from: z.int(),
    to: z.int(),
  }),
)

/** Keeps what was found in that epoch at that moment (ms), of each unit its own, in place of what was found before. */
export async function keepVerified(
  db: Database,
  { ends, faults }: Pick<Verification, 'ends' | 'faults'>,
  { at, epoch }: { at: number; epoch: string },
): Promise<void> {
  const devices = await db.selectFrom('device').select(['id', 'unit']).execute()
  const units = await db.selectFrom('unit').select('id').execute()
  const isUnit = (id: string | undefined) => units.some((unit) => unit.id === id)
  const ownerOf = ({ unit, device }: Fault) =>
    isUnit(unit) ? unit : devices.find(({ id }) => id === device)?.unit
  const news = faults.filter(({ kind }) => !NAMED_ELSEWHERE.has(kind))
  await db.transaction().execute(async (trx) => {
    for (const { unit, n, hash } of ends) {
      // What belongs to nobody on record concerns everybody.
      const own = news.filter((fault) => [unit, undefined].includes(ownerOf(fault)))
      const named = firstOfEach(own)
        .slice(0, NAMED)
        .map(({ detail: _, ...fault }) => fault)
      const found = { at, epoch, n, hash, count: own.length, faults: JSON.stringify(named) }
      await trx
        .insertInto('verified')
        .values({ unit, ...found })
        .onConflict((known) => known.column('unit').doUpdateSet(found))
        .execute()
    }
  })
}

/** One of each tablet, then the others: of every tablet that is not whole it is said. */
function firstOfEach(faults: readonly Fault[]): Fault[] {
  const firsts = faults.filter(({ device }, i) => faults.findIndex((one) => one.device === device) === i)
  return [...firsts, ...faults.filter((fault) => !firsts.includes(fault))]
}

/** When the logs of this epoch were last read, ms; undefined: never, or at a time that is yet to come. */
export async function lastVerified(db: Database, { epoch, now }: Pick<Deps, 'epoch' | 'now'>) {
  const { at } = await db
    .selectFrom('verified')
    .select((e) => e.fn.max<number | string | null>('at').as('at'))
    .where('epoch', '=', epoch)
    .where('at', '<=', now())
    .executeTakeFirstOrThrow()
  return at === null ? undefined : Number(at)
}

/** How many faults are kept of all units, and those that are named. */
export async function keptFaults(db: Database): Promise<{ count: number; faults: Fault[] }> {
  const rows = await db.selectFrom('verified').select(['count', 'faults']).orderBy('unit').execute()
  return {
    count: rows.reduce((sum, { count }) => sum + count, 0),
    faults: rows.flatMap(({ faults }) => Kept.parse(JSON.parse(faults))),
  }
}

/** What a head reads of it. No detail: a tally's key names officers and hours. */
export async function verifiedView(
  trx: Trx,
  { epoch, now }: Pick<Deps, 'epoch' | 'now'>,
  unit: string,
): Promise<VerifiedView> {
  const kept = await trx
    .selectFrom('verified')
    .selectAll()
    .where('unit', '=', unit)
    .where('epoch', '=', epoch)
    .executeTakeFirst()
  const isLate = isOverdue(now(), kept?.at, await since(trx, unit))
  if (!kept) return { state: isLate ? 'overdue' : 'waiting', at: null, n: null, count: 0, faults: [] }
  const { at, n, count } = kept
  const faults = Kept.parse(JSON.parse(kept.faults)).map((fault) => ({
    device: fault.device,
    ...sentence(fault),
  }))
  return { state: count > 0 ? 'faults' : isLate ? 'overdue' : 'whole', at, n, count, faults }
}

/** Since when it could have been read: the unit is there, and the tables are as they are now, or were restored. */
async function since(trx: Trx, unit: string): Promise<number> {
  const { rows } = await sql<{ at: number | string | null }>`
    select max(at) as at from (
      select max(at) as at from migration
      union all select min(created_at) as at from account where unit = ${unit}
    ) as both_times`.execute(trx)
  return Number(rows[0]?.at ?? 0)
}
