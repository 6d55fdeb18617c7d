import { openTablet } from '../../src/device/tablet.ts'
import { deviceDeps } from '../../src/kiosk/deps.ts'
import type { Queue } from './queue.ts'
import type { Store } from './store.ts'

/** The tablet's own code without screens, on the database of the tablet that was paired at this origin; without a network unless it is to send. */
let isSending = false

const tablet = openTablet({
  ...deviceDeps(() => undefined),
  chance: () => 1, // nothing is sent by itself before it is asked for
  fetch: (input, init) =>
    isSending ? fetch(input, init) : Promise.reject(new TypeError('The bench has no network.')),
})

const isWell = (done: { ok: boolean }) => {
  if (!done.ok) throw new Error(JSON.stringify(done))
}

export const queue: Queue = {
  fill: () => Promise.reject(new Error('Lines of a log are planted.')),
  send: async () => {
    isSending = true
    await tablet.syncNow()
    isSending = false
    const { pending, lastTry } = await tablet.health()
    if (pending > 0) throw new Error(`${pending} wait: ${lastTry?.outcome}`)
  },
}

export const store: Store = {
  open: () =>
    new Promise((resolve) => {
      const look = () => tablet.status().kind === 'paired' && resolve()
      tablet.watch(look)
      look()
    }),
  face: async (draft) => isWell(await tablet.keepDraft(draft)),
  close: async (draft) => isWell(await tablet.close(draft, 'done', undefined, 2_000)),
  fill: () => Promise.reject(new Error('Lines of a log are planted.')),
}
