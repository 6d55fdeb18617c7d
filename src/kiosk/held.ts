import type { Score } from '#src/domain/conduct.ts'

/** A tap that came before the app did; `at` is the monotonic instant. */
export type Held = { score: Score; at: number; release: () => void }

/** Which frame of the prerendered page shows before the app knows better. */
export const FRAMES = ['pair', 'rate', 'closed', 'hall'] as const
export type Frame = (typeof FRAMES)[number]

/** Where the one word stands in localStorage. */
export const FRAME_HINT = 'hailong.frame'

declare global {
  interface Window {
    hailongHeld?: Held | undefined
    /** The app has taken over: later taps are its own. */
    hailongReady?: boolean
  }
}
