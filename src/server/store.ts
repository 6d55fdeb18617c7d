import { NO_HASH } from '#src/domain/entry.ts'
import type { AnyEntry } from '#src/domain/entry-schema.ts'
import { heardOf } from '#src/protocol/log.ts'
import type { LogAnswer, Receipt } from '#src/protocol/log-schema.ts'
import { appendBatch } from './append.ts'
import type { Added, Checked, Outcome } from './checked.ts'
import { closeUnit } from './closing.ts'
import type { Deps, Trx } from './deps.ts'
import { configFor } from './device-config.ts'
import { type Log, type Place, place } from './lineage.ts'
import { readLineage } from './lineage-read.ts'
import { type Device, noteSeen, readDevice } from './seen.ts'
import type { Sender } from './sender.ts'
import { atTime, timeOf } from './trusted-time.ts'
import { lockUnit } from './unit.ts'

/** Stores what is new of a batch, all or nothing, and answers where the server then stands. */
export async function store(deps: Deps, sender: Sender, checked: Checked): Promise<Outcome> {
  const { batch, content } = checked
  return deps.db.transaction().execute(async (trx): Promise<Outcome> => {
    const locked = await lockUnit(trx, deps, sender.unit)
    const device = await readDevice(trx, sender.device)
    const time = await timeOf(trx, deps, { device, state: checked.state })
    const now = time.at
    const unit = await closeUnit(trx, atTime(deps, time), locked)
    const lineage = await readLineage(trx, checked, freshLog(batch.log, sender))
    const where = place(lineage, checked)
    if (where.kind === 'broken' && content.lines.length > 0) return { kind: 'refused', code: 'broken-chain' }
    if (isOfOtherKey(where, sender)) return { kind: 'refused', code: 'bad-signature' }
    const isTaken = where.kind === 'on' || where.kind === 'leaves'
    await noteSeen(trx, device, isTaken ? afterwards(checked) : checked, time)
    const answer = (log: Log) => answerFor(trx, deps, { checked, device, log, now, isTaken })
    const [main] = lineage.logs
    if (where.kind === 'gap') return { kind: 'gap', answer: await answer(main), head: main.head }
    if (where.kind === 'broken') return { kind: 'stored', answer: await answer(main), added: NOTHING }
    const { log, fresh } = await appendBatch(trx, deps, { checked, where, lineage, unit, device, now })
    const added = {
      of: ratingsIn(content.entries),
      ratings: ratingsIn(fresh),
      entries: fresh.length,
      isBranch: log.parent !== null,
    }
    return { kind: log.held ? 'held' : 'stored', answer: await answer(log), added }
  })
}

const NOTHING: Added = { of: 0, ratings: 0, entries: 0, isBranch: false }

function ratingsIn(entries: readonly AnyEntry[]): number {
  return entries.filter(({ kind }) => kind === 'rating').length
}

/** What one key began only that key goes on with; a log that differs from its first entry on begins under a key of its own. */
function isOfOtherKey(where: Place, { key }: Sender): boolean {
  if (where.kind === 'on') return where.log.key !== key
  return where.kind === 'leaves' && where.fork > 0 && where.parent.key !== key
}

/** A tablet says before it sends how much waits; what it has just sent does not wait any more. */
function afterwards(checked: Checked): Checked {
  const { state, content } = checked
  if (!state) return checked
  return { ...checked, state: { ...state, pending: Math.max(0, state.pending - content.lines.length) } }
}

/** What a log is before its first entry. */
function freshLog(id: string, { device, unit, key }: Sender): Log {
  const start = { head: 0, hash: NO_HASH, folded: 0, run: null, held: 0 }
  return { id, unit, device, key, hashed_as: id, parent: null, fork: 0, ...start }
}

type Answering = { checked: Checked; device: Device; log: Log; now: number; isTaken: boolean }

/** The signed receipt of where the log stands, and the config where the tablet has another. */
async function answerFor(trx: Trx, deps: Deps, answering: Answering): Promise<LogAnswer> {
  const { checked, device, log, now, isTaken } = answering
  const { batch, state } = checked
  const config = device.of_unit + device.config_version
  const receipt: Receipt = {
    log: batch.log,
    n: log.head,
    hash: log.hash,
    epoch: deps.epoch,
    config,
    at: now,
    ...(log.parent !== null && { branch: log.id }),
    ...(log.held === 1 && { held: true }),
    ...(isTaken && log.head > batch.to && { has: { n: batch.to, hash: batch.hash } }),
    ...(state && { heard: heardOf(state) }),
  }
  return {
    receipt: deps.keys.sign.sign('receipt', JSON.stringify(receipt)),
    ...(state?.config !== config && {
      config: await configFor(trx, deps, { id: device.id, key: checked.key }),
    }),
  }
}
