import { utf8 } from './bytes.ts'
import { type Disk, getMeta } from './db.ts'
import { makeKeys } from './identity.ts'
import { isSecure } from './secure.ts'
import { askToPersist } from './storage.ts'
import type { Deps, PairingWarning } from './types.ts'

/** So far off, days and half days come out wrong. */
const CLOCK_TOLERANCE_MS = 2 * 60_000

/** Asked to keep storage, a browser may ask a person. */
const PERSIST_PATIENCE_MS = 3_000
/** So long a first worker takes to fetch what it precaches over a slow line. */
const WORKER_PATIENCE_MS = 10_000

/** What stops a pairing: without a secure context or a disk that keeps a key, no rating would be safe. */
export async function preflight(deps: Deps, disk: Disk): Promise<'insecure' | 'storage' | undefined> {
  if (!isSecure(deps)) return 'insecure'
  const { keys } = await makeKeys(deps.crypto)
  const written = await disk.write(['meta'], async (tx, also) =>
    also(tx.objectStore('meta').put(keys, 'probe')),
  )
  if (!written.ok) return 'storage'
  const read = await disk.read(['meta'], (tx) => getMeta(tx, 'probe'))
  if (!read.ok || !read.value || !(await isSamePair(deps.crypto, keys, read.value))) return 'storage'
  const removed = await disk.write(['meta'], async (tx, also) => also(tx.objectStore('meta').delete('probe')))
  return removed.ok ? undefined : 'storage'
}

/** What staff are told, and what stops nothing. */
export async function warnings(deps: Deps, serverTime: number): Promise<PairingWarning[]> {
  const [persisted, worker] = await Promise.all([
    within(deps, PERSIST_PATIENCE_MS, askToPersist(deps.storage)),
    !deps.serviceWorker ||
      within(
        deps,
        WORKER_PATIENCE_MS,
        deps.serviceWorker().then(() => true),
      ),
  ])
  const found: [PairingWarning, boolean][] = [
    ['not-persistent', !persisted],
    ['bare-address', isBareAddress(deps.origin)],
    ['wrong-clock', Math.abs(deps.now() - serverTime) > CLOCK_TOLERANCE_MS],
    ['no-service-worker', !worker],
  ]
  return found.flatMap(([warning, is]) => (is ? [warning] : []))
}

/** The answer, or false where it takes longer. */
function within(deps: Pick<Deps, 'later'>, ms: number, answer: Promise<boolean>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const cancel = deps.later(ms, () => resolve(false))
    answer.finally(cancel).then(resolve, reject)
  })
}

/** An address of numbers changes with the network, and its log and key with it. This machine's own does not. */
export function isBareAddress(origin: string): boolean {
  const { hostname } = new URL(origin)
  return /^(\d+\.){3}\d+$|^\[/.test(hostname) && !/^127\.|^\[::1\]$/.test(hostname)
}

async function isSamePair(crypto: Crypto, made: CryptoKeyPair, read: CryptoKeyPair): Promise<boolean> {
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' }
  const text = utf8('hailong-probe')
  const signature = await crypto.subtle.sign(algorithm, read.privateKey, text)
  return crypto.subtle.verify(algorithm, made.publicKey, signature, text)
}
