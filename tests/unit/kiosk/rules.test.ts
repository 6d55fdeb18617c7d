import { describe, expect, test } from 'vitest'
import { step } from '#src/kiosk/flow.ts'
import type { Context, Event, State } from '#src/kiosk/state.ts'
import { CONFIG, context, NOW, paired, STATES } from './flow-support.ts'

/** Events one after the other, each at its own second. */
function walk(from: State, ...given: readonly (readonly [seconds: number, event: Event])[]): State {
  return given.reduce((state, [s, event]) => step(state, event, at(s)).state, from)
}
function at(seconds: number, more: Partial<Context> = {}): Context {
  return context({ now: NOW + seconds * 1_000, ...more })
}
const TICK = { type: 'tick' } as const
const ALL = { type: 'all' } as const
const fresh = { ...STATES.rate, touched: NOW, shown: NOW, dim: false }
const unmet = { type: 'answer', standard: 'xin_phep', answer: 'unmet' } as const

describe('K1 at rest', () => {
  test('stays dim until somebody touches it', () => {
    for (const s of [45, 50, 55, 60, 300]) {
      const ticks = Array.from({ length: s - 44 }, (_, i) => [45 + i, TICK] as const)
      expect(walk(fresh, ...ticks), `${s} s`).toMatchObject({ dim: true })
    }
  })
  test('a citizen who chose English and reads on keeps it when a new config comes', () => {
    const english = walk(fresh, [1, { type: 'touch' }], [1, { type: 'language', lang: 'en' }])
    const status = paired({ ...CONFIG, version: 9 })
    expect(step(english, { type: 'status' }, at(14, { status })).state).toMatchObject({
      view: { lang: 'en' },
    })
  })
  test('"Không đúng người?" does not outlive the citizen who said it', () => {
    const other = walk(fresh, [1, { type: 'other-person' }], [46, TICK], [47, TICK])
    expect(other).toMatchObject({ other: false })
  })
})

describe('who pairs or opens the staff corner', () => {
  const english = { type: 'language', lang: 'en' } as const
  const view = { lang: 'en' }
  test('reads both in the language of their choice, and K1 after pairing until it rests', () => {
    const unpaired = { ...STATES.unpaired, touched: NOW }
    const chosen = step(unpaired, english, at(1, { status: { kind: 'unpaired' } })).state
    expect(chosen).toMatchObject({ at: 'unpaired', view })
    expect(step(chosen, TICK, at(60, { status: { kind: 'unpaired' } })).state).toBe(chosen)
    const paired = step(chosen, { type: 'status' }, at(61)).state
    expect(paired).toMatchObject({ at: 'rate', view })
    expect(walk(paired, [200, TICK])).toMatchObject({ dim: true, view: { lang: 'vi' } })
  })
  test('goes into the corner with the language of K1, and back to K1 without it', () => {
    const corner = walk(fresh, [0, english], [1, { type: 'staff' }])
    expect(corner).toMatchObject({ at: 'staff', view })
    expect(walk(corner, [2, { type: 'language', lang: 'vi' }])).toMatchObject({ view: { lang: 'vi' } })
    expect(walk(corner, [2, { type: 'leave' }])).toMatchObject({ at: 'rate', view: { lang: 'vi' } })
  })
})

describe('a screen reader taps without a pointer', () => {
  test.each([unmet, ALL, { type: 'page', page: 2 }] as const)('$type on K2 keeps it open 60 s', (event) => {
    expect(walk({ ...STATES.standards, ends: NOW + 5_000 }, [0, event])).toMatchObject({ ends: NOW + 60_000 })
  })
  test('a reason on K3 keeps it open 90 s', () => {
    const state = walk({ ...STATES.reasons, ends: NOW + 5_000 }, [0, { type: 'reason', reason: 'tho_o' }])
    expect(state).toMatchObject({ ends: NOW + 90_000 })
  })
})

describe('Tất cả đều có', () => {
  test('stays recorded as the shortcut that it was when one tile is then edited', () => {
    expect(walk(STATES.standards, [0, ALL], [1, unmet])).toMatchObject({
      open: { draft: { answers: { all: true } } },
    })
  })
})

describe('P12 a tap on a tablet that takes none', () => {
  test('P12 a retired tablet takes no tap that was held before the start', () => {
    const status = paired({ ...CONFIG, retired: true })
    expect(step(STATES.held, TICK, at(0, { status })).effects).toEqual([])
  })
})
