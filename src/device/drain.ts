import { NO_HASH } from '#src/domain/entry.ts'
import { heardOf } from '#src/protocol/log.ts'
import type { TabletState } from '#src/protocol/log-schema.ts'
import type { Signed } from '#src/protocol/signed-schema.ts'
import { type Load, loadBatch, signBatch } from './batch.ts'
import { toBase64url, utf8 } from './bytes.ts'
import type { Disk, Done } from './db.ts'
import { post } from './post.ts'
import { type Kept, readKept, type Taken, takeReceipt } from './receipts.ts'
import { type Heard, hear } from './reply.ts'
import { readStanding, type Standing } from './standing.ts'
import { lookAtStorage } from './storage.ts'
import type { Head, Identity, LogRow } from './stored.ts'
import type { Sender, SyncOutcome } from './sync.ts'

/**
 * Where the next batch begins: behind the cursor, or behind `after`. `walking`: the server's log and ours differ
 * somewhere, so all that is held is offered again from its beginning, until the server meets the place and branches.
 * `show` is the receipt before what is no longer held. `setbacks` counts the steps that did not lead on.
 */
type Place = { after?: Head; walking: boolean; show?: Signed | undefined; setbacks: number }

/** A server that contradicts itself is left alone until the next exchange. */
const MAX_SETBACKS = 3

type Paired = Standing & { identity: Identity; row: LogRow }
type Step = SyncOutcome | { next: Place }

/** Sends one log, batch after batch, until the server has all of it or something stands in the way. */
export async function drain(sender: Sender, log: string): Promise<SyncOutcome> {
  let place: Place = { walking: false, setbacks: 0 }
  for (;;) {
    const standing = await readStanding(sender.disk)
    if (!standing.ok) return { kind: 'storage', why: standing.why }
    const { identity, logs } = standing.value
    const row = logs.find((one) => one.log === log)
    if (!identity || !row) return { kind: 'unpaired' }
    const step = await exchange(sender, { ...standing.value, identity, row }, place)
    if (!('next' in step)) return step
    if (step.next.setbacks > MAX_SETBACKS) return { kind: 'stalled' }
    place = step.next
  }
}

async function exchange(sender: Sender, paired: Paired, place: Place): Promise<Step> {
  const { deps, disk } = sender
  const { row } = paired
  const after = place.after ?? row.cursor
  const loaded = await loadBatch(disk, deps.crypto, row.log, { after, head: row.head })
  if (!loaded.ok) return { kind: 'storage', why: loaded.why }
  const { load, damagedAt } = loaded.value
  if (damagedAt === load.from && row.damagedAt !== damagedAt) return reportDamage(disk, row.log, damagedAt)
  const sentAt = deps.now()
  const heard = await send(sender, paired, load, place.show)
  const heardAt = deps.now()
  if (heard.kind === 'refused' && heard.code === 'broken-chain' && !place.walking) {
    const kept = await readKept(disk, row)
    return kept.ok ? walk(kept.value, place) : { kind: 'storage', why: kept.why }
  }
  if (heard.kind !== 'receipt') return heard
  const offset = Math.round(heard.receipt.at - (sentAt + heardAt) / 2)
  const taken = await takeReceipt(disk, heard, { heardAt, offset, run: sender.run })
  if (!taken.ok) return { kind: 'storage', why: taken.why }
  return taken.value ? follow(taken.value, load, place) : { kind: 'unpaired' }
}

async function send(
  { deps, disk, run }: Sender,
  paired: Paired,
  load: Load,
  show: Signed | undefined,
): Promise<Heard> {
  const room = await lookAtStorage(deps.storage)
  const authorization = await signBatch(deps.crypto, paired.identity, load)
  const state: TabletState = {
    run,
    wall: Math.round(deps.now()),
    mono: Math.round(deps.mono()),
    pending: paired.pending,
    oldest: load.oldest,
    ...room,
    build: deps.build.slice(0, 20),
    config: paired.config,
    worker: deps.worker?.(),
    failing: disk.failing(),
  }
  const headers = {
    Authorization: authorization,
    'HaiLong-Tablet': JSON.stringify(state),
    'Content-Encoding': 'gzip',
    'Content-Type': 'application/x-ndjson',
    ...(show && { 'HaiLong-After': toBase64url(utf8(JSON.stringify(show))) }),
  }
  const reply = await post(deps, '/api/v1/log', headers, load.body)
  return hear(deps.crypto, paired.identity, reply, { log: load.log, heard: heardOf(state) })
}

/** Where to go on after a receipt. */
function follow({ weight, row, kept, mine }: Taken, load: Load, place: Place): Step {
  const setbacks = place.setbacks + 1
  switch (weight) {
    case 'ours':
      if (row.cursor.n < load.end.n) return { next: { walking: false, setbacks } }
      if (row.cursor.n >= row.head.n || isStuck(row)) return { kind: 'received' }
      return { next: { walking: false, setbacks: place.setbacks } }
    case 'pruned':
      if (!kept) return { kind: 'stalled' }
      return { next: { after: kept.head, walking: false, show: kept.signed, setbacks } }
    case 'ahead':
      if (goesOn(load, row)) return { next: { ...place, after: load.end } }
      if (row.cursor.n < row.head.n) return { kind: 'stalled' }
      // What was received as another version than the server has now may have been put back with it.
      return mine || place.walking ? { kind: 'received' } : walk(kept, place)
    case 'differs':
      if (!place.walking) return walk(kept, place)
      if (row.ended?.why === 'branch' || !goesOn(load, row)) return { kind: 'differs' }
      return { next: { ...place, after: load.end } }
  }
}

/** Behind this load there is more to offer; before what is damaged a load is empty. */
function goesOn({ from, end }: Load, { head }: LogRow): boolean {
  return from <= end.n && end.n < head.n
}

/** What is damaged is only asked for: the server may have got what stands behind it in a rescue file. */
function isStuck({ cursor, damagedAt }: LogRow): boolean {
  return damagedAt === cursor.n + 1
}

/** Begins again with the first entry that is held. */
function walk(kept: Kept | undefined, { setbacks }: Place): Step {
  const after = kept?.head ?? { n: 0, hash: NO_HASH }
  return { next: { after, walking: true, show: kept?.signed, setbacks: setbacks + 1 } }
}

/** From here on this log cannot be sent, and the next generation begins; what stands behind the damage a rescue file can carry. */
async function reportDamage(disk: Disk, log: string, damagedAt: number): Promise<SyncOutcome> {
  const done: Done<void> = await disk.write(['logs'], async (tx, also) => {
    const row = await tx.objectStore('logs').get(log)
    if (!row) return
    const ended = row.ended ?? ({ why: 'damage', after: row.cursor } as const)
    also(tx.objectStore('logs').put({ ...row, damagedAt, ended }))
  })
  return done.ok ? { kind: 'damaged' } : { kind: 'storage', why: done.why }
}
