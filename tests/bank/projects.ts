import type { TestProjectInlineConfiguration } from 'vitest/config'
import type { TestModule } from 'vitest/node'
import type { Tried } from './named.ts'

export const ROOT = new URL('../..', import.meta.url).pathname

type Asked = { name: string; include: readonly string[]; execArgv: string[]; postgresUrl: string }

/** A bug may make a test wait for ever. */
const TIMEOUT_MS = 20_000

/** Node loads the tests by itself, without Vite, which would hold on to what it once loaded. */
export function project({ name, include, execArgv, postgresUrl }: Asked): TestProjectInlineConfiguration {
  return {
    test: {
      name,
      include: [...new Set(include)],
      execArgv,
      experimental: { viteModuleRunner: false, nodeLoader: false },
      testTimeout: TIMEOUT_MS,
      provide: { postgresUrl },
    },
  }
}

/** What became of each test of a file. */
export function triedIn(module: TestModule): Tried[] {
  return [...module.children.allTests()].map((test) => {
    const { state, errors = [] } = test.result()
    const said = errors.map(({ message }) => message).join('\n')
    const file = module.moduleId.slice(ROOT.length)
    return { project: module.project.name, file, title: test.fullName, state, said }
  })
}
