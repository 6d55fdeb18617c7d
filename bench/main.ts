import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { ensureBuilt } from '../src/server/main-build.ts'
import { gatherEnds } from '../tests/support/at-end.ts'
import { backup } from './backup.ts'
import { disk } from './disk.ts'
import { heap } from './heap.ts'
import { ingest } from './ingest.ts'
import type { Course, Measure } from './measure.ts'
import { ROOT } from './process.ts'
import { queue } from './queue.ts'
import { type Measured, originOf, report, writeResults } from './results.ts'
import { alternate } from './rounds.ts'
import { start } from './start.ts'
import { tap } from './tap.ts'
import { verify } from './verify.ts'

/**
 * `npm run bench`: each measure beside its limit or its peer in the same run, in turns; prints medians, spreads and ratios and writes
 * them to bench/RESULTS.md. `--only ingest,verify` takes some of them, `--rounds 9` more rounds, `--quick` little of each
 * and, without `--write`, writes nothing: that all of it still works, in two minutes.
 */
const MEASURES: readonly Measure[] = [ingest, verify, disk, tap, start, heap, queue, backup]
const ROUNDS = 5
const QUICK_ROUNDS = 1
const SIGNALS = ['SIGINT', 'SIGTERM'] as const

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string' },
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    'backup-ratings': { type: 'string' },
  },
})

const names = values.only?.split(',')
const unknown = names?.filter((name) => !MEASURES.some((measure) => measure.name === name)) ?? []
const rounds = Number(values.rounds ?? (values.quick ? QUICK_ROUNDS : ROUNDS))

const trouble = troubleWith()
if (trouble) {
  process.stderr.write(`${trouble}\n`)
  process.exitCode = 2
} else {
  await ensureBuilt(ROOT, say)
  const asked = MEASURES.filter(({ name, aside }) => (names ? names.includes(name) : !aside))
  for (const measure of asked) await takeOrTell(measure)
}

/** What one measure gave is written before the next begins; one that breaks off is told of and holds up no other. */
async function takeOrTell(measure: Measure): Promise<void> {
  try {
    const taken = await take(measure)
    if (!values.quick || values.write) writeResults(taken, MEASURES)
  } catch (error) {
    process.stderr.write(`${measure.name} broke off: ${error instanceof Error ? error.stack : error}\n`)
    process.exitCode = 1
  }
}

/** What stands in the way, as a sentence that says what to do. */
function troubleWith(): string | undefined {
  const all = MEASURES.map(({ name }) => name).join(', ')
  if (unknown.length > 0) return `There is no measure ${unknown.join(', ')}. There are: ${all}.`
  if (!Number.isInteger(rounds) || rounds < 1) return '--rounds takes a whole number from 1 on.'
  if (!existsSync(new URL('node_modules/dexie', import.meta.url)))
    return 'What the benchmarks compare with is not installed. Run "npm ci --prefix bench" first.'
  return undefined
}

async function take(measure: Measure): Promise<Measured> {
  const ends: (() => unknown)[] = []
  const end = async () => {
    const troubles: unknown[] = []
    for (const act of ends.splice(0).reverse())
      await Promise.resolve()
        .then(act)
        .catch((trouble) => troubles.push(trouble))
    // All are ended before one of them is told of: a page that complained leaves no browser behind.
    if (troubles.length > 0) throw troubles[0]
  }
  const leave = () => void end().finally(() => process.exit(1))
  for (const signal of SIGNALS) process.once(signal, leave)
  const course: Course = {
    size: (whole, quick) => (values.quick ? quick : whole),
    backupRatings: values['backup-ratings'] === undefined ? undefined : Number(values['backup-ratings']),
    atEnd: (act) => ends.push(act),
    say: (text) => say(`${measure.name}: ${text}`),
  }
  try {
    return await gatherEnds(ends, () => takeWith(course, measure))
  } finally {
    await end()
    for (const signal of SIGNALS) process.off(signal, leave)
  }
}

async function takeWith(course: Course, measure: Measure): Promise<Measured> {
  const began = performance.now()
  const opened = await measure.open(course)
  const count = values.quick || values.rounds ? rounds : Math.max(rounds, opened.rounds ?? 0)
  const origin = originOf(count, values.quick)
  course.say(`ready after ${seconds(began)} s`)
  const done = (round: number) => course.say(`round ${round} of ${count}, ${seconds(began)} s`)
  const taken = {
    measure,
    opened,
    rounds: await alternate(opened.sides, { count, warm: opened.warm }, done),
    origin,
  }
  say(`\n${report(taken)}\n`)
  return taken
}

function seconds(began: number): string {
  return ((performance.now() - began) / 1000).toFixed(0)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
