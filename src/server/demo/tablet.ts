import { hash, type KeyObject, randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { chainText, commentText, type Link, makeLine } from '#src/domain/entry.ts'
import { symbols } from '#src/domain/id.ts'
import { ratingBody } from '#src/domain/rating.ts'
import { batchText, formatAuthorization, formatBody, type SealedComment } from '#src/protocol/log.ts'
import { Receipt, type TabletState } from '#src/protocol/log-schema.ts'
import type { Deps } from '../deps.ts'
import { ingest } from '../ingest.ts'
import { sha256, signText } from '../signature.ts'
import { sealComment } from './seal.ts'
import type { Tap } from './taps.ts'

/** A tablet that is only simulated: it chains, signs and seals as a real one, and its batches take the real way in. */
export type Tablet = {
  device: string
  log: string
  unit: string
  counter: string
  key: KeyObject
  /** By how many ms its clock is ahead. */
  ahead: number
  /** Where its log ends. */
  n: number
  hash: string
  unsent: Link[]
  comments: SealedComment[]
  /** The version of the config that it has taken on. */
  config: number
  run: { id: string; began: number }
}

/** The tablet is switched on: a run of its clock begins. */
export function begin(tablet: Tablet, at: number): void {
  tablet.run = newRun(at)
  const { id: run } = tablet.run
  write(tablet, at, 'mark', { build: BUILD, run, persisted: true, used: USED, quota: QUOTA })
}

export function newRun(began: number): Tablet['run'] {
  return { id: symbols(randomBytes(8)), began }
}

const BUILD = 'demo'
/** MiB */
const USED = 9
const QUOTA = 4_096

/** A citizen rates while that officer (or nobody) is on duty. `sealKey`: the server's. */
export function rate(
  tablet: Tablet,
  { answers, text, at, ...rest }: Tap,
  to: { officer: string | null; sealKey: string },
): void {
  const salt = randomBytes(16).toString('base64url')
  const comment =
    text === undefined
      ? undefined
      : { length: text.length, hash: hash('sha256', commentText(salt, text), 'base64url') }
  const { counter } = tablet
  const body = ratingBody(answers, { ...rest, counter, officer: to.officer, comment })
  write(tablet, at + rest.tapToClose, 'rating', body)
  if (text !== undefined)
    tablet.comments.push({ n: tablet.n, sealed: sealComment(to.sealKey, { salt, text }) })
}

/** Adds an entry to the tablet's log; `at` is true time, ms. */
export function write(tablet: Tablet, at: number, kind: string, body: object): void {
  const line = makeLine(at + tablet.ahead, kind, body)
  tablet.n += 1
  tablet.hash = sha256(chainText(tablet.log, tablet.n, tablet.hash, line))
  tablet.unsent.push({ n: tablet.n, hash: tablet.hash, line })
}

/**
 * Sends what is not sent yet, be it nothing, and takes on the counter of a new config. `build`: what the tablet says of its
 * pages. Throws where the server did not take it.
 */
export async function send(deps: Deps, tablet: Tablet, build = BUILD): Promise<void> {
  const { log, n: to, hash: last, unsent, comments } = tablet
  const body = gzipSync(formatBody(unsent, comments))
  const batch = { log, from: to - unsent.length + 1, to, hash: last }
  const sig = signText(tablet.key, batchText(batch, sha256(body)))
  const outcome = await ingest(deps, {
    authorization: formatAuthorization({ ...batch, sig }),
    tablet: JSON.stringify(stateOf(tablet, deps.now(), build)),
    after: null,
    contentEncoding: 'gzip',
    body,
  })
  // Of one that the head has retired the server holds what comes: an answer too.
  if (outcome.kind === 'refused' || outcome.kind === 'gap')
    throw new Error(`A batch of the demo was not stored: ${outcome.kind === 'gap' ? 'gap' : outcome.code}`)
  tablet.unsent = []
  tablet.comments = []
  const { config } = Receipt.parse(JSON.parse(outcome.answer.receipt.line))
  if (config === tablet.config) return
  tablet.config = config
  write(tablet, deps.now(), 'assigned', { config, unit: tablet.unit, counter: tablet.counter })
}

function stateOf({ run, ahead, config, unsent }: Tablet, now: number, build: string): TabletState {
  const said = { run: run.id, wall: now + ahead, mono: Math.max(0, now - run.began), config, build }
  return { ...said, pending: unsent.length, oldest: 0, used: USED, quota: QUOTA, persisted: true }
}
