import { startVitest, type TestCase, type TestModule, type Vitest } from 'vitest/node'
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
if (!process.send) {
  for (const failure of counted.failures) console.error(`✘ ${failure}`)
  process.exitCode = counted.failed > 0 || counted.passed === 0 ? 1 : 0
}

function count(vitest: Vitest): Count {
  const modules = vitest.state.getTestModules()
  const states = modules.flatMap((module) =>
    [...module.children.allTests()].map((test) => test.result().state),
  )
  const passed = states.filter((state) => state === 'passed').length
  const broken = modules.filter(failedToLoad).length
  const loose = vitest.state.getUnhandledErrors().map((error) => `outside of any test: ${firstLine(error)}`)
  const failures = [
    ...modules.filter(failedToLoad).map((module) => module.relativeModuleId),
    ...modules.flatMap((module) => [...module.children.allTests()].filter(notPassed).map(sentence)),
    ...loose,
  ]
  return { passed, failed: states.length - passed + broken + loose.length, failures }
}

function notPassed(test: TestCase): boolean {
  return test.result().state !== 'passed'
}

/** A test that did not pass, in one line: where it stands, its name and what it said first. */
function sentence(test: TestCase): string {
  const { state, errors } = test.result()
  return `${test.module.relativeModuleId} > ${test.fullName}: ${errors?.[0] ? firstLine(errors[0]) : state}`
}

function firstLine(error: unknown): string {
  const message = error !== null && typeof error === 'object' && 'message' in error ? error.message : error
  return String(message).split('\n')[0] ?? ''
}

/** A file whose tests could not even be collected, or whose hooks around them failed. */
function failedToLoad(module: TestModule): boolean {
  return module.state() === 'failed' && [...module.children.allTests('failed')].length === 0
}
