import { MAX_COMMENT, REASONS_OPEN_AT, type Score, STANDARDS } from '#src/domain/conduct.ts'
import { maskComment } from '#src/domain/mask.ts'
import type { Answers, End } from '#src/domain/rating.ts'
import {
  type Config,
  type Context,
  type Event,
  type Open,
  type State,
  type Step,
  speaking,
  type View,
} from './state.ts'
import { lasting, TIMES } from './times.ts'

type At<K extends State['at']> = Extract<State, { at: K }>

type Tap = { config: Config; view: View; score: Score; at: number; shown: number; other: boolean }

/** A face was tapped: it goes to disk at once, and the next screen waits for that. */
export function choose({ config, view, score, at, shown, other }: Tap, { now, wall }: Context): Step {
  const draft = {
    kind: config.practice ? ('practice' as const) : ('rating' as const),
    answers: { score, standards: {}, all: false, reasons: [], rechosen: [] },
    counter: config.counter.id,
    officer: other ? null : (config.officer?.id ?? null),
    ...(config.hall && { hall: true as const }),
    shownToTap: at - shown,
    tappedAt: wall - (now - at),
  }
  const open = { draft, tapped: at }
  const state = {
    at: 'chosen',
    config,
    view,
    open,
    since: now,
    until: now + TIMES.hold,
    kept: false,
  } as const
  return { state, effects: [{ do: 'keep', draft }] }
}

export function inChosen(state: At<'chosen'>, event: Event, context: Context): Step {
  const kept = state.kept || (event.type === 'kept' && event.draft === state.open.draft)
  const failed = event.type === 'not-kept' && event.draft === state.open.draft
  const late = !kept && context.now >= state.since + TIMES.patience
  // The first face of a rating that is chosen again stands on the disk already.
  const again = state.open.draft.answers.rechosen.length > 0
  if ((failed || late) && again)
    return stay({ ...rating(state), at: 'part', ends: context.now + TIMES.notice })
  if (failed || late) return stay({ at: 'failed', view: state.view, ends: context.now + TIMES.notice })
  if (!kept) return stay(state)
  if (context.now < state.until) return stay(state.kept ? state : { ...state, kept })
  return stay(standards(state, context))
}

function standards({ config, view, open }: Rating, { now }: Context): At<'standards'> {
  return {
    at: 'standards',
    config,
    view,
    open,
    ends: now + lasting(config, TIMES.standards),
    before: null,
    page: 1,
  }
}

type Rating = { config: Config; view: View; open: Open }

/** A screen reader or a switch taps without a pointer, so every choice keeps the screen open as a touch does. */
export function inStandards(state: At<'standards'>, event: Event, context: Context): Step {
  const { now } = context
  const { answers } = state.open.draft
  const touched = {
    ...state,
    ends: Math.max(state.ends, now + lasting(state.config, TIMES.standardsTouched)),
  }
  switch (event.type) {
    case 'touch':
      return stay(touched)
    case 'answer': {
      const { [event.standard]: old, ...others } = answers.standards
      const changed = old === event.answer ? others : { ...others, [event.standard]: event.answer }
      return answered(touched, { standards: changed })
    }
    case 'all': {
      if (state.before) return answered({ ...touched, before: null }, { standards: state.before, all: false })
      const everything = Object.fromEntries(STANDARDS.map((standard) => [standard, 'met' as const]))
      return answered({ ...touched, before: answers.standards }, { standards: everything, all: true })
    }
    case 'again':
      if (!mayChooseAgain(state, now)) return stay(state)
      return stay({
        ...rating(state),
        at: 'again',
        ends: Math.max(state.open.tapped + TIMES.chooseAgain, now + TIMES.leastAgain),
      })
    case 'page':
      return stay({ ...touched, page: event.page })
    case 'done':
      return answers.score <= REASONS_OPEN_AT ? stay(reasons(state, context)) : close(state, context, 'done')
    case 'tell':
      return stay(reasons(state, context))
    case 'tick':
      return now >= state.ends ? close(state, context, 'timeout') : stay(state)
    default:
      return stay(state)
  }
}

/** For 15 s after the first tap; then the face stands. */
export function mayChooseAgain({ open }: { open: Open }, now: number): boolean {
  return now - open.tapped < TIMES.chooseAgain
}

