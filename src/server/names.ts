import { insertRows } from './db/insert.ts'
import type { Schema } from './db/schema.ts'
import type { Deps, Trx } from './deps.ts'

/** Of ids in the unit's log, which holds no names: what each was called at an entry, and undefined where it has no name. A tablet's name is its counter's id. */
export type NameAt = (id: string, n: number) => string | undefined

/** Writes down what those ids are called from that entry of the unit's log on, of which that is another name than before. */
export async function keepNames(
  { trx, deps, unit }: { trx: Trx; deps: Pick<Deps, 'dialect'>; unit: string },
  ids: readonly string[],
  n: number,
): Promise<void> {
  const last = await namesOf(trx, unit, ids)
  const news = [...(await namesNow(trx, unit, ids))].filter(([id, name]) => last(id, n) !== name)
  const rows = news.map(([id, name]) => ({ unit, id, n, name }))
  await insertRows({ trx, dialect: deps.dialect }, 'name_since', rows, { orIgnore: true })
}

/** Before the first name that is known, that one. */
export async function namesOf(trx: Trx, unit: string, ids: readonly string[]): Promise<NameAt> {
  const known = new Map<string, Schema['name_since'][]>()
  for (const row of ids.length > 0 ? await rowsOf(trx, unit, ids) : [])
    known.set(row.id, [...(known.get(row.id) ?? []), row])
  return (id, n) => {
    const rows = known.get(id) ?? []
    return (rows.findLast((row) => row.n <= n) ?? rows[0])?.name
  }
}

function rowsOf(trx: Trx, unit: string, ids: readonly string[]): Promise<Schema['name_since'][]> {
  return trx
    .selectFrom('name_since')
    .selectAll()
    .where('unit', '=', unit)
    .where('id', 'in', ids)
    .orderBy('n')
    .execute()
}

async function namesNow(trx: Trx, unit: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const named = async (table: 'account' | 'token' | 'officer') =>
    trx.selectFrom(table).select(['id', 'name']).where('unit', '=', unit).where('id', 'in', ids).execute()
  const counters = await trx
    .selectFrom('counter')
    .select(['id', 'label', 'name'])
    .where('unit', '=', unit)
    .where('id', 'in', ids)
    .execute()
  const devices = await trx
    .selectFrom('device')
    .select(['id', 'counter'])
    .where('unit', '=', unit)
    .where('id', 'in', ids)
    .execute()
  return new Map([
    ...devices.map(({ id, counter }) => [id, counter] as const),
    ...[...(await named('account')), ...(await named('token')), ...(await named('officer'))].map(
      ({ id, name }) => [id, name] as const,
    ),
    ...counters.map(({ id, label, name }) => [id, [label, name].filter(Boolean).join(' · ')] as const),
  ])
}
