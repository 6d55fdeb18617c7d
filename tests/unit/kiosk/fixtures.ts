import type { Draft, Status } from '#src/device/types.ts'
import { step } from '#src/kiosk/flow.ts'
import { home, rate } from '#src/kiosk/idle.ts'
import type { Config, Context, Effect, Event, State } from '#src/kiosk/state.ts'

/** Monday 2 November 2026, 10:00 at the unit. */
export const WALL = Date.parse('2026-11-02T03:00:00Z')

export const CONFIG: Config = {
  version: 1,
  device: 'd1',
  unit: { id: 'u1', name: 'Trung tâm Phục vụ hành chính công', place: 'Xã Hương Sơn' },
  counter: { id: 'c1', label: 'Quầy 02', name: 'Hộ tịch, Chứng thực' },
  officer: { id: 'o1', name: 'Nguyễn Thị Lan', title: 'Công chức Tư pháp – Hộ tịch' },
  practice: false,
  retired: false,
  closedSince: null,
  hours: null,
  meet: null,
  origin: 'https://may.huongson.example',
  keys: { sign: [], seal: { kid: 's1', key: '' } },
  staffPin: { salt: '', rounds: 1, hash: '' },
  spread: 3,
  heartbeat: 60,
} as Config

export function paired(changes: Partial<Config> = {}): Status {
  const config = { ...CONFIG, ...changes }
  return { kind: 'paired', config, link: 'online', storage: 'ok', clockOffset: null }
}

export function contextAt(now: number, changes: Partial<Context> = {}): Context {
  return { now, wall: WALL + now, status: paired(), updateWaiting: false, ...changes }
}

/** A tablet in the hand: events one after the other, with the clock between them. */
export function tablet(status: Status = paired()) {
  let now = 0
  let world: Partial<Context> = { status }
  let state: State = home(contextAt(0, world), 0)
  if (state.at === 'rate') state = rate(state.config, 0)
  let effects: readonly Effect[] = []
  const send = (event: Event) => {
    const next = step(state, event, contextAt(now, world))
    state = next.state
    effects = next.effects
    return state
  }
  return {
    send,
    wait(ms: number) {
      now += ms
      return send({ type: 'tick' })
    },
    /** Time passes and nobody looks at the clock. */
    pass(ms: number) {
      now += ms
    },
    world(changes: Partial<Context>) {
      world = { ...world, ...changes }
      return send({ type: 'status' })
    },
    state: () => state,
    effects: () => effects,
    draft(): Draft {
      if (!('open' in state)) throw new Error(`no open rating at ${state.at}`)
      return state.open.draft
    },
    now: () => now,
  }
}

export type Hand = ReturnType<typeof tablet>

/** A face, on disk, and its 450 ms gone by: K2. */
export function toStandards(score: 1 | 2 | 3 | 4 | 5 = 4, hand = tablet()): Hand {
  hand.send({ type: 'face', score })
  hand.send({ type: 'kept', draft: hand.draft() })
  hand.wait(450)
  return hand
}

export function toReasons(score: 1 | 2 | 3 | 4 | 5 = 4, hand = tablet()): Hand {
  toStandards(score, hand).send({ type: 'tell' })
  return hand
}
