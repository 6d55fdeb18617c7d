import type { Config } from '#src/protocol/config.ts'
import { fromBase64url, utf8 } from './bytes.ts'
import { type Disk, getMeta } from './db.ts'
import type { Meta } from './stored.ts'
import type { Deps, PinCheck } from './types.ts'

const FREE_TRIES = 5
const LOCK_MINUTES = [5, 15, 60]

type Tries = Meta['pin']

/** What a page knows of the tries at that officer's PIN, and when (monotonic ms) it last counted the lock down; null: the staff corner's. */
export type PinGuard = { of: string | null; tries: Tries | undefined; countedAt: number }

export function openPinGuard(deps: Pick<Deps, 'mono'>, of: string | null = null): PinGuard {
  return { of, tries: undefined, countedAt: deps.mono() }
}

/**
 * Checks a PIN, where no lock stands. The try is on disk before it is judged, so pulling the plug gains none. A lock is
 * counted down by the monotonic clock while the page runs: neither a set clock nor a restart shortens it. Where the disk
 * fails, tries are counted in memory, since staff then need the corner most.
 */
export async function checkPin(
  deps: Pick<Deps, 'mono'>,
  disk: Disk,
  guard: PinGuard,
  isRight: () => Promise<boolean>,
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
  if (await isRight()) {
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
  const { of } = guard
  const read = await disk.read(['meta'], async (tx) =>
    of === null ? getMeta(tx, 'pin') : (await getMeta(tx, 'pins'))?.tries[of],
  )
  return (read.ok && read.value) || { failures: 0, lockedMs: 0 }
}

async function remember(disk: Disk, guard: PinGuard, tries: Tries): Promise<void> {
  guard.tries = tries
  const { of } = guard
  await disk.write(['meta'], async (tx, also) => {
    const meta = tx.objectStore('meta')
    if (of === null) return also(meta.put(tries, 'pin'))
    const others = (await getMeta(tx, 'pins'))?.tries
    also(meta.put({ tries: { ...others, [of]: tries } }, 'pins'))
  })
}

/** What PBKDF2-SHA-256 makes of a PIN: 32 bytes. Slow on purpose. */
export async function stretch(
  crypto: Crypto,
  { salt, rounds }: Pick<Config['staffPin'], 'salt' | 'rounds'>,
  pin: string,
): Promise<Uint8Array> {
  const material = await crypto.subtle.importKey('raw', utf8(pin), 'PBKDF2', false, ['deriveBits'])
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt: fromBase64url(salt), iterations: rounds }
  return new Uint8Array(await crypto.subtle.deriveBits(derivation, material, 256))
}
