import { choose, inAgain, inChosen, inReasons, inSaving, inStandards } from './answering.ts'
import { home, rate, settle } from './idle.ts'
import {
  type Config,
  type Context,
  DEFAULT_VIEW,
  type Event,
  type State,
  type Step,
  speaking,
  type View,
} from './state.ts'
import { lasting, TIMES } from './times.ts'

/*
 *  In the hall K1 comes after the question which counter it was (hall ─► rate), and `leave` goes back to it.
 *
 *  opening ─► unpaired (K7)      second · broken · retired · called
 *     │
 *     ▼        face          kept            done, tell        done, skip, send
 *   rate ─────────► chosen ───────► standards ───────► reasons ───────► saving ─► thanks
 *  (K1, or K8) ◄┐      │ ▲              │ again  ▲                        │ closed   │
 *               │      │ └── again ◄────┘────────┘                        ▼          │
 *               │      └► failed                                         part        │
 *               └──────────────────────────────────────────────────────────┴─────────┘
 */

/** What happens next. Pure: the same state, event and context always give the same step. */
export function step(state: State, event: Event, context: Context): Step {
  switch (state.at) {
    case 'opening':
      return inOpening(state, event, context)
    case 'hall':
    case 'rate':
      return inRate(state, event, context)
    case 'closed':
      return inClosed(state, event, context)
    case 'unpaired':
    case 'second':
    case 'broken':
    case 'retired':
    case 'called':
      return inIdle(state, event, context)
    case 'chosen':
      return inChosen(state, event, context)
    case 'standards':
      return inStandards(state, event, context)
    case 'again':
      return inAgain(state, event, context)
    case 'reasons':
      return inReasons(state, event, context)
    case 'saving':
      return inSaving(state, event, context)
    case 'part': {
      const next = inSaving(state, event, context)
      return next.state === state ? passing(state, event, context) : next
    }
    case 'thanks':
      if (event.type === 'touch') {
        return stay({
          ...state,
          ends: Math.max(state.ends, context.now + lasting(state.config, TIMES.thanksTouched)),
        })
      }
      return passing(state, event, context)
    case 'failed':
      return passing(state, event, context)
    case 'staff':
      if (event.type === 'leave') return stay(home(context))
      if (event.type === 'touch') return stay({ ...state, ends: context.now + TIMES.staff })
      if (event.type === 'language') return stay(speaking(state, event.lang))
      return passing(state, event, context)
  }
}

type At<K extends State['at']> = Extract<State, { at: K }>

/** A face tapped before the database is open waits five seconds for it; then it is said that it was not recorded. */
function inOpening(state: At<'opening'>, event: Event, context: Context): Step {
  const { now, status } = context
  const { held, view, shown } = state
  if (event.type === 'face' && !held) {
    return inOpening(
      { ...state, held: { score: event.score, at: event.at ?? now } },
      { type: 'tick' },
      context,
    )
  }
  if (!held) return status.kind === 'opening' ? stay(state) : stay(home(context))
  if (status.kind === 'paired' && !status.config.retired && !status.config.hall) {
    return choose(
      { config: status.config, view, score: held.score, at: held.at, shown, other: false },
      context,
    )
  }
  if (status.kind === 'opening' && now - held.at < TIMES.patience) return stay(state)
  return stay({ at: 'failed', view, ends: now + TIMES.notice })
}

function inRate(state: At<'rate' | 'hall'>, event: Event, context: Context): Step {
  const { now } = context
  if (event.type === 'tick' || event.type === 'status') return settle(state, context)
  if (now < state.deaf) return stay(state)
  switch (event.type) {
    case 'face':
      return state.at === 'hall' ? stay(state) : choose({ ...state, score: event.score, at: now }, context)
    case 'counter':
      return stay(state.at === 'hall' ? forCounter(state, event.counter, now) : state)
    case 'leave':
      return stay(state.config.hall ? home(context, now) : state)
    case 'touch':
      return stay({ ...state, touched: now, dim: false })
    case 'language':
      return stay(speaking(state, event.lang))
    case 'large':
      return stay({ ...state, view: { ...state.view, large: !state.view.large } })
    case 'other-person':
      return stay(
        state.at === 'hall' ? state : { ...state, other: !state.other && state.config.officer !== null },
      )
    case 'staff':
      return stay(corner(state.config, state.view, now))
    default:
      return stay(state)
  }
}

/** K1 for that counter, in the citizen's language; null: for the hall itself. */
function forCounter(state: At<'hall'>, counter: Config['counter'] | null, now: number): State {
  const config = counter ? { ...state.config, counter } : state.config
  return { ...state, at: 'rate', config, shown: now, touched: now, dim: false, other: false }
}

function inClosed(state: At<'closed'>, event: Event, context: Context): Step {
  const { config, served } = state
  const { now } = context
  if (event.type === 'served' && served) return stay(rate(config, now, { late: true, touched: now }))
  return inIdle(state, event, context)
}

function inIdle(
  state: At<'closed' | 'unpaired' | 'second' | 'broken' | 'retired' | 'called'>,
  event: Event,
  context: Context,
): Step {
  const { now } = context
  if (event.type === 'staff' && state.at !== 'unpaired' && state.at !== 'second') {
    return stay(corner('config' in state ? state.config : null, DEFAULT_VIEW, now))
  }
  if (event.type === 'language' && state.at === 'unpaired') return stay(speaking(state, event.lang))
  if (event.type === 'touch')
    return stay({
      ...(state.at === 'called' ? home(context, now + TIMES.deaf) : state),
      touched: now,
    } as State)
  if (event.type === 'status') return settle({ ...state, touched: now - TIMES.rest }, context)
  return event.type === 'tick' ? settle(state, context) : stay(state)
}

/** A screen that goes by itself; K1 after it ignores touches for a moment, so that a finger on its way rates nobody. */
function passing(state: At<'part' | 'thanks' | 'failed' | 'staff'>, event: Event, context: Context): Step {
  const over = event.type === 'tick' && context.now >= state.ends
  return stay(over ? home(context, context.now + TIMES.deaf) : state)
}

function corner(config: Config | null, view: View, now: number): State {
  return { at: 'staff', config, view, ends: now + TIMES.staff }
}

function stay(state: State): Step {
  return { state, effects: [] }
}
