import { openingAt } from './opening.ts'
import { type Context, DEFAULT_VIEW, type State, type Step } from './state.ts'
import { TIMES } from './times.ts'

/**
 * The screen that the tablet rests on. Language, text size and "Không đúng người?" are back to their defaults. With `deaf` somebody was just at it:
 * then it does not answer a call.
 */
export function home({ now, wall, status }: Context, deaf = now): State {
  const touched = now - TIMES.rest
  switch (status.kind) {
    case 'opening':
      return { at: 'opening', view: DEFAULT_VIEW, shown: now, held: null }
    case 'unpaired':
      return { at: 'unpaired', view: DEFAULT_VIEW, touched }
    case 'second':
    case 'broken':
      return { at: status.kind, touched }
    case 'paired': {
      const { config, clockOffset } = status
      if (config.retired) return { at: 'retired', config, touched }
      const at = wall + (clockOffset ?? 0)
      if (Number(config.called) > at && deaf === now) return { at: 'called', config, touched }
      const opening = openingAt(config, at)
      if (opening.open) return rate(config, now, { deaf })
      return { at: 'closed', config, served: opening.served, reopens: opening.reopens, touched }
    }
  }
}

type Rate = Extract<State, { at: 'rate' }>
type Resting = Rate | Extract<State, { at: 'hall' }>

/** K1, or in the hall the question before it. */
export function rate(
  config: Rate['config'],
  now: number,
  more: Partial<Omit<Rate, 'at' | 'other'>> = {},
): Resting {
  const view = DEFAULT_VIEW
  const touched = now - TIMES.rest
  const fresh = { config, view, touched, shown: now, deaf: now, dim: false, late: false, ...more }
  return config.hall ? { at: 'hall', ...fresh } : { at: 'rate', ...fresh, other: false }
}

/** What a tick or a new status changes where nothing is half done: config, hours, dimming, a waiting version. */
export function settle(state: State, context: Context): Step {
  const { now, updateWaiting } = context
  if (!isRested(state, now)) return { state, effects: [] }
  const effects = updateWaiting && mayUpdate(state, now) ? [{ do: 'update' } as const] : []
  const next = home(context)
  // What staff are told once after pairing is said in the language that they paired in.
  if (state.at === 'unpaired' && isResting(next)) return { state: { ...next, view: state.view }, effects }
  if (!isResting(state)) return { state: isSame(state, next) ? state : next, effects }
  // Only a touch makes it bright again.
  const dim = state.dim || now - Math.max(state.touched, state.shown) >= TIMES.dim
  if (!isResting(next) && (dim || !state.late)) return { state: next, effects }
  // Who chose a counter has as long as K1 takes to dim.
  if (state.at === 'rate' && state.config.hall) return { state: dim ? next : state, effects }
  const isNew = isResting(next) && next.config !== state.config
  if (!isNew && dim === state.dim) return { state, effects }
  const { shown, touched, late } = state
  const view = dim ? DEFAULT_VIEW : state.view
  const config = isNew ? next.config : state.config
  return { state: rate(config, now, { shown, touched, dim, late, view }), effects }
}

function isResting(state: State): state is Resting {
  return state.at === 'rate' || state.at === 'hall'
}

/** P11: may another version take over? Only where nothing is half done and nobody is at the screen; a second tab sees no other. */
export function mayUpdate(state: State, now: number): boolean {
  return state.at !== 'opening' && state.at !== 'second' && isRested(state, now)
}

function isRested(state: State, now: number): boolean {
  if (state.at === 'opening') return state.held === null
  if (isResting(state) && now < state.deaf) return false
  return 'touched' in state && now - state.touched >= TIMES.rest
}

/** Of two idle screens: a touch and a language make no other. */
function isSame(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  return ['at', 'config', 'served', 'reopens'].every((name) => a[name] === b[name])
}
