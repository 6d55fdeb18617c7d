import { toBase64url } from './bytes.ts'
import { configOnDisk } from './config-on-disk.ts'
import { readHealth } from './health.ts'
import { type Page, showPaired } from './page.ts'
import { type Paired, pair } from './pairing.ts'
import { pairAgain } from './pairing-again.ts'
import { checkPin, openPinGuard, stretch } from './pin.ts'
import { inTurn } from './turn.ts'
import type { Health, Pairing, PinCheck } from './types.ts'

export { dutyOf, lookAtDuty } from './duty.ts'
export { askKnown } from './known-again.ts'
export { makeRescue } from './rescue.ts'

/** What only staff ask of a tablet. The page loads it with the screens that ask; citizens never wait for it. */

/** Pairs a page that is open and not paired yet. */
export function pairPage(page: Page, code: string): Promise<Pairing> {
  return begin(page, () => pair(page.deps, page.disk, code))
}

/** The same without a code, where the server knows this browser as a tablet that was emptied. */
export function pairPageAgain(page: Page): Promise<Pairing> {
  return begin(page, () => pairAgain(page.deps, page.disk))
}

function begin(page: Page, work: () => Promise<Paired>): Promise<Pairing> {
  return page.turn(async () => {
    if (page.status.kind !== 'unpaired') return { ok: false, why: 'storage' }
    const pairing = await work()
    if (!pairing.ok) return pairing
    page.book = pairing.book
    showPaired(page)
    page.schedule.poke('start')
    return { ok: true, warnings: pairing.warnings }
  })
}

export function healthOf(page: Page): Promise<Health> {
  return readHealth(page.deps, page.disk, { lastTry: page.lastTry, run: page.book?.run.id })
}

/** Tries of one page are judged one after the other, so that many at once gain none. */
export async function checkPinOf(page: Page, pin: string): Promise<PinCheck> {
  const verifier = (page.book?.config ?? (await configOnDisk(page.disk)))?.staffPin
  if (!verifier) return { ok: false, triesLeft: 0 }
  page.pin ??= { turn: inTurn(), guard: openPinGuard(page.deps) }
  const { turn, guard } = page.pin
  const { deps, disk } = page
  return turn(() =>
    checkPin(deps, disk, guard, async () => {
      return toBase64url(await stretch(deps.crypto, verifier, pin)) === verifier.hash
    }),
  )
}
