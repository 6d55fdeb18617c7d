import type { Deps } from './types.ts'

/** The one layer that tries again. Delays are ms. */
const BASE_MS = 2_000
const CAP_MS = 5 * 60_000
const RETRY_AFTER_CAP_MS = 15 * 60_000
const DEBOUNCE_MS = 1_000
const SHORTEST_HEARTBEAT_MS = 5_000

/** Why an exchange is wanted. `online`, `visible`: the browser said so; `sync`: the service worker was woken. */
export type Reason = 'start' | 'online' | 'visible' | 'sync' | 'rating'

/** From the config, in seconds. */
type Pace = { spread: number; heartbeat: number }

export type Result = { ok: boolean; retryAfter?: number | undefined }

/**
 * After an exchange: the heartbeat, or full jitter in a doubling span (AWS Builders' Library, "Timeouts, retries and
 * backoff with jitter"). What the server asks for is obeyed up to a quarter of an hour, and spread behind it.
 */
export function delayAfter(
  { failures, retryAfter = 0 }: { failures: number; retryAfter?: number | undefined },
  { heartbeat }: Pace,
  chance: number,
): number {
  const asked = Math.min(retryAfter, RETRY_AFTER_CAP_MS)
  if (failures === 0) return Math.max(asked, heartbeat * 1000, SHORTEST_HEARTBEAT_MS)
  const span = Math.min(CAP_MS, BASE_MS * 2 ** Math.min(failures - 1, 16))
  return Math.round(asked + chance * span)
}

/** How soon for a reason. Undefined: it changes nothing, as a rating does while the server is not reached. */
export function delayFor(
  reason: Reason,
  failures: number,
  { spread }: Pace,
  chance: number,
): number | undefined {
  switch (reason) {
    case 'start':
    case 'online':
      return Math.round(chance * spread * 1000)
    case 'visible':
    case 'sync':
      return DEBOUNCE_MS
    case 'rating':
      return failures === 0 ? DEBOUNCE_MS : undefined
  }
}

export type Schedule = {
  poke: (reason: Reason) => void
  /** Exchanges at once, or waits for the exchange that is under way. */
  now: () => Promise<void>
  stop: () => void
}

type World = Pick<Deps, 'later' | 'mono' | 'chance'>
type State = {
  world: World
  exchange: () => Promise<Result>
  pace: () => Pace
  failures: number
  /** Monotonic ms of the next exchange, and before which none may be. */
  due: number
  notBefore: number
  cancel: () => void
  running: Promise<void> | undefined
  again: boolean
  stopped: boolean
}

export function openSchedule(world: World, exchange: State['exchange'], pace: State['pace']): Schedule {
  const state: State = {
    world,
    exchange,
    pace,
    failures: 0,
    due: Number.POSITIVE_INFINITY,
    notBefore: 0,
    cancel: () => undefined,
    running: undefined,
    again: false,
    stopped: false,
  }
  return {
    poke: (reason) => poke(state, reason),
    now: () => run(state),
    stop: () => {
      state.stopped = true
      state.cancel()
    },
  }
}

function poke(state: State, reason: Reason): void {
  if (state.running) {
    state.again = true
    return
  }
  const { world, failures } = state
  const delay = delayFor(reason, failures, state.pace(), world.chance())
  if (delay === undefined) return
  const due = Math.max(world.mono() + delay, state.notBefore)
  if (due < state.due) setDue(state, due)
}

function run(state: State): Promise<void> {
  if (state.stopped) return Promise.resolve()
  state.cancel()
  state.due = Number.POSITIVE_INFINITY
  state.running ??= exchangeOnce(state).finally(() => {
    state.running = undefined
  })
  return state.running
}

async function exchangeOnce(state: State): Promise<void> {
  const { world } = state
  const { ok, retryAfter } = await state.exchange()
  state.failures = ok ? 0 : state.failures + 1
  const asked = Math.min(retryAfter ?? 0, RETRY_AFTER_CAP_MS)
  state.notBefore = world.mono() + asked
  const delay = delayAfter({ failures: state.failures, retryAfter }, state.pace(), world.chance())
  const soon = state.again && ok ? Math.max(asked, DEBOUNCE_MS) : delay
  state.again = false
  setDue(state, world.mono() + Math.min(soon, delay))
}

function setDue(state: State, due: number): void {
  if (state.stopped) return
  state.cancel()
  state.due = due
  state.cancel = state.world.later(Math.max(0, due - state.world.mono()), () => void run(state))
}
