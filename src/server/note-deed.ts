import type { DeedKind } from '#src/protocol/deeds.ts'
import type { Opened } from './db/open.ts'
import type { Deps, Trx } from './deps.ts'
import { appendUnitEntry } from './unit-log.ts'

type Noting = { deed: DeedKind; of: string; now: Deps['now']; units?: readonly string[] }

/** Writes into the log of all units, or of those, what was done in the terminal: by nobody who has an account. */
export async function noteDeed(
  trx: Trx,
  { dialect, keys }: Pick<Opened, 'dialect'> & Pick<Deps, 'keys'>,
  { deed, of, now, units }: Noting,
): Promise<void> {
  const all = await trx.selectFrom('unit').select('id').orderBy('id').execute()
  for (const id of units ?? all.map((unit) => unit.id))
    await appendUnitEntry(trx, { dialect, keys, now }, id, 'deed', { by: null, deed, of })
}
