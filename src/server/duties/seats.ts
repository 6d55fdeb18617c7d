import type { Schema } from '../db/schema.ts'
import { type Acting, deed } from '../units-change.ts'
import { assignedWords } from './told.ts'

type Seat = Pick<Schema['counter'], 'id' | 'officer'>

/** Who sits at the counter from now on stands in the unit's log, where its hall has a tablet: its ratings are credited by that (hall.ts). */
export async function noteSeat(act: Acting, { id: counter, officer }: Seat): Promise<void> {
  const hall = await act.trx
    .selectFrom('counter')
    .select('id')
    .where('unit', '=', act.unit)
    .where('hall', '=', 1)
    .limit(1)
    .executeTakeFirst()
  if (hall) await deed(act, 'counter-officer', assignedWords({ counter, officer }))
}

/** The same of every counter that has an officer: from now on there is a hall. */
export async function noteSeats(act: Acting): Promise<void> {
  const seats = await act.trx
    .selectFrom('counter')
    .select(['id', 'officer'])
    .where('unit', '=', act.unit)
    .where('officer', 'is not', null)
    .orderBy('id')
    .execute()
  for (const { id: counter, officer } of seats)
    await deed(act, 'counter-officer', assignedWords({ counter, officer }))
}
