import { expect, test } from 'vitest'
import { step } from '#src/kiosk/flow.ts'
import { home } from '#src/kiosk/idle.ts'
import type { Event, State } from '#src/kiosk/state.ts'
import { CONFIG, context, HALL, NOW, paired } from './flow-support.ts'

const at = (ms: number, config = HALL) => context({ now: NOW + ms, status: paired(config) })
const [, second] = HALL.hall!
const draftOf = (state: State) => ('open' in state ? state.open.draft : undefined)

/** Takes the events one after the other, each a second after the last. */
function live(state: State, ...events: Event[]): State {
  return events.reduce((now, event, i) => step(now, event, at((i + 1) * 1_000)).state, state)
}

test('a citizen says which counter it was, and the rating is that counter’s and no officer’s', () => {
  const asked = home(at(0))
  expect(asked.at).toBe('hall')
  const rated = live(asked, { type: 'language', lang: 'en' }, { type: 'counter', counter: second! })
  expect(rated).toMatchObject({ at: 'rate', config: { counter: second }, view: { lang: 'en' } })
  const chosen = live(rated, { type: 'face', score: 4 })
  expect(draftOf(chosen)).toMatchObject({ counter: 'quay33', officer: null, hall: true })
})

test('who was not received yet rates the hall', () => {
  const chosen = live(home(at(0)), { type: 'counter', counter: null }, { type: 'face', score: 2 })
  expect(draftOf(chosen)).toMatchObject({ counter: 'sanh22', officer: null, hall: true })
})

test('before a counter is chosen no face is taken', () => {
  const asked = home(at(0))
  expect(live(asked, { type: 'face', score: 1 })).toBe(asked)
  const opening = home(context({ status: { kind: 'opening' } }))
  const held = step(opening, { type: 'face', score: 1 }, context({ status: { kind: 'opening' } }))
  expect(step(held.state, { type: 'status' }, at(100)).state.at, 'it is said that it is not recorded').toBe(
    'failed',
  )
})

test('who chose another counter by mistake goes back, and who walks away leaves the next one the question', () => {
  const rate = live(home(at(0)), { type: 'counter', counter: second! })
  expect(live(rate, { type: 'leave' }).at).toBe('hall')
  expect(step(rate, { type: 'tick' }, at(40_000)).state.at, 'time to read').toBe('rate')
  expect(step(rate, { type: 'tick' }, at(47_000)).state).toMatchObject({ at: 'hall', dim: false })
})

test('at a counter’s own tablet there is no such way', () => {
  const k1 = home(context())
  const own = context({ now: NOW + 1_000 })
  expect(step(k1, { type: 'leave' }, own).state).toBe(k1)
  expect(step(k1, { type: 'counter', counter: second! }, own).state).toBe(k1)
  expect(draftOf(step(k1, { type: 'face', score: 4 }, own).state)).not.toHaveProperty('hall')
})

test('who was just served when the hall closed says so, then the counter', () => {
  const closed: State = { at: 'closed', config: HALL, served: true, reopens: null, touched: NOW }
  const shut = { ...HALL, closedSince: 0 }
  const now = context({ now: NOW, status: paired(shut) })
  const asked = step(closed, { type: 'served' }, now).state
  expect(asked).toMatchObject({ at: 'hall', late: true })
  const later = context({ now: NOW + 1_000, status: paired(shut) })
  const rate = step(asked, { type: 'counter', counter: second! }, later).state
  expect(rate).toMatchObject({ at: 'rate', late: true })
  const rested = context({ now: NOW + 12_000, status: paired(shut) })
  expect(step(rate, { type: 'tick' }, rested).state.at).toBe('rate')
})

test('a tablet that is moved into the hall, or out of it, shows it once nobody is at it', () => {
  const k1 = home(context())
  expect(step(k1, { type: 'status' }, at(12_000)).state.at).toBe('hall')
  expect(step(home(at(0)), { type: 'status' }, at(12_000, CONFIG)).state.at).toBe('rate')
})
