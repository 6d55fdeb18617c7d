/** The one place that knows the service worker. */
export type Bridge = {
  updateWaiting: () => boolean
  /** Lets the waiting version in; the page reloads when it has taken over. */
  update: () => void
  /** Asks the browser to wake the worker when a connection is back. A hint: nothing depends on it. */
  askForSync: () => void
}

export type Ears = {
  /** A newer version began to wait. */
  changed: () => void
  mayReload: () => boolean
  /** The worker was woken to send, and leaves it to this page. */
  sync: () => void
}

const SCRIPT = '/sw.js'
const LOOK_FOR_UPDATE_MS = 30 * 60_000
const RELOAD_AGAIN_MS = 1_000

export function bridgeServiceWorker(ears: Ears): Bridge {
  const { serviceWorker } = navigator
  let waiting: ServiceWorker | null = null
  let isLetIn = false
  if (serviceWorker) {
    void register((worker) => {
      waiting = worker
      ears.changed()
    })
    serviceWorker.addEventListener('message', ears.sync)
    // Only a version that this page let in reloads it; the first worker merely takes over.
    serviceWorker.addEventListener('controllerchange', () => {
      if (isLetIn) reloadWhen(ears.mayReload)
    })
  }
  return {
    updateWaiting: () => waiting !== null && !isLetIn,
    update: () => {
      isLetIn = true
      waiting?.postMessage({ type: 'SKIP_WAITING' })
    },
    askForSync: () => void askForSync(serviceWorker),
  }
}

async function register(found: (waiting: ServiceWorker) => void): Promise<void> {
  const { serviceWorker } = navigator
  const registration = await serviceWorker.register(trusted(SCRIPT), { scope: '/kiosk/' }).catch(noWorker)
  if (!registration) return
  const look = () => {
    if (registration.waiting && serviceWorker.controller) found(registration.waiting)
  }
  registration.addEventListener('updatefound', () =>
    registration.installing?.addEventListener('statechange', look),
  )
  look()
  setInterval(() => void registration.update().catch(noWorker), LOOK_FOR_UPDATE_MS)
}

/** Without a network, or in a browser that refuses workers, the page goes on as it is; pairing warns of the latter. */
function noWorker(error: unknown): undefined {
  if (!(error instanceof TypeError || error instanceof DOMException)) throw error
}

/** P11: a finger may have come between the message and the change of worker; then the page waits once more. */
function reloadWhen(mayReload: () => boolean): void {
  if (mayReload()) location.reload()
  else setTimeout(() => reloadWhen(mayReload), RELOAD_AGAIN_MS)
}

type SyncManager = { register: (tag: string) => Promise<void> }

async function askForSync(serviceWorker: ServiceWorkerContainer | undefined): Promise<void> {
  const ready: (ServiceWorkerRegistration & { sync?: SyncManager }) | undefined = await serviceWorker?.ready
  // Some browsers have the event but refuse it by permission; the page's own timer sends anyway.
  await ready?.sync?.register('log').catch(noWorker)
}

type Policy = { createScriptURL: (url: string) => string }
type TrustedTypes = { createPolicy: (name: string, rules: Policy) => Policy }

/** The page's policy allows script addresses from one place only, and only this one address. */
function trusted(script: string): string {
  const { trustedTypes } = window as Window & { trustedTypes?: TrustedTypes }
  const rules = {
    createScriptURL: (url: string) => {
      if (url !== SCRIPT) throw new TypeError(`not a script of ours: ${url}`)
      return url
    },
  }
  return trustedTypes ? trustedTypes.createPolicy('hailong', rules).createScriptURL(script) : script
}
