import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { parseArgs } from 'node:util'
import { openAlone } from './office.ts'
import { type Apart, attacksApart, mutations, type Outcome } from './run.ts'

/**
 * `npm run mutate -- --mutations 10000`: changes the database of a small office so many times, each time from the same whole
 * one, and asks verify what is wrong. One that verify does not find is printed with its seed; `--seed 1 --from 182
 * --mutations 1` makes that one again. `npm run mutate -- --apart 1000`: attacks of one who holds every key, in one process.
 */
const { values } = parseArgs({
  options: {
    mutations: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    workers: { type: 'string', default: '2' },
    apart: { type: 'string' },
    part: { type: 'boolean', default: false },
  },
})

/** In memory where the machine has such a disk. */
const ROOM = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

const seed = values.seed
const [from, count] = [Number(values.from), Number(values.mutations)]
if (values.part) await doPart()
else if (values.apart !== undefined) await doApart(Number(values.apart))
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

/** What they leave is found by closings that were kept elsewhere, or by the tablet at its next sync. */
async function doApart(attacks: number): Promise<void> {
  const started = performance.now()
  const { office, end } = await openAlone(ROOM)
  const found = new Map<string, number>()
  let missed = 0
  for await (const one of attacksApart(office, { seed, from, count: attacks })) {
    const by = foundBy(one)
    if (by === undefined) missed += 1
    if (by === undefined) console.log(`not found: ${one.seed}: ${one.kind}, ${one.told}`)
    else found.set(by, (found.get(by) ?? 0) + 1)
  }
  await end()
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  for (const [by, times] of [...found].toSorted()) console.log(`${by}: ${times}`)
  console.log(`\nseed ${seed}: ${attacks} attacks with every key in ${seconds} s, ${missed} not found`)
  if (missed > 0) process.exitCode = 1
  else
    console.log(
      `with 95 % confidence fewer than ${((3 / attacks) * 100).toFixed(3)} % of them are not found (3/N)`,
    )
}

function foundBy({ alone, kept, beforeClosing, told }: Apart): string | undefined {
  if (alone.length > 0) return 'the database itself'
  if (beforeClosing) return kept.some(({ kind }) => kind === 'kept-differs') ? 'closings kept' : undefined
  return told === undefined || told === 'nothing' ? undefined : `the tablet: ${told}`
}
