import { fork } from 'node:child_process'
import { once } from 'node:events'
import { forked } from './planting.ts'

/** What became of one test; `project` is the name of the bug that was planted, or AS_IT_STANDS. */
export type Tried = { project: string; file: string; title: string; state: string; said: string }

export const AS_IT_STANDS = 'as it stands'

/** Runs the named tests, with each bug and without one, in a process of its own; it needs the address of a PostgreSQL. */
export function runNamed(postgresUrl: string): Promise<readonly Tried[]> {
  return heard(new URL('./named-process.ts', import.meta.url), [postgresUrl])
}

/** Runs those tests of a file whose whole name matches, once for each bug that is planted, in a process of its own. */
export async function runPlanted(
  postgresUrl: string,
  only: RegExp,
  bugs: readonly { name: string; test: string }[],
): Promise<readonly Tried[]> {
  const asked = JSON.stringify(bugs.map(({ name, test }) => ({ name, test })))
  const tried = await heard(new URL('./planted-process.ts', import.meta.url), [
    postgresUrl,
    only.source,
    asked,
  ])
  return tried.filter(({ title }) => only.test(title))
}

async function heard(program: URL, args: readonly string[]): Promise<readonly Tried[]> {
  const child = fork(program, args, forked())
  const ended = new AbortController()
  child.once('exit', () => ended.abort())
  const [tried] = (await once(child, 'message', { signal: ended.signal })) as [readonly Tried[]]
  return tried
}
