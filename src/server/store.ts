import { NO_HASH } from '#src/domain/entry.ts'
import type { LogAnswer, Receipt } from '#src/protocol/log.ts'
import { appendBatch } from './append.ts'
import type { Checked, Outcome } from './checked.ts'
import { closeUnit } from './closing.ts'
import type { Deps, Trx } from './deps.ts'
import { configFor } from './device-config.ts'
import { type Log, place } from './lineage.ts'
import { readLineage } from './lineage-read.ts'
import { type Device, noteSeen, readDevice } from './seen.ts'
import type { Sender } from './sender.ts'
import { lockUnit } from './unit.ts'

/** Stores what is new of a batch, all or nothing, and answers where the server then stands. */
export async function store(deps: Deps, sender: Sender, checked: Checked): Promise<Outcome> {
  const { batch, content, after } = checked
  return deps.db.transaction().execute(async (trx): Promise<Outcome> => {
    const unit = await closeUnit(trx, deps, await lockUnit(trx, deps, sender.unit))
    const now = deps.now()
    const device = await readDevice(trx, sender.device)
    const lineage = await readLineage(trx, batch, freshLog(batch.log, sender))
    const where = place(lineage, batch, content.lines, after?.hash)
    if (where.kind === 'broken' && content.lines.length > 0) return { kind: 'refused', code: 'broken-chain' }
    await noteSeen(trx, device, checked, now)
    const answer = (log: Log) => answerFor(trx, deps, { checked, device, log, now })
    if (where.kind === 'gap') return { kind: 'gap', answer: await answer(lineage.logs[0]) }
    if (where.kind === 'broken') return { kind: 'stored', answer: await answer(lineage.logs[0]) }
    const log = await appendBatch(trx, deps, { checked, where, lineage, unit, device, now })
    return { kind: log.held ? 'held' : 'stored', answer: await answer(log) }
  })
}

/** What a log is before its first entry. */
function freshLog(id: string, { device, unit, key }: Sender): Log {
  const start = { head: 0, hash: NO_HASH, folded: 0, run: null, held: 0 }
  return { id, unit, device, key, hashed_as: id, parent: null, fork: 0, ...start }
}

type Answering = { checked: Checked; device: Device; log: Log; now: number }

/** The signed receipt of where the log stands, and the config where the tablet has another. */
async function answerFor(trx: Trx, deps: Deps, { checked, device, log, now }: Answering): Promise<LogAnswer> {
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
  }
  return {
    receipt: deps.keys.sign.sign('receipt', JSON.stringify(receipt)),
    ...(state?.config !== config && { config: await configFor(trx, deps, device.id) }),
  }
}
