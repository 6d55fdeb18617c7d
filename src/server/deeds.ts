import { addDays, instantOf } from '#src/domain/calendar.ts'
import { readLine } from '#src/domain/entry-schema.ts'
import { logId } from '#src/domain/id.ts'
import { Deed } from '#src/domain/kinds.ts'
import type { DeedList, DeedsQuery } from '#src/protocol/deeds.ts'
import type { Trx } from './deps.ts'
import { type NameAt, namesOf } from './names.ts'

/** So many deeds at a time, and so many entries are looked through for them: who looks for something rare asks on. */
const AT_ONCE = 100
const LOOKED_THROUGH = 2_000

type Listed = DeedList['deeds'][number]
type Found = Omit<Listed, 'by' | 'names'> & { by: string | null }

/** What people did in a unit, the newest first. An entry that is not one of this program's is left out: verify names it. */
export async function deedList(trx: Trx, unit: string, query: DeedsQuery): Promise<DeedList> {
  const before = query.before === undefined ? Number.MAX_SAFE_INTEGER : Number(query.before)
  const entries = await trx
    .selectFrom('entry')
    .select(['n', 'line'])
    .where('log', '=', logId(unit, 1))
    .where('n', '<', before)
    .orderBy('n', 'desc')
    .limit(LOOKED_THROUGH)
    .execute()
  const found = entries.map(deedIn).filter((deed) => deed !== undefined && isAsked(deed, query)) as Found[]
  const shown = found.slice(0, AT_ONCE)
  const last = found.length > AT_ONCE ? shown.at(-1)?.n : entries.at(LOOKED_THROUGH - 1)?.n
  return { deeds: await named(trx, unit, shown), next: last ?? null, people: await peopleOf(trx, unit) }
}

function deedIn({ n, line }: { n: number; line: Uint8Array }): Found | undefined {
  const entry = readLine(Buffer.from(line).toString())
  const { data } = Deed.safeParse(entry?.kind === 'deed' ? entry.body : undefined)
  return entry && data && { n, at: entry.at, by: data.by, deed: data.deed, of: data.of ?? '' }
}

function isAsked(found: Found, { by, deed, from, to }: DeedsQuery): boolean {
  const isTheirs = by === undefined || found.by === (by === 'operator' ? null : by)
  const isThen =
    (from === undefined || found.at >= instantOf(from)) &&
    (to === undefined || found.at < instantOf(addDays(to, 1)))
  return isTheirs && isThen && (deed === undefined || found.deed === deed)
}

/** Each with the names that its ids bore then. */
async function named(trx: Trx, unit: string, found: readonly Found[]): Promise<Listed[]> {
  const told = found.map(({ by, of }) => ({ by, ids: of.split(/[ .]/).filter(isId) }))
  const counterAt = await countersOf(trx, unit, [...new Set(told.flatMap(({ ids }) => ids))])
  const all = found.flatMap(({ n }, i) => [
    told[i]!.by ?? '',
    ...told[i]!.ids.map((id) => counterAt(id, n) ?? id),
  ])
  const nameAt = await namesOf(trx, unit, [...new Set(all)])
  return found.map(({ by, ...deed }, i) => ({
    ...deed,
    by: by === null ? null : { id: by, name: nameAt(by, deed.n) ?? '' },
    names: Object.fromEntries(
      told[i]!.ids.flatMap((id) => {
        const name = nameAt(counterAt(id, deed.n) ?? id, deed.n)
        return name === undefined ? [] : [[id, name]]
      }),
    ),
  }))
}

/** Of the tablets among those ids, at which counter each stood at an entry; undefined for what is no tablet. */
async function countersOf(trx: Trx, unit: string, ids: readonly string[]): Promise<NameAt> {
  if (ids.length === 0) return () => undefined
  const query = trx.selectFrom('device').select(['id', 'counter']).where('unit', '=', unit)
  const devices = new Map(
    (await query.where('id', 'in', ids).execute()).map(({ id, counter }) => [id, counter]),
  )
  const moved = await namesOf(trx, unit, [...devices.keys()])
  return (id, n) => (devices.has(id) ? (moved(id, n) ?? devices.get(id)) : undefined)
}

function isId(word: string): boolean {
  return /^[2-9a-z]{6,8}$/.test(word)
}

/** Accounts that ended are among them, and tokens, which people gave to programs. */
async function peopleOf(trx: Trx, unit: string): Promise<DeedList['people']> {
  const from = (table: 'account' | 'token') =>
    trx.selectFrom(table).select(['id', 'name']).where('unit', '=', unit).orderBy('id').execute()
  return [...(await from('account')), ...(await from('token'))]
}
