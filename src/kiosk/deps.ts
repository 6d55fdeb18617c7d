import type { Deps } from '#src/device/types.ts'

declare const __BUILD__: string

/** The browser as the tablet's log sees it. */
export function deviceDeps(worker: NonNullable<Deps['worker']>): Deps {
  return {
    indexedDB,
    caches: self.caches,
    crypto,
    locks: navigator.locks,
    storage: navigator.storage,
    fetch: (input, init) => fetch(input, init),
    now: () => Date.now(),
    mono: () => performance.now(),
    later: (ms, then) => {
      const timer = setTimeout(then, ms)
      return () => clearTimeout(timer)
    },
    chance: Math.random,
    origin: location.origin,
    build: __BUILD__,
    secure: isSecureContext,
    serviceWorker: () => navigator.serviceWorker?.ready ?? new Promise(() => undefined),
    worker,
  }
}
