import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL in which a test may make schemas. */
    postgresUrl: string
  }
}

/** Starts one real PostgreSQL for all tests of a run, or takes the one that TEST_DATABASE_URL names. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL
  if (given) {
    project.provide('postgresUrl', given)
    return async () => undefined
  }
  const server = fork(new URL('./postgres-server.ts', import.meta.url), { stdio: 'ignore' })
  const ended = once(server, 'exit')
  const [said] = (await Promise.race([
    once(server, 'message'),
    ended.then(() => [{ trouble: 'it ended before it said anything' }]),
  ])) as [{ url: string } | { trouble: string }]
  if ('trouble' in said) throw new Error(`PostgreSQL for the tests did not start:\n${said.trouble}`)
  project.provide('postgresUrl', said.url)
  return async () => {
    server.disconnect()
    await ended
  }
}
