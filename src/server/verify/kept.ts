import { halfDayOf } from '#src/domain/calendar.ts'
import { logId } from '#src/domain/id.ts'
import type { KnownKeys, Trx } from '../deps.ts'
import { checkKept, type Kept } from '../proof/kept.ts'
import type { Unit } from '../unit.ts'
import { keyInLog } from './closings.ts'
import type { Note } from './fault.ts'

type KeptCheck = {
  kept: readonly Kept[]
  units: readonly Unit[]
  keys: KnownKeys | undefined
  noteOf: (log: string, unit: string) => Note
}

/**
 * Each closing that was kept elsewhere stands in the database, under the same number and hash: names each that is missing or
 * another. What even the server's key cannot make good is found so. Throws UnusableClosings where the file is not of this
 * database.
 */
export async function verifyKept(trx: Trx, { kept, units, keys, noteOf }: KeptCheck): Promise<void> {
  const known = new Map<string, string | undefined>()
  for (const { id } of units) known.set(id, keys?.sign.key ?? (await keyInLog(trx, id)))
  checkKept(kept, (unit) => known.get(unit))
  for (const { unit, release, n, hash } of kept) {
    const note = noteOf(logId(unit, 1), unit)
    const { day, half } = halfDayOf(release)
    const closing = await trx
      .selectFrom('closing as c')
      .leftJoin('entry as e', (on) => on.onRef('e.log', '=', 'c.log').onRef('e.n', '=', 'c.n'))
      .select(['c.n', 'e.hash'])
      .where('c.unit', '=', unit)
      .where('c.release', '=', release)
      .executeTakeFirst()
    if (!closing) note('kept-missing', n, n, `${day} ${half}`)
    else if (closing.n !== n || closing.hash !== hash) note('kept-differs', n, n, `${day} ${half}`)
  }
}
