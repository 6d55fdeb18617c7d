import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instantOf } from '#src/domain/calendar.ts'
import {
  type Correction,
  correctionsOf,
  correctionTrouble,
  creditedIn,
  decisionTrouble,
  dutiesOf,
  minuteText,
  readMinute,
  type Served,
  STEP_MS,
  type Turn,
} from '#src/domain/duty.ts'

const LAN = 'f2n3m4'
const HUNG = 'f3n4m5'
const COUNTER = 'c2n3m4'
const NINE = instantOf('2026-11-23', 9)
const HOUR = 3_600_000

const turn = (n: number, officer: string, change: Turn['change'], hours: number): Turn => ({
  ...{ n, officer, counter: COUNTER, change },
  at: NINE + hours * HOUR,
})
const SERVED: Served = {
  ...{ n: 4, ends: 12, until: 20, officer: LAN, counter: COUNTER },
  ...{ from: NINE, to: NINE + 2 * HOUR },
}

describe('the duties of a log', () => {
  test('end where the next entry says so, and credit until the same officer begins again', () => {
    const turns = [
      turn(4, LAN, 'start', 0),
      turn(9, HUNG, 'takeover', 1),
      turn(12, HUNG, 'auto', 3),
      turn(15, LAN, 'start', 4),
    ]
    expect(dutiesOf(turns)).toMatchObject([
      { n: 4, officer: LAN, from: NINE, to: NINE + HOUR, ends: 9, until: 15 },
      { n: 9, officer: HUNG, from: NINE + HOUR, to: NINE + 3 * HOUR, ends: 12, until: null },
      { n: 15, officer: LAN, from: NINE + 4 * HOUR, to: null, ends: null, until: null },
    ])
  })

  test('that nothing ended are open until their day is over', () => {
    const [duty] = dutiesOf([turn(4, LAN, 'start', 0)])
    expect(duty).toMatchObject({ to: null, until: null })
    expect(decisionTrouble(duty!, NINE + HOUR)).toBe('duty-open')
    expect(decisionTrouble(duty!, instantOf('2026-11-24'))).toBeUndefined()
  })
})

const part = (from: number, to: number) => ({ from: NINE + from * STEP_MS, to: NINE + to * STEP_MS })
const correction = (span: Correction['part'], officer: string | null): Correction => ({
  part: span,
  officer,
  release: 0,
})

describe('a correction', () => {
  test.each([
    ['all of it to another', [], null, HUNG, undefined],
    ['all of it to nobody', [], null, null, undefined],
    ['whom it is credited to', [], null, LAN, 'same-officer'],
    ['a part', [], part(0, 8), HUNG, undefined],
    ['a part that ends before it begins', [], part(3, 2), HUNG, 'duty-part'],
    ['a part of no length', [], part(2, 2), HUNG, 'duty-part'],
    ['a part from before it', [], part(-1, 2), HUNG, 'duty-part'],
    ['a part beyond it', [], part(7, 9), HUNG, 'duty-part'],
    ['a part between quarters', [], { from: NINE + 1, to: NINE + STEP_MS }, HUNG, 'duty-part'],
    ['the part beside another', [correction(part(0, 2), HUNG)], part(2, 4), HUNG, undefined],
    ['a part within another', [correction(part(0, 4), HUNG)], part(1, 2), null, 'duty-overlap'],
    ['all where a part was', [correction(part(0, 4), HUNG)], null, null, 'duty-overlap'],
    ['a part where all was', [correction(null, HUNG)], part(0, 4), null, 'duty-overlap'],
    ['the same part anew', [correction(part(0, 4), HUNG)], part(0, 4), null, undefined],
    ['the same part back', [correction(part(0, 4), HUNG)], part(0, 4), LAN, undefined],
    ['the same part to the same', [correction(part(0, 4), HUNG)], part(0, 4), HUNG, 'same-officer'],
  ] as const)('%s', (_, earlier, span, officer, trouble) => {
    expect(correctionTrouble(SERVED, earlier, { part: span, officer })).toBe(trouble)
  })

  test('P9: whatever is corrected in whatever order, no two parts differ by less than a whole one', () => {
    const asked = fc.record({
      span: fc.option(fc.tuple(fc.nat(8), fc.nat(8)).map(([from, to]) => part(from, to))),
      officer: fc.constantFrom(LAN, HUNG, null),
    })
    const never = fc.property(fc.array(asked, { maxLength: 20 }), (all) => {
      const done: Correction[] = []
      for (const { span, officer } of all)
        if (!correctionTrouble(SERVED, done, { part: span, officer })) done.push(correction(span, officer))
      const parts = [...new Map(done.map((one) => [JSON.stringify(one.part), one.part])).values()]
      for (const at of Array.from({ length: 8 }, (_, i) => NINE + (i + 0.5) * STEP_MS)) {
        const of = correctionsOf(SERVED, done, { n: 5, officer: LAN, at })
        expect(new Set(of.map((one) => JSON.stringify(one.part))).size).toBeLessThanOrEqual(1)
        const own = of.at(-1)
        if (own) expect(creditedIn(SERVED, done, own.part)).toBe(own.officer)
      }
      expect(parts.includes(null) ? parts.length : 1).toBe(1)
    })
    fc.assert(never)
  })
})

describe('of a rating', () => {
  const whole = correction(null, HUNG)
  const half = correction(part(0, 4), HUNG)
  test.each([
    ['of the duty', { n: 5, officer: LAN, at: NINE }, [whole, half]],
    ['given to the counter alone', { n: 5, officer: null, at: NINE }, []],
    ['of another officer', { n: 5, officer: HUNG, at: NINE }, []],
    ['before it', { n: 3, officer: LAN, at: NINE }, []],
    ['of the next duty', { n: 21, officer: LAN, at: NINE }, []],
    ['in the other half', { n: 5, officer: LAN, at: NINE + HOUR }, [whole]],
    ['tapped in it and closed after its end', { n: 14, officer: LAN, at: NINE + 5 * STEP_MS }, [whole]],
    ['after its end, by the head’s word', { n: 14, officer: LAN, at: NINE + 3 * HOUR }, []],
    ['at a time that nobody knows', { n: 5, officer: LAN, at: null }, [whole]],
  ])('%s these corrections are', (_, tapped, expected) => {
    expect(correctionsOf(SERVED, [whole, half], tapped)).toEqual(expected)
  })
})

test('a minute is read back as it was written, and nothing else is read', () => {
  const minutes = fc.integer({ min: 0, max: 4_000_000 }).map((n) => instantOf('2026-01-01') + n * 60_000)
  fc.assert(fc.property(minutes, (at) => readMinute(minuteText(at)) === at))
  for (const text of ['', '2026-11-23', '2026-11-23T24:00', '2026-13-45T10:00', '2026-11-23T10:15Z'])
    expect(readMinute(text), text).toBeUndefined()
})
