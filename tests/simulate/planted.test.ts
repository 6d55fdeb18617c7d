import { afterEach, expect, it, vi } from 'vitest'
import { type Planted, runPlanted } from '#tests/support/planted.ts'

/** The simulation is worth what it catches: each of these bugs must be found by the seeds that `npm test` runs. */
const BUGS: readonly (Planted & { caughtBy: RegExp })[] = [
  {
    name: 'thanks-for-what-the-disk-refused',
    file: 'src/device/draft.ts',
    find: `  if (!done.ok) return fail(book, done)\n  book.open = undefined\n`,
    replace: `  book.open = undefined\n`,
    caughtBy: /seed: \w+: (lost|code): tap \d+/,
  },
  {
    name: 'other-entries-for-the-same-numbers-refused',
    file: 'src/server/lineage.ts',
    find: `  return { kind: 'leaves', parent: best.log, fork: from + best.last, hashes }\n`,
    replace: `  return { kind: 'broken' }\n`,
    caughtBy: /seed: \w+: stuck: tablet \d+ has \d+ to send: refused:broken-chain/,
  },
]

afterEach(() => {
  vi.unstubAllEnvs()
})

it.each(BUGS)('P1 P2 P4: the simulation catches a planted bug: $name', { timeout: 600_000 }, async (bug) => {
  vi.stubEnv('SIMULATE_TRIES', '0')
  const { code, output } = await runPlanted(bug, 'tests/simulate/seeds.test.ts')
  expect(output).toMatch(bug.caughtBy)
  expect(code).toBe(1)
})
