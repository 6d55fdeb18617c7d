import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { chainText, commentText, type Link, makeLine, NO_HASH } from '#src/domain/entry.ts'
import type { RatingBody } from '#src/domain/rating-schema.ts'
import { batchText, formatAuthorization, formatBody } from '#src/protocol/log.ts'
import { type Batch, Receipt, type TabletState } from '#src/protocol/log-schema.ts'
import type { Deps } from '#src/server/deps.ts'
import { ingest, type LogPost, type Outcome } from '#src/server/ingest.ts'
import { sealFor } from './seal.ts'

type Place = { id: string; unit: string; counter: string; generation?: number; keys?: Pair }
type Pair = { publicKey: KeyObject; privateKey: KeyObject }
type Rating = Partial<RatingBody> & { text?: string; at?: number }
type Sending = {
  from?: number
  to?: number
  state?: Partial<TabletState>
  after?: string
  comments?: boolean
}

/** A tablet made of node:crypto alone, so that the server is not checked by its own code. */
export type Tablet = {
  id: string
  log: string
  key: string
  keys: Pair
  links: Link[]
  /** Ahead of true time by so many ms. */
  skew: number
  run: string
  add: (kind: string, body: object, at?: number) => Link
  rate: (rating?: Rating) => Link
  mark: (run?: string) => Link
  /** The batch as it goes over the wire; without numbers, everything. */
  post: (sending?: Sending) => LogPost
  send: (sending?: Sending) => Promise<Outcome>
  /** Another tablet with the same key and the same log up to here: what a copied disk does. */
  copy: () => Tablet
}

export async function makeTablet(deps: Deps, place: Place): Promise<Tablet> {
  const keys = place.keys ?? generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const tablet = tabletOf(deps, { ...place, keys }, [])
  const { id, unit, counter } = place
  const known = await deps.db.selectFrom('device').select('id').where('id', '=', id).executeTakeFirst()
  await deps.db
    .insertInto('device')
    .values({
      id,
      unit,
      counter,
      key: tablet.key,
      generation: place.generation ?? 1,
      practice: 0,
      retired: 0,
      paired_at: deps.now() - 60_000,
      config_version: 1,
      cookie: '',
      state: null,
      seen_at: null,
    })
    .onConflict((found) => found.column('id').doNothing())
    .execute()
  if (!known) await deps.db.insertInto('device_key').values({ device: id, key: tablet.key }).execute()
  tablet.add('genesis', { device: id, key: tablet.key })
  tablet.add('assigned', { config: 2, unit, counter })
  tablet.mark('runrun22')
  return tablet
}

function tabletOf(deps: Deps, place: Place & { keys: Pair }, links: Link[]): Tablet {
  const { id, counter, keys } = place
  const log = `${id}.${place.generation ?? 1}`
  const sealed = new Map<number, string>()
  const tablet: Tablet = {
    id,
    log,
    keys,
    key: pointOf(keys.publicKey),
    links,
    skew: 0,
    run: 'runrun22',
    add: (kind, body, at = deps.now() + tablet.skew) => {
      const n = links.length + 1
      const line = makeLine(at, kind, body)
      const link = { n, line, hash: sha256(chainText(log, n, links.at(-1)?.hash ?? NO_HASH, line)) }
      links.push(link)
      return link
    },
    // `at` is the tap; the line is made when the rating is closed.
    rate: ({ text, at = deps.now() + tablet.skew, ...rating } = {}) => {
      const salt = 'c2FsdHNhbHRzYWx0'
      const comment = text === undefined ? {} : { comment: [text.length, digestOf(commentText(salt, text))] }
      const body = { ...RATING, counter, ...comment, ...rating }
      const link = tablet.add('rating', body, at + body.ms[1])
      if (text !== undefined) sealed.set(link.n, sealFor(deps.keys.seal.key, { salt, text }))
      return link
    },
    mark: (run = tablet.run) => {
      tablet.run = run
      return tablet.add('mark', { build: 'test', run, persisted: true, used: 1, quota: 100 })
    },
    post: (sending = {}) => postOf(deps, tablet, sealed, sending),
    send: (sending) => ingest(deps, tablet.post(sending)),
    copy: () => Object.assign(tabletOf(deps, place, [...links]), { skew: tablet.skew, run: tablet.run }),
  }
  return tablet
}

const RATING: Omit<RatingBody, 'counter'> = {
  q: '4xin4luon@1',
  score: 5,
  std: '11------',
  officer: 'canba2',
  ms: [1200, 4000],
  end: 'done',
  ch: 'kiosk',
}

function postOf(deps: Deps, tablet: Tablet, sealed: Map<number, string>, sending: Sending): LogPost {
  const { from = 1, to = tablet.links.length } = sending
  const some = tablet.links.slice(from - 1, to)
  const comments = [...sealed].flatMap(([n, blob]) => (n >= from && n <= to ? [{ n, sealed: blob }] : []))
  const body = gzipSync(formatBody(some, sending.comments === false ? [] : comments))
  const hash = tablet.links[to - 1]?.hash ?? NO_HASH
  const state: TabletState = { ...STATE, run: tablet.run, wall: deps.now() + tablet.skew, ...sending.state }
  return {
    authorization: authorize(tablet, { log: tablet.log, from, to, hash }, body),
    tablet: JSON.stringify(state),
    after: sending.after ?? null,
    contentEncoding: 'gzip',
    body,
  }
}

const STATE = {
  mono: 0,
  pending: 0,
  oldest: 0,
  used: 1,
  quota: 100,
  persisted: true,
  build: 'test',
  config: 2,
}

/** The header for that body, signed by the tablet. */
export function authorize(tablet: Tablet, batch: Omit<Batch, 'sig'>, body: Uint8Array): string {
  const text = batchText(batch, sha256(body))
  const sig = sign('sha256', Buffer.from(text), { key: tablet.keys.privateKey, dsaEncoding: 'ieee-p1363' })
  return formatAuthorization({ ...batch, sig: sig.toString('base64url') })
}

/** The receipt of an answer; throws where the batch was refused. */
export function receiptOf(outcome: Outcome): Receipt {
  if (outcome.kind === 'refused') throw new Error(`refused: ${outcome.code}`)
  return Receipt.parse(JSON.parse(outcome.answer.receipt.line))
}

/** The raw P-256 point, base64url. */
export function pointOf(key: KeyObject): string {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  return Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]).toString(
    'base64url',
  )
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
