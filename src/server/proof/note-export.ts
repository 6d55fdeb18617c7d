import type { Opened } from '../db/open.ts'
import type { Deps, ServerKeys } from '../deps.ts'
import { noteDeed } from '../note-deed.ts'
import { refuseUnknown } from './export.ts'

/** As long as a deed may say of what it was done to. */
export const MAX_REASON = 80

const NO_KEYS =
  'That an export was made is an entry of the unit’s log, which the server signs: the key file is needed and is not here.'

type Noting = { unit: string | undefined; reason: string; now: Deps['now'] }

/**
 * Writes into the log of that unit, or of all, that an export is made and why, before anything is read for it. Answers the
 * server's public key. Throws a sentence where the key file is not here, or no such unit.
 */
export async function noteExport(
  { db, dialect, keys }: Opened & { keys?: ServerKeys },
  { unit, reason, now }: Noting,
): Promise<string> {
  if (!keys) throw new Error(NO_KEYS)
  await db.transaction().execute(async (trx) => {
    if (unit !== undefined) await refuseUnknown(trx, unit)
    const units = unit === undefined ? {} : { units: [unit] }
    await noteDeed(trx, { dialect, keys }, { deed: 'log-exported', of: reason, now, ...units })
  })
  return keys.sign.key
}
