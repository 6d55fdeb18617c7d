import { COLUMNS } from '#src/domain/tally.ts'
import type { Trx } from '../deps.ts'
import { type Fold, keyOf, type TallyRow } from '../fold.ts'
import type { Log } from '../lineage.ts'
import type { Note } from './fault.ts'

/** The stored tallies of a log are what its entries and receive marks give (P8). */
export async function compareTallies(trx: Trx, log: Log, fold: Fold, note: Note): Promise<void> {
  const stored = await trx.selectFrom('tally').selectAll().where('log', '=', log.id).execute()
  for (const row of stored) {
    if (!equal(row, fold.get(keyOf(row)))) note('tally', 0, 0, where(row))
  }
  const keys = new Set(stored.map(keyOf))
  for (const [id, row] of fold) if (!keys.has(id)) note('tally', 0, 0, where(row))
}

export function equal(a: TallyRow, b: TallyRow | undefined): boolean {
  return b !== undefined && a.unit === b.unit && COLUMNS.every((column) => a[column] === b[column])
}

function where({ day, hour, counter, officer, release }: TallyRow): string {
  return `${day} ${hour}:00, ${counter}${officer && `, ${officer}`}, ${release}`
}
