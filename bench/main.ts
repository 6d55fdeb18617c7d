import { loadavg } from 'node:os'
import { ensureBuilt } from '../src/server/main-build.ts'
import { gatherEnds } from '../tests/support/at-end.ts'
import { type Asked, browserTrouble, missingPeers, readAsked, whyUnwritten } from './asked.ts'
import { backup } from './backup.ts'
import { busyProcessors } from './cpu.ts'
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
 * them to bench/RESULTS.md where they are of rounds enough. `--help` tells the options.
 */
const MEASURES: readonly Measure[] = [ingest, verify, disk, tap, start, heap, queue, backup]
const SIGNALS = ['SIGINT', 'SIGTERM'] as const

const names = MEASURES.map(({ name }) => name)
const answer = readAsked(process.argv.slice(2), names)
if ('usage' in answer) say(answer.usage)
else {
  const trouble = 'trouble' in answer ? answer.trouble : troubleHere()
  if ('asked' in answer && !trouble) await takeAll(answer.asked)
  else {
    process.stderr.write(`${trouble}\n`)
    process.exitCode = 2
  }
}

/** What stands in the way on this machine, as a sentence that says what to do. */
function troubleHere(): string | undefined {
  if (missingPeers(import.meta.dirname).length > 0)
    return 'What the benchmarks compare with is not installed. Run "npm ci --prefix bench" first.'
  return browserTrouble(process.env.CHROMIUM_PATH)
}

async function takeAll(asked: Asked): Promise<void> {
  await ensureBuilt(ROOT, say)
  for (const measure of MEASURES)
    if (asked.names ? asked.names.includes(measure.name) : !measure.aside) await takeOrTell(measure, asked)
  const unwritten = whyUnwritten(asked)
  if (unwritten) say(unwritten)
}

/** What one measure gave is written before the next begins; one that breaks off is told of and holds up no other. */
async function takeOrTell(measure: Measure, asked: Asked): Promise<void> {
  try {
    const taken = await take(measure, asked)
    if (!whyUnwritten(asked)) writeResults(taken, MEASURES)
  } catch (error) {
    process.stderr.write(`${measure.name} broke off: ${error instanceof Error ? error.stack : error}\n`)
    process.exitCode = 1
  }
}

async function take(measure: Measure, asked: Asked): Promise<Measured> {
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
    size: (whole, quick) => (asked.isQuick ? quick : whole),
    backupRatings: asked.backupRatings,
    atEnd: (act) => ends.push(act),
    say: (text) => say(`${measure.name}: ${text}`),
  }
  const before = await busyProcessors()
  let taken: Taken
  try {
    taken = await gatherEnds(ends, () => takeWith(course, { measure, asked }))
  } finally {
    await end()
    for (const signal of SIGNALS) process.off(signal, leave)
  }
  const ran = { isQuick: asked.isQuick, packages: measure.packages ?? [] }
  const { count, load, ...what } = taken
  const busy = { before, load, after: await busyProcessors() }
  const measured = { ...what, origin: originOf(count, { ...ran, busy }) }
  say(`\n${report(measured)}\n`)
  return measured
}

type Task = { measure: Measure; asked: Asked }

/** After so many rounds, with the load of the last minute of them. */
type Taken = Omit<Measured, 'origin'> & { count: number; load: number }

async function takeWith(course: Course, { measure, asked }: Task): Promise<Taken> {
  const began = performance.now()
  const opened = await measure.open(course)
  const count = asked.isExact ? asked.rounds : Math.max(asked.rounds, opened.rounds ?? 0)
  course.say(`ready after ${seconds(began)} s`)
  const done = (round: number) => course.say(`round ${round} of ${count}, ${seconds(began)} s`)
  const rounds = await alternate(opened.sides, { count, warm: opened.warm }, done)
  return { measure, opened, rounds, count, load: loadavg()[0]! }
}

function seconds(began: number): string {
  return ((performance.now() - began) / 1000).toFixed(0)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
