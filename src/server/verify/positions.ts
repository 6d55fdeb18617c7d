import type { Trx } from '../deps.ts'
import type { Unit } from '../unit.ts'
import type { Note } from './fault.ts'

const PAGE = 10_000

/** Positions of a unit's ratings run from 0 without a gap; `note` names positions, not entries. */
export async function verifyPositions(trx: Trx, { id, position }: Unit, note: Note): Promise<void> {
  let next = 0
  for (;;) {
    const page = await trx
      .selectFrom('receive_mark')
      .select('position')
      .where('unit', '=', id)
      .where('position', '>=', next)
      .orderBy('position')
      .limit(PAGE)
      .execute()
    if (page.length === 0) break
    for (const mark of page) {
      if (mark.position !== next) note('position', next, mark.position - 1)
      next = mark.position + 1
    }
  }
  if (next !== position) note('position', Math.min(next, position), Math.max(next, position) - 1)
}
