import type { Trx } from '../deps.ts'
import { queueOf, wrongPlaces } from '../leftover.ts'
import type { Note } from './fault.ts'
import type { Remembered } from './ratings.ts'

type LeftoverCheck = {
  /** All the unit's marks, where they are known already. */
  known: Remembered | undefined
  noteOf: (log: string, unit: string) => Note
}

/** The queue of leftovers is what the receive marks and the closings give: names each rating that stands elsewhere in it. */
export async function verifyLeftovers(
  trx: Trx,
  unit: string,
  { known, noteOf }: LeftoverCheck,
): Promise<void> {
  const queue = await queueOf(trx, unit, known?.marks(0))
  for (const { right, stored } of await wrongPlaces(trx, unit, queue)) {
    const named =
      right && stored && right.log === stored.log && right.n === stored.n ? [right] : [right, stored]
    for (const row of named) if (row) noteOf(row.log, unit)('release', row.n, row.n, `leftover ${row.seq}`)
  }
}
