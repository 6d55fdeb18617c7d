import { may } from '#src/domain/access.ts'
import { addDays, type Day, localTime } from '#src/domain/calendar.ts'
import { questionnaire } from '#src/domain/conduct.ts'
import { reasonsOf } from '#src/domain/rating-schema.ts'
import { URGENT_DAYS, type UrgentList } from '#src/protocol/urgent.ts'
import type { Schema } from './db/schema.ts'
import type { Trx } from './deps.ts'
import { settingsOf } from './device-config.ts'
import { commentOf, URGENT } from './feedback.ts'
import { ownRatings } from './own-duty.ts'
import type { HeadAct } from './routes/head.ts'
import { ratingIn } from './rows.ts'
import { unitsBelow, unitsLeft } from './tree/below.ts'
import { daysBelow, type Stretch } from './tree/parents.ts'
import { nameThere } from './tree/there.ts'
import { presentTime } from './trusted-time.ts'
import { deed } from './units-change.ts'

/** `days`: those of which who asks is told; undefined: all. */
type Unit = { id: string; name: string; days?: readonly Stretch[] }
type Item = UrgentList['items'][number]
type Reading = Pick<HeadAct, 'trx' | 'deps' | 'unit' | 'by' | 'self' | 'role' | 'home'>

/**
 * The urgent matters that who asks receives. That they were opened is an entry of the log of each unit whose they are. An officer who may read
 * them never reads one that is about themselves.
 */
export async function urgentList(act: Reading): Promise<UrgentList> {
  const { trx, deps } = act
  const units = await receivedFrom(act)
  const today = localTime(await presentTime(trx, deps)).day
  const items: Item[] = []
  for (const unit of units ?? []) {
    const own = await itemsOf(act, unit, addDays(today, -URGENT_DAYS))
    items.push(...own)
    if (own.length > 0) await noteOpened(act, unit, own.length)
  }
  items.sort((a, b) => keyOf(b).localeCompare(keyOf(a)))
  return { receives: units !== undefined, items }
}

function keyOf({ day, half }: Item): string {
  return `${day} ${half}`
}

/** How many of that unit came in since that day, but for those about that officer: more than this nobody is told without opening them. */
export async function countUrgent(
  trx: Trx,
  { unit, self }: Pick<Reading, 'unit' | 'self'>,
  since: Day,
): Promise<number> {
  return (await othersOf(trx, { unit, self }, since)).length
}

/** Whether that account is one whom its unit names. */
export async function isNamed(trx: Trx, unit: string, account: string): Promise<boolean> {
  return (await settingsOf(trx, unit)).urgent.includes(account)
}

/** Of which units who asks receives them; undefined: of none. */
async function receivedFrom({ trx, unit, by, role }: Reading): Promise<readonly Unit[] | undefined> {
  if (role && may(role, 'below')) return unitsOnceBelow(trx, unit)
  if (!(await isNamed(trx, unit, by))) return undefined
  return trx.selectFrom('unit').select(['id', 'name']).where('id', '=', unit).execute()
}

/** A unit that went elsewhere tells of the days before, and one that came of those since. */
async function unitsOnceBelow(trx: Trx, top: string): Promise<Unit[]> {
  const units: Unit[] = [...(await unitsLeft(trx, top))]
  for (const { id, name } of await unitsBelow(trx, top))
    units.push({ id, name, days: await daysBelow(trx, id, top) })
  return units
}

async function itemsOf(act: Reading, { id, name, days }: Unit, since: Day): Promise<Item[]> {
  const { trx, deps } = act
  const isOwnUnit = id === act.unit
  const labels = new Map(
    (await trx.selectFrom('counter').select(['id', 'label']).where('unit', '=', id).execute()).map(
      (counter) => [counter.id, counter.label],
    ),
  )
  const told = await othersOf(trx, { unit: id, self: isOwnUnit ? act.self : null }, since)
  const isTold = ({ day }: Told) => !days || days.some(({ from, to }) => from <= day && day <= to)
  return told.filter(isTold).map(({ rating, sealed, day, hour }) => {
    const q = questionnaire(rating.q)
    const read = commentOf(deps, rating.comment?.[1], sealed)
    const unread = { comment: null, sealed: false, altered: false }
    return {
      unit: { id, name },
      counter: labels.get(rating.counter) ?? '',
      reasons: q ? [...reasonsOf(rating, q)] : [],
      ...(isOwnUnit ? read : unread),
      kept: !isOwnUnit && rating.comment !== undefined,
      day,
      half: hour < 12 ? ('am' as const) : ('pm' as const),
    }
  })
}

/** Those that are not about that officer; null: all. */
async function othersOf(
  trx: Trx,
  { unit, self }: Pick<Reading, 'unit' | 'self'>,
  since: Day,
): Promise<Told[]> {
  const isOwn = await ownRatings(trx, unit, self)
  const told = await ratingsOf(trx, unit, since)
  return told.filter(({ log, n, rating: { officer } }) => !isOwn({ name: `${log} ${n}`, officer }))
}

type Told = Pick<Schema['receive_mark'], 'log' | 'n' | 'day' | 'hour'> & {
  rating: ReturnType<typeof ratingIn>
  sealed: Uint8Array | null
}

/** By the tallies, which say in which hours of which log there is one. Within a half day in the order of their hashes, which is none. */
async function ratingsOf(trx: Trx, unit: string, since: Day): Promise<Told[]> {
  const hours = await trx
    .selectFrom('tally')
    .select(['log', 'day', 'hour', 'release'])
    .distinct()
    .where('unit', '=', unit)
    .where('day', '>=', since)
    .where(`why_${URGENT}`, '>', 0)
    .execute()
  const told: Told[] = []
  for (const { log, day, hour, release } of hours) {
    const rows = await trx
      .selectFrom('receive_mark as m')
      .innerJoin('entry as e', (on) => on.onRef('e.log', '=', 'm.log').onRef('e.n', '=', 'm.n'))
      .leftJoin('sealed as s', (on) => on.onRef('s.log', '=', 'm.log').onRef('s.n', '=', 'm.n'))
      .select(['m.log', 'm.n', 'm.day', 'm.hour', 'e.line', 's.sealed'])
      .where('m.log', '=', log)
      .where('m.day', '=', day)
      .where('m.hour', '=', hour)
      .where('m.release', '=', release)
      .orderBy('e.hash')
      .execute()
    for (const { line, ...row } of rows) {
      const rating = ratingIn(line)
      const q = questionnaire(rating.q)
      if (q && reasonsOf(rating, q).includes(URGENT)) told.push({ ...row, rating })
    }
  }
  return told
}

async function noteOpened(act: Reading, { id }: Unit, count: number): Promise<void> {
  const there = { ...act, unit: id }
  const n = await deed(there, 'urgent-opened', String(count))
  if (id !== act.home) await nameThere(there, n, [act.by])
}
