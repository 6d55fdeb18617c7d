import { startVitest } from 'vitest/node'
import type { CaughtByTest } from './bug.ts'
import { BUGS } from './bugs.ts'
import { AS_IT_STANDS } from './named.ts'
import { planting } from './planting.ts'
import { project, ROOT, triedIn } from './projects.ts'

/**
 * A process of its own: one Vitest in which each bug that a named test catches is a project with the bug planted, and one more
 * is the same tests as the source stands. Tells the process that began it what became of each test. It is given the address of
 * a PostgreSQL.
 */

const named = BUGS.flatMap(({ name, caughtBy }) => ('test' in caughtBy ? [{ name, by: caughtBy }] : []))

const vitest = await startVitest('test', [], {
  config: false,
  root: ROOT,
  watch: false,
  reporters: [{}],
  maxWorkers: 2,
  testNamePattern: new RegExp(named.map(({ by }) => by.title.source).join('|')),
  projects: [
    tested(
      AS_IT_STANDS,
      named.map(({ by }) => by),
      [],
    ),
    ...named.map(({ name, by }) => tested(name, [by], planting(name))),
  ],
})
process.send?.(vitest.state.getTestModules().flatMap(triedIn))
await vitest.close()

function tested(name: string, by: readonly CaughtByTest[], execArgv: string[]) {
  return project({ name, include: by.map(({ test }) => test), execArgv, postgresUrl: process.argv[2]! })
}
