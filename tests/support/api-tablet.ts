import {
  createCipheriv,
  createHash,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { expect } from 'vitest'
import type { Reason, Score } from '#src/domain/conduct.ts'
import { chainText, commentText, makeLine, NO_HASH } from '#src/domain/entry.ts'
import { symbols } from '#src/domain/id.ts'
import { type RatingKind, ratingBody } from '#src/domain/rating.ts'
import type { RatingBody } from '#src/domain/rating-schema.ts'
import { batchText, formatAuthorization, formatBody } from '#src/protocol/log.ts'
import type { TabletState } from '#src/protocol/log-schema.ts'
import type { PairingOffer } from '#src/protocol/session.ts'
import type { Api, Head } from './api.ts'

export type Tap = {
  kind?: RatingKind
  score: Score
  reasons?: Reason[]
  /** Hash of a sealed comment, base64url, and the blob. */
  comment?: { length: number; hash: string; sealed: string }
  counter?: string
  /** Changes what `ratingBody` makes. */
  with?: Partial<RatingBody>
}

export type Tablet = {
  device: string
  /** Writes ratings into the tablet's log. */
  rate: (...taps: Tap[]) => void
  /** Writes an entry of another kind. */
  write: (kind: string, body: object) => void
  /** Writes a line, whatever it says. */
  writeLine: (line: string) => void
  /** Forgets what is written and not sent. */
  drop: () => void
  /** Sends what is not sent yet, saying that of itself; answers the server's status. */
  send: (state?: string) => Promise<Response>
  sendOk: () => Promise<void>
}

/** Where it is paired: the app itself, or a server that answers over HTTP. */
type Server = Pick<Api, 'ask'> & { clock: Readonly<Api['clock']> }
type Place = Pick<Head, 'unit' | 'counter' | 'officer' | 'post'>

type Options = { counter?: string; practice?: boolean }

/** A tablet paired over the API, out of practice unless told otherwise, that signs real batches. */
export async function pairTablet(
  api: Server,
  head: Place,
  { counter = head.counter, practice }: Options = {},
): Promise<Tablet> {
  const offer = await head.post<PairingOffer>('/pairing-codes', { counter })
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x, y } = publicKey.export({ format: 'jwk' }) as { x: string; y: string }
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
  const key = point.toString('base64url')
  const response = await api.ask('POST', '/api/v1/pair', { body: { code: offer.code, key } })
  expect(response.status, await response.clone().text()).toBe(200)
  const { device, log } = (await response.json()) as { device: string; log: string }
  if (!practice) await head.post(`/devices/${device}/begin`)
  const run = symbols(randomBytes(8))
  const tablet = tabletOf(api, { device, log, privateKey, run, head, counter })
  tablet.write('genesis', { device, key })
  tablet.write('assigned', { config: 1, unit: head.unit, counter })
  tablet.write('mark', { build: 'test', run, persisted: true, used: 1, quota: 1000 })
  return tablet
}

type Own = { device: string; log: string; privateKey: KeyObject; run: string; head: Place; counter: string }

function tabletOf(api: Server, own: Own): Tablet {
  const links: { n: number; hash: string; line: string }[] = []
  const comments: { n: number; sealed: string }[] = []
  let sent = 0
  const write = (kind: string, body: object) => writeLine(makeLine(api.clock.now, kind, body))
  const writeLine = (line: string) => {
    const n = links.length + 1
    links.push({ n, line, hash: sha256(chainText(own.log, n, links.at(-1)?.hash ?? NO_HASH, line)) })
  }
  const send = async (state?: string) => {
    const batch = links.slice(sent)
    const carried = comments.filter(({ n }) => n > sent)
    const raw = gzipSync(formatBody(batch, carried))
    const { log, device: _, privateKey, run } = own
    const said = { log, from: sent + 1, to: links.length, hash: links.at(-1)?.hash ?? NO_HASH }
    const text = Buffer.from(batchText(said, sha256(raw)))
    const sig = sign('sha256', text, { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')
    const response = await api.ask('POST', '/api/v1/log', {
      headers: {
        Authorization: formatAuthorization({ ...said, sig }),
        'Content-Encoding': 'gzip',
        'HaiLong-Tablet': state ?? JSON.stringify(stateOf(api.clock.now, run)),
      },
      raw,
    })
    if (response.ok) sent = links.length
    return response
  }
  return {
    device: own.device,
    write,
    writeLine,
    drop: () => {
      links.length = sent
    },
    rate: (...taps) => {
      for (const tap of taps) {
        write(tap.kind ?? 'rating', bodyOf(tap, own))
        if (tap.comment) comments.push({ n: links.length, sealed: tap.comment.sealed })
      }
    },
    send,
    sendOk: async () => {
      const response = await send()
      expect(response.status, await response.clone().text()).toBe(200)
    },
  }
}

function bodyOf(tap: Tap, { counter, head }: Own): RatingBody {
  const answers = { score: tap.score, standards: {}, all: false, reasons: tap.reasons ?? [], rechosen: [] }
  const circumstances = {
    counter: tap.counter ?? counter,
    officer: head.officer,
    shownToTap: 1000,
    tapToClose: 2000,
    end: 'done' as const,
    comment: tap.comment,
  }
  return { ...ratingBody(answers, circumstances), ...tap.with }
}

function stateOf(wall: number, run: string): TabletState {
  const storage = { used: 1, quota: 1000, persisted: true }
  return { run, wall, mono: wall, pending: 0, oldest: 0, ...storage, build: 'test', config: 1 }
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

/** A comment as a tablet seals it to the server's key. */
export async function sealed(key: string, text: string): Promise<NonNullable<Tap['comment']>> {
  const salt = randomBytes(16).toString('base64url')
  const hash = createHash('sha256').update(commentText(salt, text)).digest('base64url')
  const curve = { name: 'ECDH', namedCurve: 'P-256' }
  const own = await crypto.subtle.generateKey(curve, true, ['deriveBits'])
  const theirs = await crypto.subtle.importKey('raw', Buffer.from(key, 'base64url'), curve, false, [])
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, own.privateKey, 256)
  const material = Buffer.from(
    hkdfSync('sha256', Buffer.from(shared), Buffer.alloc(0), 'hailong-comment/1', 32),
  )
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', material, iv)
  const cipherText = Buffer.concat([
    cipher.update(JSON.stringify({ salt, text })),
    cipher.final(),
    cipher.getAuthTag(),
  ])
  const point = Buffer.from(await crypto.subtle.exportKey('raw', own.publicKey))
  return { length: text.length, hash, sealed: Buffer.concat([point, iv, cipherText]).toString('base64url') }
}
