import type { Trx } from '../deps.ts'
import { wrongReceipts } from '../receipt.ts'
import type { Note } from './fault.ts'

/** The code of each closed rating is what its entry's hash gives (P8): names every rating whose code is another. */
export async function verifyReceipts(trx: Trx, noteOf: (log: string, unit: string) => Note): Promise<void> {
  for await (const { unit, log, n } of wrongReceipts(trx)) noteOf(log, unit)('receipt', n)
}
