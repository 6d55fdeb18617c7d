import { startVitest } from 'vitest/node'
import { planting } from './planting.ts'
import { project, ROOT, triedIn } from './projects.ts'

/**
 * A process of its own: one Vitest in which each bug is a project with the bug planted and one test file. It is given the address
 * of a PostgreSQL, what the names of the tests hold, and the bugs. Tells what became of each test.
 */
const [, , postgresUrl = '', only = '', bugs = '[]'] = process.argv

// A property may miss a bug in the few runs that it has among the other tests; here it searches until it has it.
process.env.STEPS_RUNS ??= '150'

const vitest = await startVitest('test', [], {
  config: false,
  root: ROOT,
  watch: false,
  reporters: [{}],
  maxWorkers: 1,
  testNamePattern: new RegExp(only),
  projects: (JSON.parse(bugs) as { name: string; test: string }[]).map(({ name, test }) =>
    project({ name, include: [test], execArgv: planting(name), postgresUrl }),
  ),
})
process.send?.(vitest.state.getTestModules().flatMap(triedIn))
await vitest.close()
