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

export function rate(config: Rate['config'], now: number, more: Partial<Rate> = {}): Rate {
  const view = DEFAULT_VIEW
  const touched = now - TIMES.rest
  const fresh = { shown: now, deaf: now, dim: false, late: false, other: false }
  return { at: 'rate', config, view, touched, ...fresh, ...more }
}

/** What a tick or a new status changes where nothing is half done: config, hours, dimming, a waiting version. */
export function settle(state: State, context: Context): Step {
  const { now, updateWaiting } = context
  if (!isRested(state, now)) return { state, effects: [] }
  const effects = updateWaiting && mayUpdate(state, now) ? [{ do: 'update' } as const] : []
  const next = home(context)
  // What staff are told once after pairing is said in the language that they paired in.
  if (state.at === 'unpaired' && next.at === 'rate') return { state: { ...next, view: state.view }, effects }
  if (state.at !== 'rate') return { state: isSame(state, next) ? state : next, effects }
  // Only a touch makes it bright again.
  const dim = state.dim || now - Math.max(state.touched, state.shown) >= TIMES.dim
  if (next.at !== 'rate' && (dim || !state.late)) return { state: next, effects }
  const isNew = next.at === 'rate' && next.config !== state.config
  if (!isNew && dim === state.dim) return { state, effects }
  const { shown, touched, late } = state
  const view = dim ? DEFAULT_VIEW : state.view
  const config = isNew ? next.config : state.config
  return { state: rate(config, now, { shown, touched, dim, late, view }), effects }
}

/** P11: may another version take over? Only where nothing is half done and nobody is at the screen; a second tab sees no other. */
export function mayUpdate(state: State, now: number): boolean {
  return state.at !== 'opening' && state.at !== 'second' && isRested(state, now)
}

function isRested(state: State, now: number): boolean {
  if (state.at === 'opening') return state.held === null
  if (state.at === 'rate' && now < state.deaf) return false
  return 'touched' in state && now - state.touched >= TIMES.rest
}

/** Of two idle screens: a touch and a language make no other. */
function isSame(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  return ['at', 'config', 'served', 'reopens'].every((name) => a[name] === b[name])
}
