import { expect, test } from 'vitest'
import { ordinal } from '#src/domain/calendar.ts'
import { Closings, type Received } from '#src/domain/closings.ts'
import { secondRowGroups } from '#src/domain/second-row-groups.ts'

const MONDAY = ordinal('2026-11-23', 'am')
const times = (count: number, counter: string) => Array.from({ length: count }, () => counter)

/** What databases of the second version hold; a rule that changed here would make their closings faults. */
test.each<[string, string[][], string[][]]>([
  ['five of one counter in a half day', [times(5, 'a')], [['a half 5']]],
  ['the sixth waits, since the unit does not show it either', [times(6, 'a')], [['a half 5']]],
  ['five in a week', [times(2, 'a'), [], times(2, 'a'), times(1, 'a')], [[], [], [], ['a week 5']]],
  [
    'a block of two counters gave up four of its five',
    [[...times(4, 'a'), 'b', 'a', ...times(4, 'c')]],
    [['a half 5']],
  ],
  [
    'three of ten are another’s: two of seven wait, so that five are left',
    [[...times(7, 'a'), ...times(3, 'b')]],
    [['a half 5']],
  ],
  ['four of ten are another’s: one of six waits', [[...times(6, 'a'), ...times(4, 'b')]], [['a half 5']]],
  [
    'of two counters the one with fewer waits, where else the two of a third would be left',
    [[...times(7, 'a'), ...times(6, 'b'), 'c', 'c'], [], times(5, 'c')],
    [['a half 7'], [], ['b week 6']],
  ],
])('P8: the closings of the second version are made anew by its rule: %s', (_, halves, expected) => {
  const closings = new Closings<Received>()
  let position = 0
  const out = halves.map((counters, i) => {
    const half = MONDAY + i
    for (const counter of counters) closings.receive({ counter, half, release: half, position: position++ })
    const groups = closings.close(half, secondRowGroups)
    return groups.map(({ counter, span, rows }) => `${counter} ${span.kind} ${rows.length}`).sort()
  })
  expect(out).toEqual(expected)
})
