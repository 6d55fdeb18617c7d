import { expect, test } from 'vitest'
import { type Part, runPart } from './parts.ts'

/** A little of each part of `npm run torture`, so that the torture itself stays alive. What needs root is left to the long one. */
const SHORT: readonly [string, Part, number][] = [
  ['P1 P2 P6 P8: a server that is killed with a batch in hand', 'kills', 3],
  ['P1 P2 P6: connections that are cut, late, doubled and out of order', 'faults', 150],
  ['P7: a server that was put back', 'restores', 1],
  ['P4 P6: a disk of each kind of harm', 'storages', 5],
  ['P6: a migration that is killed', 'migrations', 2],
  ['P1 P2: a browser that is killed in the middle of a tap, and at the thanks', 'browser-kills', 3],
]

test.each(SHORT)('%s', { timeout: 120_000 }, async (_, part, count) => {
  const until = Number.POSITIVE_INFINITY
  const { failures } = await runPart({ part, count, until, dialect: 'sqlite' })
  expect(failures).toEqual([])
})
