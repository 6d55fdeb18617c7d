import { DAY_MS } from '#src/domain/calendar.ts'
import { type Disk, type Done, getMeta } from './db.ts'
import { type LogRow, numbers, type ReceiptRow } from './stored.ts'

/** How long what the server has stays on the tablet too, so that a restored server can be healed. */
const KEEP_MS = 90 * DAY_MS

/** Under pressure at most so many entries go at a time, and at most half: what presses may be something else. */
const STEP = 2_000

/**
 * Up to which number entries may go: those whose receipt is 90 days old at `now`, both by the server's clock, since the
 * tablet's may say anything; under pressure the oldest received besides. Always a number at which a receipt
 * stands, so that the log can go on behind what is gone; never beyond the cursor. 0: none.
 * `receipts` ascend by number.
 */
export function prunable(
  receipts: readonly Pick<ReceiptRow, 'n' | 'at'>[],
  row: Pick<LogRow, 'cursor' | 'first'>,
  { now, pressed }: { now: number; pressed: boolean },
): number {
  const received = receipts.filter(({ n }) => n <= row.cursor.n)
  const young = received.findIndex(({ at }) => now - at < KEEP_MS)
  const old = (young === -1 ? received.at(-1) : received[young - 1])?.n ?? 0
  const oldest = received.find(({ n }) => n >= row.first)?.n ?? 0
  const some = Math.min(STEP, Math.ceil((row.cursor.n - row.first + 1) / 2))
  const step = received.findLast(({ n }) => n < row.first + some)?.n ?? 0
  return pressed ? Math.max(old, oldest, step) : old
}

/** Removes what may go from every log. The receipt before what stays is kept. */
export function prune(disk: Disk, pressed: boolean): Promise<Done<void>> {
  return disk.write(['entries', 'sealed', 'receipts', 'logs', 'meta'], async (tx, also) => {
    const link = await getMeta(tx, 'link')
    if (!link) return
    for (const row of await tx.objectStore('logs').getAll()) {
      const receipts = await tx.objectStore('receipts').getAll(numbers(row.log, 0))
      const through = prunable(receipts, row, { now: link.at, pressed })
      if (through < row.first) continue
      also(tx.objectStore('entries').delete(numbers(row.log, 0, through)))
      also(tx.objectStore('sealed').delete(numbers(row.log, 0, through)))
      also(tx.objectStore('receipts').delete(numbers(row.log, 0, through - 1)))
      also(tx.objectStore('logs').put({ ...row, first: through + 1 }))
    }
  })
}
