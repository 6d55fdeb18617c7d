import { DAY_MS } from '#src/domain/calendar.ts'
import { parseLogId } from '#src/domain/id.ts'
import { type Disk, type Done, getMeta } from './db.ts'
import { type LogRow, numbers, type ReceiptRow } from './stored.ts'

/** How long what the server has stays on the tablet too, so that a restored server can be healed. */
const KEEP_MS = 90 * DAY_MS

/** Between two receipts at most so much time is believed to have passed. */
const STEP_MS = 7 * DAY_MS

/** Under pressure at most so many entries go at a time, and at most half: what presses may be something else. */
const STEP = 2_000

type At = Pick<ReceiptRow, 'at'>

/**
 * How many receipts, the oldest first, are 90 days old at `now`, all by the server's clock, since the tablet's may say
 * anything. The server's may leap too. So what a receipt says is never later than what the ones after it say: a clock
 * that leapt and was set right leaves no trace. And a step counts as a week at most: a leap that lasts makes nothing old,
 * and 90 days are at least thirteen receipts. What is wrong here keeps entries for longer, never shorter.
 * `receipts` in the order of their entries.
 */
export function oldReceipts(receipts: readonly At[], now: number): number {
  let after = now
  let age = 0
  for (let i = receipts.length - 1; i >= 0; i -= 1) {
    const at = Math.min(receipts[i]!.at, after)
    age += Math.min(after - at, STEP_MS)
    if (age >= KEEP_MS) return i + 1
    after = at
  }
  return 0
}

/**
 * Up to which number entries of a log may go: those of its first `old` receipts; under pressure the oldest received
 * besides. Always a number at which a receipt stands, so that the log can go on behind what is gone; never beyond the
 * cursor. 0: none. `receipts` ascend by number.
 */
export function prunable(
  receipts: readonly Pick<ReceiptRow, 'n'>[],
  row: Pick<LogRow, 'cursor' | 'first'>,
  { old, pressed }: { old: number; pressed: boolean },
): number {
  const received = receipts.filter(({ n }) => n <= row.cursor.n)
  const aged = received.slice(0, old).at(-1)?.n ?? 0
  const oldest = received.find(({ n }) => n >= row.first)?.n ?? 0
  const some = Math.min(STEP, Math.ceil((row.cursor.n - row.first + 1) / 2))
  const step = received.findLast(({ n }) => n < row.first + some)?.n ?? 0
  return pressed ? Math.max(aged, oldest, step) : aged
}

/** Removes what may go from every log. The receipt before what stays is kept. */
export function prune(disk: Disk, pressed: boolean): Promise<Done<void>> {
  return disk.write(['entries', 'sealed', 'receipts', 'logs', 'meta'], async (tx, also) => {
    const link = await getMeta(tx, 'link')
    if (!link) return
    const rows = (await tx.objectStore('logs').getAll()).sort(byGeneration)
    const logs: { row: LogRow; receipts: ReceiptRow[] }[] = []
    for (const row of rows)
      logs.push({ row, receipts: await tx.objectStore('receipts').getAll(numbers(row.log, 0)) })
    let old = oldReceipts(
      logs.flatMap(({ receipts }) => receipts),
      link.at,
    )
    for (const { row, receipts } of logs) {
      const through = prunable(receipts, row, { old, pressed })
      old = Math.max(0, old - receipts.length)
      if (through < row.first) continue
      also(tx.objectStore('entries').delete(numbers(row.log, 0, through)))
      also(tx.objectStore('sealed').delete(numbers(row.log, 0, through)))
      also(tx.objectStore('receipts').delete(numbers(row.log, 0, through - 1)))
      also(tx.objectStore('logs').put({ ...row, first: through + 1 }))
    }
  })
}

function byGeneration(a: LogRow, b: LogRow): number {
  return parseLogId(a.log).generation - parseLogId(b.log).generation
}
