import type { Config, State } from './state.ts'

/** How long things last, ms. PRODUCT.md "Time-outs" and SPEC section 5 set them. */
export const TIMES = {
  hold: 450,
  patience: 5_000,
  chooseAgain: 15_000,
  /** Whoever asks in the last moment still has time to look at five faces and touch one: 20 s after the first tap at the most. */
  leastAgain: 5_000,
  standards: 30_000,
  standardsTouched: 60_000,
  reasons: 90_000,
  typing: 120_000,
  slowSave: 5_000,
  thanks: 6_000,
  thanksTouched: 20_000,
  notice: 12_000,
  deaf: 800,
  dim: 45_000,
  staff: 60_000,
  /** Untouched for so long, an idle screen may change under nobody's hand. */
  rest: 10_000,
} as const

/** How long a screen of a citizen stays that the unit may let stay longer: PRODUCT.md's time, or twice or three times as long. */
export function lasting({ patience = 1 }: Config, ms: number): number {
  return ms * patience
}

/** An idle screen looks at the clock so often: hours begin and end, versions wait. */
const IDLE_PACE = 5_000

/** The next instant at which time alone may change what is shown. */
export function nextTick(state: State, now: number): number {
  switch (state.at) {
    case 'opening':
      return state.held ? state.held.at + TIMES.patience : now + IDLE_PACE
    case 'chosen':
      return now < state.until && state.kept ? state.until : state.since + TIMES.patience
    case 'saving':
      return state.since + TIMES.slowSave
    case 'hall':
    case 'rate':
      return now < state.deaf ? state.deaf : now + IDLE_PACE
    default:
      return 'ends' in state ? state.ends - (secondsLeft(state, now) - 1) * 1_000 : now + IDLE_PACE
  }
}

/** Whole seconds until the screen closes by itself, at least 1. */
export function secondsLeft({ ends }: { ends: number }, now: number): number {
  return Math.max(1, Math.ceil((ends - now) / 1_000))
}
