import { build } from 'vite'
import { startVitest, type TestModule, type Vitest } from 'vitest/node'
import { browserPath, NO_BROWSER } from './support/browser-path.ts'

/**
 * `npm test`: builds the pages, runs every test in Node and in a real Chromium, and closes with one line for everything
 * together. `npm test -- tests/device` runs what lies under a path. A test that was skipped counts as failed.
 */
const root = new URL('..', import.meta.url).pathname

if (browserPath()) {
  await build({ configFile: `${root}vite.config.ts`, logLevel: 'warn' })
  const vitest = await startVitest('test', process.argv.slice(2), {
    config: 'tests/vitest.config.ts',
    root,
    watch: false,
  })
  const { passed, failed } = count(vitest)
  await vitest.close()
  close(passed, failed)
} else {
  console.error(NO_BROWSER)
  close(0, 1)
}

function count(vitest: Vitest): { passed: number; failed: number } {
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

function close(passed: number, failed: number): void {
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0
  console.log(`${passed} passed, ${failed} failed`)
}
