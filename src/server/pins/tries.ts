import type { AnyEntry } from '#src/domain/entry-schema.ts'
import { PinFailure } from '#src/domain/kinds.ts'
import { areTooMany } from '#src/domain/pin.ts'
import { insertRows } from '../db/insert.ts'
import type { Schema } from '../db/schema.ts'
import type { Deps, Trx } from '../deps.ts'
import { bumpConfig } from '../device-config.ts'
import { deed } from '../units-change.ts'

/*
 * The tablets' wrong PINs, summed over a unit. Which officers are locked is no fold over the logs: it begins and ends with entries of
 * the unit's log, and what a head lifted stays lifted. So verify does not ask of it, rebuild leaves it as it is, and a backup holds it.
 * A server that was put back gets the tries after the backup once more, as it gets all entries; a lock that was lifted since may
 * come again, and one more lift ends it.
 */

type Try = Schema['pin_try']

/** The officer at whose PIN an entry says that there was a wrong try; undefined where it says nothing of the kind that can be read. */
export function triedOf({ v, kind, body }: AnyEntry): string | undefined {
  return v === 1 && kind === 'pin' ? PinFailure.safeParse(body).data?.officer : undefined
}

/** Locks the PINs at which there were too many wrong tries. One at another unit's officer, or at nobody's, is nothing. The caller holds the unit's lock. */
export async function countTries(
  trx: Trx,
  deps: Deps,
  { unit, tries }: { unit: string; tries: readonly Try[] },
): Promise<void> {
  if (tries.length === 0) return
  const pins = await trx
    .selectFrom('officer_pin as p')
    .innerJoin('officer', 'officer.id', 'p.officer')
    .where('officer.unit', '=', unit)
    .where('p.officer', 'in', [...new Set(tries.map(({ officer }) => officer))])
    .where('p.locked_at', 'is', null)
    .select(['p.officer', 'p.tries_from'])
    .orderBy('p.officer')
    .execute()
  for (const { officer, tries_from } of pins) {
    const fresh = tries.filter((one) => one.officer === officer && one.at >= tries_from)
    await insertRows({ trx, dialect: deps.dialect }, 'pin_try', fresh)
    if (areTooMany(await triesAt(trx, officer))) await lock(trx, deps, { unit, officer })
  }
}

async function triesAt(trx: Trx, officer: string): Promise<number[]> {
  const tries = await trx.selectFrom('pin_try').select('at').where('officer', '=', officer).execute()
  return tries.map(({ at }) => at)
}

/** A link that was given before is void too: only who is let in anew sets another PIN. */
async function lock(
  trx: Trx,
  deps: Deps,
  { unit, officer }: { unit: string; officer: string },
): Promise<void> {
  await trx.updateTable('officer_pin').set({ locked_at: deps.now() }).where('officer', '=', officer).execute()
  await trx.deleteFrom('pin_link').where('officer', '=', officer).execute()
  await bumpConfig(trx, unit)
  await deed({ trx, deps, unit, by: null }, 'pin-locked', officer)
}
