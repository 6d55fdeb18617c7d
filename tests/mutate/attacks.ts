import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { lastDue, localTime } from '#src/domain/calendar.ts'
import { makeLine } from '#src/domain/entry.ts'
import { batchText } from '#src/protocol/log.ts'
import type { Random } from '#tests/simulate/random.ts'
import { pointOf } from '#tests/support/tablet.ts'
import { closeRanks, type Draft, entriesOf, type Loose, rehash, sweep, textOf } from './draft.ts'
import type { MutateOffice } from './office.ts'

/**
 * What one does who knows how it is built and leaves everything consistent, as far as the keys go that they hold; figures
 * are made anew afterwards. False where it is not possible there.
 */
export type Attack = (draft: Draft, random: Random, office: MutateOffice) => boolean

/** The end of a tablet's log is gone, with everything that was made of it. */
export const cutLog: Attack = (draft, random) => {
  const log = random.pick(tabletLogs(draft))
  const entries = entriesOf(draft, log.id!)
  const keep = random.int(1, entries.length - 1)
  if (entries.length < 2) return false
  const last = Number(entries[keep - 1]!.n)
  draft.entry = draft.entry.filter((row) => row.log !== log.id || Number(row.n) <= last)
  draft.hole = draft.hole.filter((row) => row.log !== log.id || Number(row.from_n) <= last)
  rehash(draft, log, last + 1)
  return closed(draft, log)
}

/** A tablet never was. */
export const eraseTablet: Attack = (draft, random) => {
  const log = random.pick(tabletLogs(draft))
  const device = random.chance(0.5) ? log.device : undefined
  const isGone = (row: Loose) => row.id === log.id || (device !== undefined && row.device === device)
  const gone = new Set(draft.log.filter(isGone).map(({ id }) => id))
  draft.log = draft.log.filter((row) => !gone.has(row.id!))
  draft.entry = draft.entry.filter((row) => !gone.has(row.log!))
  if (device !== undefined) {
    draft.device = draft.device.filter((row) => row.id !== device)
    draft.device_key = draft.device_key.filter((row) => row.device !== device)
  }
  return closed(draft, log)
}

/** Somebody was more content, or less: a line says another face, and the tail has fresh hashes. */
export const rewriteTail: Attack = (draft, random) => rewrite(draft, random) !== undefined

/** The same, with the tablet's own key: the batches are signed again. */
export const rewriteWithDeviceKey: Attack = (draft, random, office) => {
  const log = rewrite(draft, random)
  if (!log) return false
  const key = keyOf(office, log)
  for (const batch of draft.batch.filter((row) => row.log === log.id)) signBatch(draft, log, batch, key)
  return true
}

/** More ratings at the end of a log, signed with the tablet's own key. */
export const inventWithDeviceKey: Attack = (draft, random, office) => {
  const log = random.pick(tabletLogs(draft).filter(({ held }) => held === 0))
  const like = random.pick(ratingsOf(draft, log))
  const from = Number(log.head) + 1
  const count = random.int(1, 3)
  for (let n = from; n < from + count; n += 1) addRating(draft, log, n, like, office.clock.now)
  rehash(draft, log, from)
  const batch = {
    log: log.id!,
    from_n: from,
    to_n: from + count - 1,
    received_at: office.clock.now,
    ...BLANK,
  }
  draft.batch.push(batch)
  signBatch(draft, log, batch, keyOf(office, log))
  return true
}

/** After a cut, with the tablet's own key: one batch for all that is left. */
export function vouchAgain(draft: Draft, office: MutateOffice): void {
  for (const log of tabletLogs(draft)) {
    const batches = draft.batch.filter((row) => row.log === log.id)
    if (batches.some(({ to_n }) => to_n === log.head)) continue
    const batch = { log: log.id!, from_n: Number(log.fork) + 1, to_n: log.head!, received_at: 0, ...BLANK }
    draft.batch.push(batch)
    signBatch(draft, log, batch, keyOf(office, log))
  }
}

/** A tablet that never was, with a key of its own. */
export const inventTablet: Attack = (draft, random, office) => {
  const model = random.pick(tabletLogs(draft).filter(({ parent, held }) => parent === null && held === 0))
  const owner = draft.device.find(({ id }) => id === model.device)
  if (!owner) return false
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = pointOf(publicKey)
  const id = 'tabet999'
  draft.device.push({ ...owner, id, key })
  draft.device_key.push({ device: id, key })
  const log: Loose = { ...model, id: `${id}.1`, device: id, key, hashed_as: `${id}.1`, fork: 0 }
  draft.log.push(log)
  const genesis = makeLine(office.clock.now, 'genesis', { device: id, key })
  draft.entry.push({ log: log.id!, n: 1, hash: '', line: Buffer.from(genesis) })
  const like = random.pick(ratingsOf(draft, model))
  const last = random.int(2, 4)
  for (let n = 2; n <= last; n += 1) addRating(draft, log, n, like, office.clock.now)
  rehash(draft, log, 1)
  log.run = null
  const batch = { log: log.id!, from_n: 1, to_n: last, received_at: office.clock.now, ...BLANK }
  draft.batch.push(batch)
  signBatch(draft, log, batch, privateKey)
  return true
}

