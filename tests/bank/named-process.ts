import type { TestProjectInlineConfiguration } from 'vitest/config'
import { startVitest, type TestModule } from 'vitest/node'
import type { CaughtByTest } from './bug.ts'
import { BUGS } from './bugs.ts'
import { AS_IT_STANDS, type Tried } from './named.ts'
import { planting } from './planting.ts'

/**
 * A process of its own: one Vitest in which each bug that a named test catches is a project with the bug planted, and one more
 * is the same tests as the source stands. Tells the process that began it what became of each test. It is given the address of
 * a PostgreSQL.
 */

const ROOT = new URL('../..', import.meta.url).pathname

/** A bug may make a test wait for ever. */
const TIMEOUT_MS = 20_000

const named = BUGS.flatMap(({ name, caughtBy }) => ('test' in caughtBy ? [{ name, by: caughtBy }] : []))

const vitest = await startVitest('test', [], {
  config: false,
  root: ROOT,
  watch: false,
  reporters: [{}],
  maxWorkers: 2,
  testNamePattern: new RegExp(named.map(({ by }) => by.title.source).join('|')),
  projects: [
    project(
      AS_IT_STANDS,
      named.map(({ by }) => by),
      [],
    ),
    ...named.map(({ name, by }) => project(name, [by], planting(name))),
  ],
})
process.send?.(vitest.state.getTestModules().flatMap(triedIn))
await vitest.close()

/** Node loads the tests by itself, without Vite, which would hold on to what it once loaded. */
function project(
  name: string,
  by: readonly CaughtByTest[],
  execArgv: string[],
): TestProjectInlineConfiguration {
  return {
    test: {
      name,
      include: [...new Set(by.map(({ test }) => test))],
      execArgv,
      experimental: { viteModuleRunner: false, nodeLoader: false },
      testTimeout: TIMEOUT_MS,
      provide: { postgresUrl: process.argv[2]! },
    },
  }
}

function triedIn(module: TestModule): Tried[] {
  return [...module.children.allTests()].map((test) => {
    const { state, errors = [] } = test.result()
    const said = errors.map(({ message }) => message).join('\n')
    const file = module.moduleId.slice(ROOT.length)
    return { project: module.project.name, file, title: test.fullName, state, said }
  })
}
