import type { Config } from '#src/protocol/config.ts'
import { fromBase64url, toBase64url, utf8 } from './bytes.ts'
import { type Disk, getMeta } from './db.ts'
import type { Meta } from './stored.ts'
import type { Deps, PinCheck } from './types.ts'

const FREE_TRIES = 5
const LOCK_MINUTES = [5, 15, 60]

type Tries = Meta['pin']

/** What a page knows of the tries, and when (monotonic ms) it last counted the lock down. */
export type PinGuard = { tries: Tries | undefined; countedAt: number }

export function openPinGuard(deps: Pick<Deps, 'mono'>): PinGuard {
  return { tries: undefined, countedAt: deps.mono() }
}

/**
 * Checks the PIN of the staff corner. The try is on disk before it is judged, so pulling the plug gains none. A lock is
 * counted down by the monotonic clock while the page runs: neither a set clock nor a restart shortens it. Where the disk
 * fails, tries are counted in memory, since staff then need the corner most.
 */
export async function checkPin(
  deps: Pick<Deps, 'crypto' | 'mono'>,
  disk: Disk,
  guard: PinGuard,
  { verifier, pin }: { verifier: Config['staffPin']; pin: string },
): Promise<PinCheck> {
  const tries = await recall(disk, guard)
  const elapsed = deps.mono() - guard.countedAt
  guard.countedAt = deps.mono()
  const lockedMs = Math.max(0, tries.lockedMs - elapsed)
  if (lockedMs > 0) {
    await remember(disk, guard, { ...tries, lockedMs })
    return { ok: false, lockedMinutes: Math.ceil(lockedMs / 60_000) }
  }
  const failed = failOnce(tries)
  await remember(disk, guard, failed)
  if (await matches(deps.crypto, verifier, pin)) {
    await remember(disk, guard, { failures: 0, lockedMs: 0 })
    return { ok: true }
  }
  if (failed.lockedMs > 0) return { ok: false, lockedMinutes: Math.ceil(failed.lockedMs / 60_000) }
  return { ok: false, triesLeft: FREE_TRIES - failed.failures }
}

/** Five wrong tries lock for 5 minutes, the next one for 15, every further one for 60. */
export function failOnce({ failures }: Tries): Tries {
  const now = failures + 1
  const minutes = LOCK_MINUTES[Math.min(now - FREE_TRIES, LOCK_MINUTES.length - 1)] ?? 0
  return { failures: now, lockedMs: minutes * 60_000 }
}

async function recall(disk: Disk, guard: PinGuard): Promise<Tries> {
  if (guard.tries) return guard.tries
  const read = await disk.read(['meta'], (tx) => getMeta(tx, 'pin'))
  return (read.ok && read.value) || { failures: 0, lockedMs: 0 }
}

async function remember(disk: Disk, guard: PinGuard, tries: Tries): Promise<void> {
  guard.tries = tries
  await disk.write(['meta'], async (tx, also) => also(tx.objectStore('meta').put(tries, 'pin')))
}

async function matches(crypto: Crypto, { salt, rounds, hash }: Config['staffPin'], pin: string) {
  const material = await crypto.subtle.importKey('raw', utf8(pin), 'PBKDF2', false, ['deriveBits'])
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt: fromBase64url(salt), iterations: rounds }
  return toBase64url(new Uint8Array(await crypto.subtle.deriveBits(derivation, material, 256))) === hash
}