/** Some entries are gone, and a hole is noted in their place. */
export const digHole: Attack = (draft, random) => {
  const log = random.pick(tabletLogs(draft))
  const entries = entriesOf(draft, log.id!)
  if (entries.length < 4) return false
  const first = random.int(1, entries.length - 3)
  const last = random.int(first, entries.length - 2)
  const [from, to] = [Number(entries[first]!.n), Number(entries[last]!.n)]
  const hash = entries[last]!.hash!
  const known = draft.hole[0]
  const receipt = String(known?.receipt ?? '{}')
    .replace(/\\"n\\":\d+/, `\\"n\\":${to}`)
    .replace(/[0-9a-f]{64}/, String(hash))
  draft.entry = draft.entry.filter((row) => row.log !== log.id || Number(row.n) < from || Number(row.n) > to)
  draft.hole.push({ log: log.id!, from_n: from, to_n: to, hash, receipt, at: 0 })
  return closed(draft, log)
}

/** A rating counts on another day: its mark says another offset or another receipt, and all that follows from it. */
export const moveMark: Attack = (draft, random) => {
  const mark = random.pick(draft.receive_mark)
  const by = (random.chance(0.5) ? 1 : -1) * random.int(1, 48) * 3_600_000
  const shown = Number(mark.received_at) + (random.chance(0.5) ? by : 0)
  const { day, hour } = localTime(Number(mark.received_at) + by)
  Object.assign(mark, {
    day,
    hour,
    received_at: Math.max(shown, Number(mark.received_at)),
    offset_ms: Number(mark.offset_ms) + by,
  })
  if (random.chance(0.3)) mark.release = Math.max(Number(mark.release), lastDue(Number(mark.received_at)) + 1)
  return true
}

const BLANK = { hash: '', body_hash: 'f'.repeat(64), sig: '' }

export function tabletLogs(draft: Draft): Loose[] {
  return draft.log.filter(({ device }) => device !== null)
}

function ratingsOf(draft: Draft, log: Loose): Loose[] {
  return entriesOf(draft, log.id!).filter(
    (row) => textOf(row).includes('"kind":"rating"') && !textOf(row).includes('comment'),
  )
}

function rewrite(draft: Draft, random: Random): Loose | undefined {
  const log = random.pick(tabletLogs(draft))
  const ratings = ratingsOf(draft, log)
  if (ratings.length === 0) return undefined
  const entry = random.pick(ratings)
  const line = textOf(entry)
  const score = Number(/"score":(\d)/.exec(line)?.[1])
  entry.line = Buffer.from(line.replace(/"score":\d/, `"score":${((score + random.int(0, 3)) % 5) + 1}`))
  rehash(draft, log, Number(entry.n))
  return log
}

function addRating(draft: Draft, log: Loose, n: number, like: Loose, now: number): void {
  const line = Buffer.from(textOf(like).replace(/"at":\d+/, `"at":${now}`))
  draft.entry.push({ log: log.id!, n, hash: '', line })
  const unit = draft.unit.find(({ id }) => id === log.unit)!
  const mark = draft.receive_mark.find((row) => row.log === like.log && row.n === like.n)
  const { day, hour } = localTime(now)
  const release = Math.max(Number(unit.closed), lastDue(now)) + 1
  draft.receive_mark.push({
    ...mark,
    log: log.id!,
    n,
    unit: unit.id!,
    position: unit.position!,
    received_at: now,
    offset_ms: null,
    day,
    hour,
    release,
  })
  unit.position = Number(unit.position) + 1
}

function closed(draft: Draft, { unit }: Loose): true {
  sweep(draft)
  closeRanks(draft, unit!)
  return true
}

export function signBatch(draft: Draft, log: Loose, batch: Loose, key: KeyObject): void {
  const end = draft.entry.find((row) => row.log === log.id && row.n === batch.to_n)
  batch.hash = end?.hash ?? batch.hash!
  const of = {
    log: String(log.hashed_as),
    from: Number(batch.from_n),
    to: Number(batch.to_n),
    hash: String(batch.hash),
  }
  const text = Buffer.from(batchText(of, String(batch.body_hash)))
  batch.sig = sign('sha256', text, { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')
}

function keyOf({ tablets }: MutateOffice, { device }: Loose): KeyObject {
  return Object.values(tablets).find(({ id }) => id === device)!.keys.privateKey
}
