import type { Trx } from '../deps.ts'
import { queueOf, wrongPlaces } from '../leftover.ts'
import type { Note } from './fault.ts'

/** The queue of leftovers is what the receive marks and the closings give: names each rating that stands elsewhere in it. */
export async function verifyLeftovers(
  trx: Trx,
  unit: string,
  noteOf: (log: string, unit: string) => Note,
): Promise<void> {
  for (const { right, stored } of await wrongPlaces(trx, unit, await queueOf(trx, unit))) {
    const named =
      right && stored && right.log === stored.log && right.n === stored.n ? [right] : [right, stored]
    for (const row of named) if (row) noteOf(row.log, unit)('release', row.n, row.n, `leftover ${row.seq}`)
  }
}
