import type { VNode } from 'preact'
import { FRAMES, type Frame } from './held.ts'
import { Kiosk } from './Kiosk.tsx'
import type { Seen } from './seen.ts'
import { DEFAULT_VIEW } from './state.ts'

/** What stands in the page before the app does: the same tree that the app hydrates. */
export function frames(): { frame: Frame; tree: VNode }[] {
  return FRAMES.map((frame) => ({ frame, tree: <Kiosk {...BEFORE} frame={frame} /> }))
}

/** Nothing is known yet, and nothing answers. */
const BEFORE: Omit<Seen, 'frame'> = {
  state: { at: 'opening', view: DEFAULT_VIEW, shown: 0, held: null },
  status: { kind: 'opening' },
  now: 0,
  code: '',
  warnings: [],
  staff: 'loading',
  send: absent,
  warn: absent,
  tablet: {
    pair: absent,
    pairAgain: absent,
    health: absent,
    syncNow: absent,
    checkPin: absent,
    duty: absent,
    rescue: absent,
  },
}

function absent(): never {
  throw new Error('The app is not there yet.')
}
