import type { Config } from '#src/protocol/config.ts'
import {
  type Batch,
  parseAuthorization,
  parseBody,
  type Receipt,
  TabletState,
} from '#src/protocol/log-schema.ts'
import { signedText } from '#src/protocol/signed.ts'
import type { Signed } from '#src/protocol/signed-schema.ts'

/**
 * The network's answers, scripted: weather, not the server. Unless told otherwise it says of every batch that all of it
 * is stored, without looking.
 */
export type Seen = {
  path: string
  headers: Headers
  raw: Uint8Array
  /** Of a batch only. */
  batch: Batch | undefined
  state: TabletState | undefined
  lines: string[]
  comments: { n: number; sealed: string }[]
}

export type Answer = (seen: Seen) => Response | Promise<Response>

export type Network = {
  fetch: typeof fetch
  seen: Seen[]
  /** Batches only, oldest first. */
  batches: () => (Seen & { batch: Batch; state: TabletState })[]
  /** The next answers, one a request; then the usual one. */
  script: (...answers: Answer[]) => void
  /** The usual answer from now on; undefined: everything is stored. */
  always: (answer: Answer | undefined) => void
  config: Config
  epoch: string
  /** The server's clock. */
  now: () => number
  receipt: (fields: Partial<Receipt> & Pick<Receipt, 'log' | 'n' | 'hash'>) => Promise<Signed>
  sign: (purpose: 'receipt' | 'config', value: unknown, key?: TestKey) => Promise<Signed>
  key: TestKey
  openSealed: (sealed: string) => Promise<{ salt: string; text: string }>
}

export type TestKey = { kid: string; key: string; pair: CryptoKeyPair }

export async function makeNetwork(now: () => number): Promise<Network> {
  const key = await makeTestKey('testkey2')
  const sealing = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
  const sealKey = await rawPoint(sealing.publicKey)
  const scripted: Answer[] = []
  let usual: Answer | undefined
  const network: Network = {
    seen: [],
    batches: () =>
      network.seen.flatMap((s) => (s.batch && s.state ? [{ ...s, batch: s.batch, state: s.state }] : [])),
    script: (...answers) => scripted.push(...answers),
    always: (answer) => {
      usual = answer
    },
    config: testConfig({ kid: key.kid, key: key.key }, sealKey),
    epoch: 'e1',
    now,
    key,
    sign: (purpose, value, by = key) => signLine(by, purpose, JSON.stringify(value)),
    receipt: (fields) =>
      network.sign('receipt', {
        epoch: network.epoch,
        config: network.config.version,
        at: network.now(),
        ...fields,
      }),
    openSealed: (sealed) => unseal(sealing.privateKey, sealed),
    fetch: async (input, init) => {
      const seen = await look(String(input), init ?? {})
      network.seen.push(seen)
      const answer =
        scripted.shift() ??
        usual ??
        ((s: Seen) => (s.path === '/api/v1/pair' ? paired(network) : stored(network, s)))
      return Promise.race([answer(seen), whenAborted(init?.signal)])
    },
  }
  return network
}

/** 200 with a receipt that names what was sent, and the config where the tablet's is another. */
export async function stored(
  network: Network,
  { batch, state }: Seen,
  more: Partial<Receipt> = {},
): Promise<Response> {
  if (!batch) return new Response('not found', { status: 404 })
  const receipt = await network.receipt({ log: batch.log, n: batch.to, hash: batch.hash, ...more })
  const news =
    state?.config === network.config.version ? {} : { config: await network.sign('config', network.config) }
  return Response.json({ receipt, ...news }, { status: more.held ? 202 : 200 })
}

/** The problem `gap`: the server stands at that number. */
export async function gap(network: Network, at: Pick<Receipt, 'log' | 'n' | 'hash'>): Promise<Response> {
  const body = {
    type: '/problems#gap',
    code: 'gap',
    status: 409,
    title: 'gap',
    receipt: await network.receipt(at),
  }
  return Response.json(body, { status: 409 })
}

export function problem(code: string, status: number, headers: Record<string, string> = {}): Response {
  return Response.json({ type: `/problems#${code}`, code, status, title: code }, { status, headers })
}

function whenAborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason) // while the request was still being looked at
    signal?.addEventListener('abort', () => reject(signal.reason))
  })
}

/** What the network does when there is none. */
export function lost(): never {
  throw new TypeError('fetch failed')
}

async function paired(network: Network): Promise<Response> {
  const { kid, key } = network.key
  return Response.json({
    device: network.config.device,
    log: `${network.config.device}.1`,
    epoch: network.epoch,
    config: await network.sign('config', network.config),
    serverKeys: [{ kid, key }],
    at: network.now(),
  })
}

export async function makeTestKey(kid: string): Promise<TestKey> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ])
  return { kid, key: await rawPoint(pair.publicKey), pair }
}

async function signLine(by: TestKey, purpose: 'receipt' | 'config', line: string): Promise<Signed> {
  const text = new TextEncoder().encode(signedText(purpose, line))
  const sig = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, by.pair.privateKey, text)
  return { line, sig: Buffer.from(sig).toString('base64url'), kid: by.kid }
}

async function look(address: string, init: RequestInit): Promise<Seen> {
  const headers = new Headers(init.headers)
  const raw = typeof init.body === 'string' ? Buffer.from(init.body) : new Uint8Array(init.body as Uint8Array)
  const batch = parseAuthorization(headers.get('Authorization') ?? '')
  const state = headers.get('HaiLong-Tablet')
  const text = batch ? await gunzip(raw) : ''
  const body = parseBody(text)
  return {
    path: new URL(address).pathname,
    headers,
    raw,
    batch,
    state: state === null ? undefined : TabletState.parse(JSON.parse(state)),
    lines: body?.lines ?? [],
    comments: body?.comments ?? [],
  }
}

function gunzip(raw: Uint8Array): Promise<string> {
  const bytes = new Blob([raw as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'))
  return new Response(bytes).text()
}

async function unseal(privateKey: CryptoKey, sealed: string): Promise<{ salt: string; text: string }> {
  const blob = Buffer.from(sealed, 'base64url')
  const curve = { name: 'ECDH', namedCurve: 'P-256' }
  const theirs = await crypto.subtle.importKey('raw', blob.subarray(0, 65), curve, false, [])
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, privateKey, 256)
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey'])
  const info = new TextEncoder().encode('hailong-comment/1')
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }
  const key = await crypto.subtle.deriveKey(hkdf, material, { name: 'AES-GCM', length: 256 }, false, [
    'decrypt',
  ])
  const plain = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: blob.subarray(65, 77) },
    key,
    blob.subarray(77),
  )
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain))
}

async function rawPoint(key: CryptoKey): Promise<string> {
  return Buffer.from(await crypto.subtle.exportKey('raw', key)).toString('base64url')
}

function testConfig(signing: { kid: string; key: string }, sealKey: string): Config {
  return {
    version: 1,
    device: 'k3m9x2aq',
    unit: { id: 'u2n3m4', name: 'UBND xã Hòa Bình', place: 'Hòa Bình' },
    counter: { id: 'c2n3m4', label: '3', name: 'Hộ tịch' },
    officer: { id: 'f2n3m4', name: 'Nguyễn Thị Hoa', title: 'Công chức' },
    practice: false,
    retired: false,
    closedSince: null,
    hours: null,
    meet: null,
    origin: 'https://hailong.test',
    keys: { sign: [signing], seal: { kid: 'sealkey2', key: sealKey } },
    staffPin: { salt: 'c2FsdA', rounds: 1000, hash: 'qq' },
    spread: 3,
    heartbeat: 15,
  }
}
