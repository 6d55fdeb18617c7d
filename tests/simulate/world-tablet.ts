import { syncOnce } from '#src/device/sync.ts'
import { openTablet } from '#src/device/tablet.ts'
import type { Deps, Draft, Tablet } from '#src/device/types.ts'
import { type Clock, type Device, makeDevice, whenOpened } from '#tests/support/device.ts'
import { noShift, type Shift } from './duty.ts'
import type { Oracle, Tapped } from './oracle.ts'
import type { Random } from './random.ts'
import type { Tap } from './story.ts'
import type { WorldClock } from './world-clock.ts'
import { seededCrypto } from './world-crypto.ts'
import { type Copy, type Disk, watchDisk } from './world-disk.ts'
import { makeNetwork, type Network } from './world-network.ts'

/** One tablet on its stand: a disk, a clock, a way to the server, and the page that is open on it. */
export type Stand = {
  name: number
  random: Random
  clock: Clock
  network: Network
  crypto: Crypto
  device: Device
  disk: Disk
  skew: number
  counter: number
  page: Page | undefined
  /** The pages and workers that run. */
  lives: Set<{ alive: boolean }>
  /** What the medium held when it began to keep what it is given in its cache only. */
  flushed: Copy | undefined
  /** A line on the disk was changed. */
  rotten: boolean
  shift: Shift
  /** The device that it was before its disk was emptied; '' where it was none. */
  was: string
}

/** A dead page hears nothing and thanks nobody. */
export type Page = {
  tablet: Tablet
  alive: boolean
  tap: Promise<void> | undefined
  /** The officers who typed their PIN and have no answer yet. */
  starting: string[]
}

type Around = { clock: WorldClock; random: Random; answer: (request: Request) => Promise<Response> }

/** Where it stands, and by how many ms its clock is ahead. */
export type Standing = { counter: number; skew: number }

export function setStand(name: number, at: Standing, around: Around): Stand {
  const random = around.random.fork(`tablet ${name}`)
  const clock = around.clock.part()
  const network = makeNetwork(clock, around.answer)
  const crypto = seededCrypto(random)
  const base = {
    ...at,
    name,
    random,
    clock,
    network,
    crypto,
    page: undefined,
    flushed: undefined,
    rotten: false,
    was: '',
    shift: noShift(),
    lives: new Set<{ alive: boolean }>(),
  }
  return { ...base, ...emptyDisk(base) }
}

/** A disk on which nothing was ever written, in the tablet's place. */
export function emptyDisk({
  random,
  clock,
  network,
  skew,
}: Pick<Stand, 'random' | 'clock' | 'network' | 'skew'>): Pick<Stand, 'device' | 'disk'> {
  const device = makeDevice(network.fetch, clock, { skew, chance: random.next })
  return { device, disk: watchDisk(device, clock, () => random.int(0, 12)) }
}

/** Opens a page where none is. */
export async function turnOn(stand: Stand): Promise<Page> {
  stand.page ??= { tablet: openTablet(depsOf(stand)), alive: true, tap: undefined, starting: [] }
  const { page } = stand
  await whenOpened(page.tablet)
  return page
}

/** The battery dies. What was being written has reached the disk, or nothing of it has. */
export function turnOff(stand: Stand, landed: boolean): void {
  if (stand.page) stand.page.alive = false
  stand.page = undefined
  for (const life of stand.lives) life.alive = false
  stand.lives.clear()
  stand.device.kill()
  stand.disk.cut(landed)
}

/** The service worker is woken, beside a page or without one. */
export async function wakeWorker(stand: Stand): Promise<void> {
  await syncOnce(depsOf(stand))
}

/** What a page or worker is given; once it is dead it takes no lock any more. */
function depsOf({ device, crypto, lives }: Stand): Deps {
  const life = { alive: true }
  lives.add(life)
  const deps = device.worker()
  const request = (...args: Parameters<LockManager['request']>) =>
    life.alive ? deps.locks.request(...args) : new Promise<never>(() => undefined)
  return { ...deps, crypto, locks: { request, query: () => deps.locks.query() } as LockManager }
}

/** A citizen at the screen, as far as the page lives; one at a time. */
export function touch(stand: Stand, tap: Tap, oracle: Oracle): Promise<void> | undefined {
  const { page, clock } = stand
  const status = page?.tablet.status()
  if (!page || page.tap || status?.kind !== 'paired') return undefined
  const { config } = status
  const draft: Omit<Draft, 'answers'> = {
    kind: config.practice ? 'practice' : 'rating',
    counter: config.counter.id,
    officer: config.officer?.id ?? null,
    shownToTap: tap.id,
    tappedAt: clock.now() + stand.skew,
  }
  const tapped = oracle.touched(stand.name, tap, draft)
  page.tap = rate(page, { tap, draft, tapped }, clock).finally(() => {
    page.tap = undefined
  })
  return page.tap
}

type Rating = { tap: Tap; draft: Omit<Draft, 'answers'>; tapped: Tapped }

async function rate(page: Page, { tap, draft, tapped }: Rating, clock: Clock): Promise<void> {
  let shown: Draft | undefined
  for (const answers of tap.answers) {
    if (!page.alive) return
    tapped.tried += 1
    const kept = await page.tablet.keepDraft({ ...draft, answers })
    if (!page.alive) return
    if (!kept.ok) break
    shown = { ...draft, answers }
    tapped.kept = tapped.tried
    if (tap.linger > 0) await new Promise<void>((resolve) => clock.later(tap.linger, resolve))
  }
  if (!page.alive || !shown) return
  tapped.closed = true
  const closing = await page.tablet.close(shown, tap.end, tap.comment?.typed, tap.linger)
  if (page.alive && closing.ok) tapped.code = closing.code
}
