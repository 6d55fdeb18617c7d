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
  const script = trusted(SCRIPT)
  /** Null: refused. */
  let registration: ServiceWorkerRegistration | null | undefined
  let letIn: ServiceWorker | null | undefined
  let isServed = workers.controller !== null
  // The first worker has nobody to wait for.
  const waiting = () => registration?.active && registration.waiting
  const begins = () => registration?.installing?.addEventListener('statechange', ears.changed)
  const register = async () => {
    const known = await workers.register(script, { scope: '/kiosk/' })
    registration = known
    known.addEventListener('updatefound', begins)
    begins()
    ears.changed()
    return known
  }
  const refused = (error: unknown) => {
    noWorker(error)
    registration ??= null
  }
  workers.addEventListener('message', ears.sync)
  // The first worker merely takes over; each later one, whichever tab let it in, has other files than this page.
  workers.addEventListener('controllerchange', () => {
    if (isServed) reloadWhen(ears.mayReload)
    isServed = true
  })
  addEventListener('load', () => void register().catch(refused))
  // Registered again each time: a browser that cleaned up may have taken the worker away.
  const look = () => register().then((known) => known.update())
  setInterval(() => void look().catch(refused), LOOK_FOR_UPDATE_MS)
  return {
    worker: () =>
      registration === undefined
        ? undefined
        : {
            state:
              (registration?.active ?? registration?.waiting ?? registration?.installing)?.state ?? 'none',
            serves: workers.controller !== null,
            update: Boolean(waiting()),
          },
    updateWaiting: () => Boolean(waiting()) && waiting() !== letIn,
    update: () => {
      letIn = waiting()
      letIn?.postMessage({ type: 'SKIP_WAITING' })
    },
    askForSync: () => void askForSync(),
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
