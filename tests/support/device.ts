import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { openTablet } from '#src/device/tablet.ts'
import type { Deps, Tablet } from '#src/device/types.ts'
import { type Faults, faultyFactory } from './device-faults.ts'
import { makeLocks } from './device-locks.ts'

/** One that a test can wait at. */
export type TestClock = Clock & {
  /** Until somebody has begun to wait for just so long: on a busy machine what comes before that takes its time. */
  awaited: (ms: number) => Promise<void>
}

/** Time for everybody in a test; it moves only when it is told to. */
export type Clock = {
  /** True time, ms since 1970. */
  now: () => number
  later: (ms: number, then: () => void) => () => void
  /** Lets so many ms pass: timers that fall due run in order, and each is given time to do its work. */
  pass: (ms: number) => Promise<void>
}

export function makeClock(start = Date.parse('2026-11-23T01:30:00Z')): TestClock {
  const timers = new Set<{ at: number; then: () => void }>()
  let at = start
  const nextBy = (end: number) => [...timers].filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0]
  return {
    now: () => at,
    later: (ms, then) => {
      const timer = { at: at + ms, then }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    pass: async (ms) => {
      const end = at + ms
      for (let next = nextBy(end); next; next = nextBy(end)) {
        at = Math.max(at, next.at)
        timers.delete(next)
        next.then()
        await breathe()
      }
      at = end
    },
    awaited: async (ms) => {
      const ahead = () => [...timers].map((timer) => timer.at - at)
      for (let tries = 0; !ahead().includes(ms); tries += 1) {
        if (tries > 1_000) throw new Error(`Nobody waits ${ms} ms, but ${ahead()}.`)
        await breathe()
      }
    },
  }
}

/** Gives what is under way (IndexedDB, WebCrypto, streams) real time to finish. */
export async function breathe(ms = 15): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms))
}

/** One tablet: its disk and its wall clock outlive the pages that are opened on it. */
export type Device = {
  /** Opens a page. The one before must be shut or killed, else the new one is the second. */
  open: () => Tablet
  /** Ends all pages as a dead battery does: nothing that they were at goes on. */
  kill: () => void
  /** Sets the tablet's wall clock by so many ms. */
  jump: (ms: number) => void
  /** What the service worker is given. */
  worker: () => Deps
  /** What goes wrong with the disk. */
  faults: Faults
  room: { usage: number; quota: number; persisted: boolean }
  factory: IDBFactory
}

export type DeviceOptions = { origin?: string; build?: string; skew?: number; chance?: () => number }

/** A tablet with a fresh disk. `fetch` is its network, which many tablets may share, like the clock. */
export function makeDevice(fetch: Deps['fetch'], clock: Clock, options: DeviceOptions = {}): Device {
  const { origin = 'https://hailong.test', build = 'test', chance = Math.random } = options
  const factory = new IDBFactory()
  const faults: Faults = {}
  const room = { usage: 3 * 2 ** 20, quota: 1000 * 2 ** 20, persisted: true }
  const locks = makeLocks()
  const lives = new Set<{ alive: boolean }>()
  let skew = options.skew ?? 0
  const give = (): Deps => {
    const life = { alive: true }
    lives.add(life)
    const opened = clock.now()
    return {
      indexedDB: faultyFactory(factory, faults, life),
      crypto: globalThis.crypto,
      locks: locks.of(life),
      storage: storageOf(room),
      fetch: (input, init) => (life.alive ? untilDeath(life, fetch(input, init)) : never()),
      now: () => clock.now() + skew,
      mono: () => clock.now() - opened,
      later: (ms, then) => clock.later(ms, () => life.alive && then()),
      chance,
      origin,
      build,
    }
  }
  return {
    open: () => openTablet(give()),
    kill: () => {
      for (const life of lives) life.alive = false
      for (const life of lives) locks.free(life)
      lives.clear()
    },
    jump: (ms) => {
      skew += ms
    },
    worker: give,
    faults,
    room,
    factory,
  }
}

/** Resolves when the tablet has left 'opening'. */
export function whenOpened(tablet: Tablet): Promise<Tablet> {
  if (tablet.status().kind !== 'opening') return Promise.resolve(tablet)
  return new Promise((resolve) => {
    const end = tablet.watch(() => {
      end()
      resolve(tablet)
    })
  })
}

function storageOf(room: Device['room']): StorageManager {
  return {
    estimate: async () => ({ usage: room.usage, quota: room.quota }),
    persisted: async () => room.persisted,
    persist: async () => room.persisted,
    getDirectory: () => Promise.reject(new DOMException('not in this test', 'NotSupportedError')),
  }
}

/** A page that died hears of no answer. */
async function untilDeath<T>(life: { alive: boolean }, answer: Promise<T>): Promise<T> {
  const settled = await Promise.allSettled([answer])
  return life.alive && settled[0].status ? answer : never()
}

function never<T>(): Promise<T> {
  return new Promise(() => undefined)
}
