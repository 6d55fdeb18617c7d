import { describe, expect, it } from 'vitest'
import { openingAt } from '#src/kiosk/opening.ts'
import { CONFIG } from './flow-support.ts'

/** Monday to Friday 07:30–11:30 and 13:30–17:00, in minutes. */
const DAY: [number, number][] = [
  [450, 690],
  [810, 1020],
]
const hours = [DAY, DAY, DAY, DAY, DAY, [], []]
/** In Vietnam, on Monday 23/11/2026 and the days after it. */
const at = (clock: string, day = 23) => Date.parse(`2026-11-${day}T${clock}:00+07:00`)

describe('the counter', () => {
  it.each([
    ['07:29', { open: false, served: false, reopens: at('07:30') }],
    ['07:30', { open: true }],
    ['11:29', { open: true }],
    ['11:30', { open: false, served: true, reopens: at('13:30') }],
    ['11:59', { open: false, served: true, reopens: at('13:30') }],
    ['12:00', { open: false, served: false, reopens: at('13:30') }],
    ['17:29', { open: false, served: true, reopens: null }],
    ['17:30', { open: false, served: false, reopens: null }],
  ])('at %s', (clock, expected) => {
    expect(openingAt({ ...CONFIG, hours }, at(clock))).toEqual(expected)
  })

  it('is closed all Sunday', () => {
    expect(openingAt({ ...CONFIG, hours }, at('09:00', 29))).toEqual({
      open: false,
      served: false,
      reopens: null,
    })
  })

  it('is closed on a day off, and nobody was just served then', () => {
    const off = { ...CONFIG, hours, daysOff: ['2026-11-24'] }
    const closed = { open: false, served: false, reopens: null }
    for (const time of ['07:30', '09:00', '11:45', '17:10'])
      expect(openingAt(off, at(time, 24)), time).toEqual(closed)
    expect(openingAt(off, at('09:00', 25))).toEqual({ open: true })
    expect(openingAt({ ...off, hours: null }, at('09:00', 24)), 'without hours it takes ratings').toEqual({
      open: true,
    })
  })

  it('is always open where no hours are set', () => {
    expect(openingAt(CONFIG, at('03:00'))).toEqual({ open: true })
  })

  it('is closed by the head at once, with half an hour for who was just served', () => {
    const closed = { ...CONFIG, hours, closedSince: at('09:00') }
    expect(openingAt(closed, at('09:29'))).toEqual({ open: false, served: true, reopens: null })
    expect(openingAt(closed, at('09:30'))).toEqual({ open: false, served: false, reopens: null })
  })
})
