import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { parseArgs } from 'node:util'
import { openAlone } from './office.ts'
import { mutations, type Outcome } from './run.ts'

/**
 * `npm run mutate -- --mutations 10000`: changes the database of a small office so many times, each time from the same whole
 * one, and asks verify what is wrong. One that verify does not find is printed with its seed; `--seed 1 --from 182
 * --mutations 1` makes that one again.
 */
const { values } = parseArgs({
  options: {
    mutations: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    workers: { type: 'string', default: '2' },
    part: { type: 'boolean', default: false },
  },
})

/** In memory where the machine has such a disk. */
const ROOM = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

const seed = values.seed
const [from, count] = [Number(values.from), Number(values.mutations)]
if (values.part) await doPart()
else await doAll()

async function doPart(): Promise<void> {
  const { office, end } = await openAlone(ROOM)
  for await (const outcome of mutations(office, { seed, from, count })) process.send?.(outcome)
  await end()
  process.disconnect?.()
}

async function doAll(): Promise<void> {
  const started = performance.now()
  const outcomes: Outcome[] = []
  const workers = Math.min(count, Number(values.workers))
  const share = Math.ceil(count / workers)
  await Promise.all(
    Array.from({ length: workers }, (_, i) => {
      const first = from + i * share
      return part(first, Math.min(share, from + count - first), (outcome) => {
        outcomes.push(outcome)
        if (outcome.found.length === 0)
          console.log(`not found: ${outcome.seed}: ${outcome.kind}\n${outcome.what}\n`)
        if (outcomes.length % 500 === 0) console.error(`${outcomes.length} of ${count}`)
      })
    }),
  )
  report(outcomes, (performance.now() - started) / 1000)
  if (outcomes.length < count || outcomes.some(({ found }) => found.length === 0)) process.exitCode = 1
}

function part(first: number, size: number, onOutcome: (outcome: Outcome) => void): Promise<void> {
  const args = ['--part', '--seed', seed, '--from', `${first}`, '--mutations', `${size}`]
  const child = fork(new URL(import.meta.url), args)
  child.on('message', (outcome) => onOutcome(outcome as Outcome))
  return new Promise((resolve) => child.on('exit', () => resolve()))
}

function report(outcomes: readonly Outcome[], seconds: number): void {
  const kinds = [...new Set(outcomes.map(({ kind }) => kind))].sort()
  for (const kind of kinds) {
    const all = outcomes.filter((outcome) => outcome.kind === kind)
    console.log(`${kind}: ${all.filter(({ found }) => found.length > 0).length} of ${all.length} found`)
  }
  const missed = outcomes.filter(({ found }) => found.length === 0).length
  const total = outcomes.length.toLocaleString('en')
  console.log(`\nseed ${seed}: ${total} mutations in ${seconds.toFixed(0)} s, ${missed} not found`)
  const bound = `${((3 / outcomes.length) * 100).toFixed(3)} %`
  if (outcomes.length < count) console.log(`${count - outcomes.length} were not made: a process broke`)
  else if (missed === 0)
    console.log(`with 95 % confidence fewer than ${bound} of such mutations are not found (3/N)`)
}
