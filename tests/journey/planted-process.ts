import { startVitest } from 'vitest/node'
import { planting } from '#tests/bank/planting.ts'
import { project, ROOT, triedIn } from '#tests/bank/projects.ts'

/** A process of its own: the journey once for each bug that it is given behind the address of a PostgreSQL. Tells what became of it. */
const [, , postgresUrl = '', ...bugs] = process.argv

const vitest = await startVitest('test', [], {
  config: false,
  root: ROOT,
  watch: false,
  reporters: [{}],
  maxWorkers: 1,
  testNamePattern: /\(sqlite\)$/,
  projects: bugs.map((name) =>
    project({ name, include: ['tests/journey/journey.test.ts'], execArgv: planting(name), postgresUrl }),
  ),
})
process.send?.(vitest.state.getTestModules().flatMap(triedIn))
await vitest.close()
