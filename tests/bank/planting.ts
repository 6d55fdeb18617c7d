import type { ForkOptions } from 'node:child_process'

/** Node keeps here what it has compiled: most of what a process of the bank does is begin. */
const COMPILED = new URL('../../.cache/node', import.meta.url).pathname

/** A process of the bank: with that bug planted, or none. */
export function forked(bug?: string): ForkOptions {
  return {
    env: { ...process.env, VITEST: undefined, NODE_COMPILE_CACHE: COMPILED },
    execArgv: bug === undefined ? [] : planting(bug),
  }
}

/** What Node is told so that a process runs with that bug planted. */
export function planting(bug: string): string[] {
  const plant = new URL('./plant.ts', import.meta.url)
  plant.searchParams.set('bug', bug)
  return ['--import', plant.href]
}
