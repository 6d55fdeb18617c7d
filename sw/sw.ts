import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { syncOnce } from '#src/device/sync.ts'

/**
 * The whole service worker: the kiosk opens without a network, and where the browser has the `sync` event, what waits is
 * sent while no page is open. It never appends to the log and answers nothing but the kiosk's own files.
 */
declare const self: ServiceWorkerGlobalScope & {
  __WB_MANIFEST: (string | { url: string; revision: string | null })[]
}
declare const __BUILD__: string

precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/kiosk/index.html'), { allowlist: [/^\/kiosk\//] }),
)

// The first worker serves the page that installed it, so that a reload without a network works from the first minute.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('message', ({ data }) => {
  if (isSkipWaiting(data)) void self.skipWaiting()
})

self.addEventListener('sync', (event) => {
  const { tag, waitUntil } = event as ExtendableEvent & { tag: string }
  if (tag === 'log') waitUntil.call(event, send())
})

function isSkipWaiting(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'SKIP_WAITING'
}

async function send(): Promise<void> {
  const outcome = await syncOnce({
    indexedDB,
    caches,
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
    origin: self.location.origin,
    build: __BUILD__,
    worker: () => ({ state: 'activated', serves: false, update: self.registration.waiting !== null }),
  })
  if (outcome.kind === 'left-to-page')
    for (const page of await self.clients.matchAll()) page.postMessage('sync')
  // A rejection asks the browser to fire the event again later.
  if (outcome.kind === 'offline') throw new Error('still offline')
}
