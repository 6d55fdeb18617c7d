import type { ForkOptions } from 'node:child_process'
import { COMPILED } from '#tests/support/compiled.ts'

/** A process of the bank: with that bug planted, or none. */
export function forked(bug?: string): ForkOptions {
  return {
    env: { ...process.env, VITEST: undefined, ...COMPILED },
    execArgv: bug === undefined ? [] : planting(bug),
  }
}

/** What Node is told so that a process runs with that bug planted. */
export function planting(bug: string): string[] {
  const plant = new URL('./plant.ts', import.meta.url)
  plant.searchParams.set('bug', bug)
  return ['--import', plant.href]
}
