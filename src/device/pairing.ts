import type { PairAnswer } from '#src/protocol/pairing.ts'
import { PAIRING_CODE, plainCode } from '#src/protocol/pairing-code.ts'
import type { Book } from './book.ts'
import { readConfig } from './config.ts'
import type { Disk } from './db.ts'
import { assignmentOf, beginLog } from './generation.ts'
import { makeKeys } from './identity.ts'
import { isPairAnswer } from './pair-answer.ts'
import { post } from './post.ts'
import { preflight, warnings } from './preflight.ts'
import { problemCode } from './reply.ts'
import { startRun } from './run.ts'
import type { Deps, Pairing, PairingWarning } from './types.ts'

/** The book of a new log is open already: its mark is the run's. */
export type Paired = Extract<Pairing, { ok: false }> | { ok: true; warnings: PairingWarning[]; book: Book }

/**
 * Makes the tablet's key, asks the server with the code, and stores key, pinned server keys, config and the first three
 * entries of the log in one transaction. Only then is it paired; before, nothing is on disk.
 */
export async function pair(deps: Deps, disk: Disk, typed: string): Promise<Paired> {
  const code = plainCode(typed)
  if (!PAIRING_CODE.test(code)) return { ok: false, why: 'code-wrong' }
  const stopped = await preflight(deps, disk)
  if (stopped) return { ok: false, why: stopped }
  const made = await makeKeys(deps.crypto)
  const json = { 'Content-Type': 'application/json' }
  const reply = await post(deps, '/api/v1/pair', json, JSON.stringify({ code, key: made.publicKey }))
  if (reply.kind === 'offline') return { ok: false, why: 'offline' }
  if (!isPairAnswer(reply.body)) return { ok: false, why: problemCode(reply.body) ?? 'offline' }
  return takeOn(deps, disk, reply.body, made)
}

/** Stores what the server made of this tablet; before, nothing is on disk. */
export async function takeOn(
  deps: Deps,
  disk: Disk,
  answer: PairAnswer,
  { keys, publicKey }: Awaited<ReturnType<typeof makeKeys>>,
): Promise<Paired> {
  const { device, log, serverKeys, epoch, at, after } = answer
  const config = await readConfig(deps.crypto, serverKeys, device, answer.config)
  if (!config) return { ok: false, why: 'bad-signature' }
  const identity = { device, log, keys, publicKey, serverKeys }
  const run = startRun(deps)
  const envelope = { signed: answer.config, epoch }
  const begun = await beginLog(deps, disk, { identity, config, run, envelope, ...(after && { after }) })
  if (!begun.ok) return { ok: false, why: 'storage' }
  const assigned = assignmentOf(config)
  const pen = begun.value
  const book: Book = {
    deps,
    disk,
    identity,
    config,
    pen,
    run,
    assigned,
    duty: undefined,
    ended: undefined,
    open: undefined,
    refused: undefined,
  }
  return { ok: true, warnings: await warnings(deps, at), book }
}
