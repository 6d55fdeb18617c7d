import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Course } from './measure.ts'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

export type Started = { pid: number; stop: () => Promise<void> }

/**
 * Node with these arguments, in a process of its own that ends with the measure. Resolves when what it prints holds `until`;
 * rejects where it ends before.
 */
export async function startNode(
  { atEnd }: Pick<Course, 'atEnd'>,
  { args, env, until }: { args: readonly string[]; env: NodeJS.ProcessEnv; until: string },
): Promise<Started> {
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = once(child, 'close')
  const stop = async () => {
    child.kill('SIGKILL')
    await gone
  }
  atEnd(stop)
  let said = ''
  for await (const part of child.stdout.iterator({ destroyOnReturn: false })) {
    said += part
    if (said.includes(until)) {
      child.stdout.resume()
      return { pid: child.pid!, stop }
    }
  }
  throw new Error(`${args.join(' ')} ended before it was ready: ${said}`)
}
