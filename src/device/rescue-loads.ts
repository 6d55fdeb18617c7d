import { NO_HASH } from '#src/domain/entry.ts'
import type { Lost } from '#src/protocol/rescue-schema.ts'
import type { Signed } from '#src/protocol/signed-schema.ts'
import { type Load, loadBatch } from './batch.ts'
import type { Disk, Done } from './db.ts'
import { follow } from './log.ts'
import { readKept } from './receipts.ts'
import { type Head, type LogRow, numbers } from './stored.ts'

/**
 * A batch with what makes the server go on at its beginning: `show`, its own receipt for what was pruned here, and `lost`,
 * what this tablet holds no longer as it was behind that.
 */
export type Carried = { load: Load; show: Signed | undefined; lost: Lost | undefined }

type World = { disk: Disk; crypto: Crypto }

const PAGE = 500

/**
 * All that is held of one log, batch after batch, received or not: so a server that was put back to an old backup is healed
 * too. What stands behind a damaged line comes as well. At least one batch, if empty.
 */
export async function* carriedLoads(world: World, row: LogRow): AsyncGenerator<Done<Carried>> {
  const { disk, crypto } = world
  const kept = await readKept(disk, row)
  if (!kept.ok) return yield kept
  let after = kept.value?.head ?? { n: 0, hash: NO_HASH }
  let beside: Omit<Carried, 'load'> = { show: kept.value?.signed, lost: undefined }
  for (let begun = false; !begun || beside.lost || after.n < row.head.n; begun = true) {
    const loaded = await loadBatch(disk, crypto, row.log, { after, head: row.head })
    if (!loaded.ok) return yield loaded
    const { load, damagedAt } = loaded.value
    const isStuck = load.end.n === after.n && after.n < row.head.n
    if (!isStuck || beside.lost) {
      yield { ok: true, value: { load, ...beside } }
      beside = { show: undefined, lost: undefined }
    }
    after = load.end
    if (!isStuck) continue
    const next = await nextWhole(world, row, damagedAt ?? load.from)
    if (!next.ok) return yield next
    const { n: to, hash } = next.value
    const lost = { log: row.log, from: load.from, to, hash, before: after.hash }
    after = next.value
    beside = { show: beside.show, lost }
  }
}

/**
 * The first entry from `from` on whose hash is surely the one that the tablet gave it, since the line behind it was hashed on
 * that; where there is none, the end of the log.
 */
async function nextWhole({ disk, crypto }: World, row: LogRow, from: number): Promise<Done<Head>> {
  for (let n = from; n < row.head.n; n += PAGE) {
    // One more than a page, so that its last is looked at with the one behind it.
    const read = await disk.read(['entries'], (tx) =>
      tx.objectStore('entries').getAll(numbers(row.log, n, Math.min(n + PAGE, row.head.n))),
    )
    if (!read.ok) return read
    for (const [i, { n: at, hash }] of read.value.entries()) {
      const behind = read.value.slice(i + 1, i + 2)
      const good = behind.length > 0 ? await follow(crypto, row.log, { n: at, hash }, behind) : []
      if (good.length > 0) return { ok: true, value: { n: at, hash } }
    }
  }
  return { ok: true, value: row.head }
}
