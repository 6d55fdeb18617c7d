import { openTablet } from '../../src/device/tablet.ts'
import { deviceDeps } from '../../src/kiosk/deps.ts'
import type { Store } from './store.ts'

/** The tablet's own code, without screens and without a network, on the database of the tablet that was paired at this origin. */
const tablet = openTablet({
  ...deviceDeps(() => undefined),
  fetch: () => Promise.reject(new TypeError('The bench has no network.')),
})

const isWell = (done: { ok: boolean }) => {
  if (!done.ok) throw new Error(JSON.stringify(done))
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
