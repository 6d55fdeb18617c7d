import { Workbox } from 'workbox-window'
import type { Deps } from '#src/device/types.ts'

/** The one place that knows the service worker. */
export type Bridge = {
  worker: NonNullable<Deps['worker']>
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
  const workers: ServiceWorkerContainer | undefined = navigator.serviceWorker
  if (!workers) {
    const worker = { state: 'none', serves: false, update: false } as const
    return {
      worker: () => worker,
      updateWaiting: () => false,
      update: () => undefined,
      askForSync: () => undefined,
    }
  }
  const box = new Workbox(trusted(), { scope: '/kiosk/' })
  /** Null: refused. */
  let registration: ServiceWorkerRegistration | null | undefined
  let waits = false
  let isLetIn = false
  let isServed = workers.controller !== null
  const refused = (error: unknown) => {
    noWorker(error)
    registration ??= null
  }
  box.addEventListener('waiting', () => {
    waits = true
    isLetIn = false
    ears.changed()
  })
  box.addEventListener('message', ears.sync)
  // The first worker merely takes over; each later one, whichever tab let it in, has other files than this page.
  box.addEventListener('controlling', () => {
    if (isServed) reloadWhen(ears.mayReload)
    isServed = true
  })
  const register = async () => {
    registration = await box.register()
  }
  void register().catch(refused)
  setInterval(() => void box.update().catch(noWorker), LOOK_FOR_UPDATE_MS)
  return {
    worker: () => (registration === undefined ? undefined : standing(registration, workers)),
    updateWaiting: () => waits && !isLetIn,
    update: () => {
      isLetIn = true
      box.messageSkipWaiting()
    },
    askForSync: () => void askForSync(),
  }
}

function standing(
  registration: ServiceWorkerRegistration | null,
  { controller }: ServiceWorkerContainer,
): ReturnType<Bridge['worker']> {
  const { active, waiting, installing } = registration ?? {}
  return {
    state: (active ?? waiting ?? installing)?.state ?? 'none',
    serves: controller !== null,
    update: Boolean(active && waiting),
  }
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

async function askForSync(): Promise<void> {
  const ready: ServiceWorkerRegistration & { sync?: SyncManager } = await navigator.serviceWorker.ready
  // Some browsers have the event but refuse it by permission; the page's own timer sends anyway.
  await ready.sync?.register('log').catch(noWorker)
}

type Policy = { createScriptURL: (url: string) => string }
type TrustedTypes = { createPolicy: (name: string, rules: Policy) => Policy }

/** The page's policy allows script addresses from one place only, and this place gives no other, whatever it is asked. */
function trusted(): string {
  const { trustedTypes } = window as Window & { trustedTypes?: TrustedTypes }
  const policy = trustedTypes?.createPolicy('hailong', { createScriptURL: () => SCRIPT })
  return policy?.createScriptURL(SCRIPT) ?? SCRIPT
}
