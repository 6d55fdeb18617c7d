import { NO_HASH } from '#src/domain/entry.ts'
import type { Receipt } from '#src/protocol/log-schema.ts'
import type { Signed } from '#src/protocol/signed-schema.ts'
import { isNewer, pinKeys } from './config.ts'
import { type Also, type Disk, type Done, getMeta, type Reading, type Writing } from './db.ts'
import type { Envelope } from './reply.ts'
import { type Head, type LogRow, type Meta, numbers } from './stored.ts'

/** A receipt that a pinned key signed for this log, with what came along. */
export type Heard = { receipt: Receipt; signed: Signed; config: Envelope | undefined }

/** What a receipt says, held against the log as it stands on this tablet. */
type Weight =
  /** The server has what we have, up to that number: the cursor goes there, forwards or back. */
  | 'ours'
  /** The server stands before what is still held here: go on behind the hole, showing the receipt that was kept. */
  | 'pruned'
  /** The server has more of this log than we do: this tablet was put back to an earlier state. */
  | 'ahead'
  /** At that number the server has another entry. */
  | 'differs'

export function weigh(receipt: Receipt, row: LogRow, hash: string | undefined): Weight {
  if (receipt.n > row.head.n) return 'ahead'
  if (receipt.n < row.first - 1) return 'pruned'
  return receipt.hash === hash ? 'ours' : 'differs'
}

/** The receipt just before what is still held, where anything was pruned. */
export type Kept = { head: Head; signed: Signed }
/** `mine`: of a log of which the server has more, how far that is what we sent; undefined where it did not say so. */
export type Taken = { weight: Weight; row: LogRow; kept: Kept | undefined; mine: Head | undefined }

/**
 * Takes a receipt in, in one strict transaction: the cursor and the receipt that moves it, the server's time, and a
 * newer config with the keys that it announces. A number whose hash is not ours moves no cursor.
 */
export function takeReceipt(disk: Disk, heard: Heard, link: Omit<Meta['link'], 'at' | 'epoch'>) {
  const { receipt } = heard
  return disk.write(['entries', 'receipts', 'logs', 'meta'], async (tx, also): Promise<Taken | undefined> => {
    const old = await tx.objectStore('logs').get(receipt.log)
    if (!old) return undefined
    const [known, kept, entry] = await Promise.all([
      tx.objectStore('receipts').get([old.log, receipt.n]),
      getKept(tx, old),
      tx.objectStore('entries').get([old.log, receipt.n]),
    ])
    const weight = weigh(receipt, old, receipt.n === 0 ? NO_HASH : (entry?.hash ?? known?.hash))
    const mine = weight === 'ahead' ? await getMine(tx, receipt) : undefined
    const row = move(old, receipt, weight, weight === 'ahead' ? mine : kept?.head)
    also(tx.objectStore('logs').put(row))
    // A server that was put back as a whole file keeps its epoch: then the older logs are offered again too.
    if (row.cursor.n < old.cursor.n)
      for (const other of await tx.objectStore('logs').getAll())
        if (other.log !== row.log) also(tx.objectStore('logs').put({ ...other, epoch: '' }))
    also(tx.objectStore('meta').put({ ...link, epoch: receipt.epoch, at: receipt.at }, 'link'))
    also(tx.objectStore('receipts').delete(numbers(row.log, row.cursor.n + 1)))
    if (weight === 'ours' && (known?.epoch ?? '') !== receipt.epoch && row.cursor.n >= row.first) {
      also(tx.objectStore('receipts').put(receiptRow(heard)))
    }
    if (heard.config) await takeConfig(tx, also, heard.config, receipt.epoch)
    return { weight, row, kept, mine }
  }) satisfies Promise<Done<Taken | undefined>>
}

export function readKept(disk: Disk, row: LogRow): Promise<Done<Kept | undefined>> {
  return disk.read(['receipts'], (tx) => getKept(tx, row))
}

async function getKept(tx: Reading | Writing, { log, first }: LogRow): Promise<Kept | undefined> {
  const row = await tx.objectStore('receipts').get([log, first - 1])
  return row && { head: { n: row.n, hash: row.hash }, signed: row.signed }
}

/** Of a log of which the server has more: how far that is what we sent. */
async function getMine(tx: Writing, { log, has }: Receipt): Promise<Head | undefined> {
  return has && (await tx.objectStore('entries').get([log, has.n]))?.hash === has.hash ? has : undefined
}

/** `there`: how far the server has what is ours, where it stands elsewhere. */
function move(row: LogRow, receipt: Receipt, weight: Weight, there: Head | undefined): LogRow {
  const { n, hash, epoch } = receipt
  const ended = row.ended ?? end(row, receipt, weight)
  const moved = { ...row, ...(ended && { ended }) }
  if (weight === 'ours') return { ...moved, cursor: { n, hash }, epoch }
  return weight !== 'differs' && there ? { ...moved, cursor: there, epoch } : moved
}

function end(row: LogRow, receipt: Receipt, weight: Weight): LogRow['ended'] {
  if (receipt.branch) return { why: 'branch', after: row.cursor }
  return weight === 'ahead' ? { why: 'behind', after: row.cursor } : undefined
}

function receiptRow({ receipt, signed }: Heard) {
  const { log, n, hash, at, epoch } = receipt
  return { log, n, hash, at, epoch, signed }
}

async function takeConfig(tx: Writing, also: Also, { config, signed }: Envelope, epoch: string) {
  const [identity, stored] = await Promise.all([getMeta(tx, 'identity'), getMeta(tx, 'config')])
  if (!identity || (stored && !isNewer(config, epoch, stored))) return
  also(tx.objectStore('meta').put({ signed, epoch }, 'config'))
  also(tx.objectStore('meta').put(pinKeys(identity, config), 'identity'))
}