/** The open rating gets another face and keeps its answers; where none is tapped, it is closed as it stands. */
export function inAgain(state: At<'again'>, event: Event, context: Context): Step {
  const { now } = context
  switch (event.type) {
    case 'face': {
      const { answers } = state.open.draft
      const rechosen = [...answers.rechosen, answers.score]
      const draft = { ...state.open.draft, answers: { ...answers, score: event.score, rechosen } }
      const open = { ...state.open, draft }
      const chosen = { at: 'chosen', since: now, until: now + TIMES.hold, kept: false } as const
      return { state: { ...rating(state), ...chosen, open }, effects: [{ do: 'keep', draft }] }
    }
    case 'language':
      return stay(speaking(state, event.lang))
    case 'large':
      return stay({ ...state, view: { ...state.view, large: !state.view.large } })
    case 'tick':
      return now >= state.ends ? close(state, context, 'timeout') : stay(state)
    default:
      return stay(state)
  }
}

function reasons(state: Rating, { now }: Context): State {
  const fresh = { comment: '', masked: false, typing: false, page: 1 } as const
  return { ...rating(state), at: 'reasons', ends: now + lasting(state.config, TIMES.reasons), ...fresh }
}

export function inReasons(state: At<'reasons'>, event: Event, context: Context): Step {
  const { now } = context
  const touched = { ...state, ends: Math.max(state.ends, now + lasting(state.config, TIMES.reasons)) }
  switch (event.type) {
    case 'touch':
      return stay(touched)
    case 'reason': {
      const { reasons: chosen } = state.open.draft.answers
      const without = chosen.filter((reason) => reason !== event.reason)
      const reasons = without.length < chosen.length ? without : [...chosen, event.reason]
      return answered(touched, { reasons })
    }
    case 'typed': {
      const comment = event.text.slice(0, MAX_COMMENT)
      const masked = state.masked || maskComment(comment).masked
      return stay({ ...state, comment, masked, ends: now + lasting(state.config, TIMES.typing) })
    }
    case 'keyboard': {
      const comment = event.open ? state.comment : maskComment(state.comment).text
      const ends = Math.max(
        state.ends,
        now + lasting(state.config, event.open ? TIMES.typing : TIMES.reasons),
      )
      return stay({ ...state, comment, typing: event.open, ends })
    }
    case 'page':
      return stay({ ...touched, page: event.page })
    case 'skip':
      return close(state, context, 'done')
    case 'send':
      return close(state, context, 'done', state.comment.trim() || undefined)
    case 'tick':
      return now >= state.ends ? close(state, context, 'timeout') : stay(state)
    default:
      return stay(state)
  }
}

/** P1: thanks come from the closing write's own answer, never from the clock. */
export function inSaving(state: At<'saving'> | At<'part'>, event: Event, { now }: Context): Step {
  if (event.type === 'closed' && event.draft === state.open.draft) {
    const { config, view } = state
    return stay({ at: 'thanks', config, view, code: event.code, ends: now + lasting(config, TIMES.thanks) })
  }
  if (state.at === 'part') return stay(state)
  const failed = event.type === 'not-closed' && event.draft === state.open.draft
  if (!failed && now < state.since + TIMES.slowSave) return stay(state)
  return stay({ ...rating(state), at: 'part', ends: now + TIMES.notice })
}

function close(
  state: At<'standards' | 'again' | 'reasons'>,
  { now }: Context,
  end: End,
  comment?: string,
): Step {
  const { draft, tapped } = state.open
  return {
    state: {
      ...rating(state),
      at: 'saving',
      since: now,
      from: state.at === 'reasons' ? 'reasons' : 'standards',
      comment: comment ?? '',
      masked: state.at === 'reasons' && state.masked,
    },
    effects: [{ do: 'close', draft, end, comment, tapToClose: now - tapped }],
  }
}

function answered<S extends At<'standards' | 'reasons'>>(state: S, changes: Partial<Answers>): Step {
  const draft = { ...state.open.draft, answers: { ...state.open.draft.answers, ...changes } }
  return { state: { ...state, open: { ...state.open, draft } }, effects: [{ do: 'keep', draft }] }
}

function rating({ config, view, open }: Rating): Rating {
  return { config, view, open }
}

function stay(state: State): Step {
  return { state, effects: [] }
}
