import { startVitest, type TestModule, type Vitest } from 'vitest/node'
import type { Count } from './run.ts'

/** Runs the tests of one project that lie under the given paths; by itself, or for a process that counts them together. */
const root = new URL('..', import.meta.url).pathname
const [, , project = '', ...paths] = process.argv

const vitest = await startVitest('test', paths, {
  config: 'tests/vitest.config.ts',
  root,
  watch: false,
  project: [project],
  passWithNoTests: true,
})
const counted = count(vitest)
await vitest.close()
process.send?.(counted)
process.disconnect?.()
if (!process.send) process.exitCode = counted.failed > 0 || counted.passed === 0 ? 1 : 0

function count(vitest: Vitest): Count {
  const modules = vitest.state.getTestModules()
  const states = modules.flatMap((module) =>
    [...module.children.allTests()].map((test) => test.result().state),
  )
  const passed = states.filter((state) => state === 'passed').length
  const broken = modules.filter(failedToLoad).length
  const loose = vitest.state.getUnhandledErrors().length
  return { passed, failed: states.length - passed + broken + loose }
}

/** A file whose tests could not even be collected, or whose hooks around them failed. */
function failedToLoad(module: TestModule): boolean {
  return module.state() === 'failed' && [...module.children.allTests('failed')].length === 0
}
