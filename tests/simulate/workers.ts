import { type ChildProcess, type ForkOptions, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Outcome } from './seed.ts'
import type { Story } from './story.ts'

/** In memory where the machine has such a disk: what a power cut of the server loses is simulated, not waited for. */
const ROOM = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

export type Worker = {
  run: (story: Story) => Promise<Outcome>
  end: () => void
}

/** A story takes a fraction of a second; one that is not done by then stands still. */
const PATIENCE_MS = 120_000

/**
 * A process of its own for worlds, since a world takes over the turns of its process. After a world that broke or hangs
 * another process goes on: nobody knows what that one left behind.
 */
export async function openWorker(options?: ForkOptions): Promise<Worker> {
  let child = await begin(options)
  return {
    run: async (story) => {
      const outcome = await hear(child, story)
      if (!outcome || outcome.wrong.some(({ kind }) => kind === 'broken')) {
        child.kill('SIGKILL')
        child = await begin(options)
      }
      return outcome ?? nothing('hung', `no answer in ${PATIENCE_MS / 1000} s`)
    },
    end: () => child.disconnect(),
  }
}

/** What became of a world that told nothing. */
export function nothing(kind: 'hung' | 'broken', text: string): Outcome {
  return { taps: 0, thanked: 0, stored: 0, onDuty: 0, hidden: 0, print: '', wrong: [{ kind, text }] }
}

async function begin(options?: ForkOptions): Promise<ChildProcess> {
  const folder = mkdtempSync(join(ROOM, 'hai-long-simulate-'))
  const child = fork(new URL('./worker.ts', import.meta.url), [folder], options)
  const ended = new AbortController()
  child.once('exit', () => {
    rmSync(folder, { recursive: true, force: true })
    ended.abort()
  })
  await once(child, 'message', { signal: ended.signal })
  return child
}

/** Undefined where it died or said nothing for so long. */
async function hear(child: ChildProcess, story: Story): Promise<Outcome | undefined> {
  const ending = new AbortController()
  const { signal } = ending
  const stop = () => ending.abort()
  const timer = setTimeout(stop, PATIENCE_MS)
  child.once('exit', stop)
  child.send(story)
  try {
    const [outcome] = (await once(child, 'message', { signal })) as [Outcome]
    return outcome
  } catch (error) {
    if (signal.aborted) return undefined
    throw error
  } finally {
    clearTimeout(timer)
    child.off('exit', stop)
  }
}
