import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { generate } from './generate.ts'
import { record } from './record.ts'
import type { Outcome } from './seed.ts'
import { shrink } from './shrink.ts'
import { isFault, type Story } from './story.ts'
import { openWorker, type Worker } from './workers.ts'

/**
 * `npm run simulate -- --seeds 500`: that many worlds, two at a time, each from its seed. A failure prints its seed and the
 * shortest story that it found to fail in the same way, after at most `--tries` tries, which is written beside. `--from 501`
 * begins elsewhere, `--seed 182` runs one, `--story file` replays one that was written, `--record` adds a row for the run to
 * docs/RELIABILITY.md.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
    tries: { type: 'string', default: '250' },
    seed: { type: 'string' },
    story: { type: 'string' },
    record: { type: 'boolean', default: false },
  },
})

const FOLDER = new URL('../../.cache/simulate/', import.meta.url)

type Done = { seed: string; story: Story; outcome: Outcome }

const started = performance.now()
const stories = storiesAsked()
const done: Done[] = []
let next = 0
const workers = await Promise.all(
  Array.from({ length: Math.min(Number(values.workers), stories.length) }, openWorker),
)
await Promise.all(workers.map(work))
report()

function storiesAsked(): Story[] {
  if (values.story) return [JSON.parse(readFileSync(values.story, 'utf8')) as Story]
  if (values.seed) return [generate(values.seed)]
  const from = Number(values.from)
  return Array.from({ length: Number(values.seeds) }, (_, i) => generate(`${from + i}`))
}

async function work(worker: Worker): Promise<void> {
  for (let story = stories[next++]; story; story = stories[next++]) {
    const { seed } = story
    const outcome = await worker.run(story)
    done.push({ seed, story, outcome })
    const [failure] = outcome.wrong
    if (!failure) continue
    process.exitCode = 1
    console.log(`\nseed: ${seed}: ${failure.kind}: ${failure.text}`)
    const fails = async (shorter: Story) =>
      (await worker.run(shorter)).wrong.some(({ kind }) => kind === failure.kind)
    write(await shrink(story, fails, Number(values.tries)))
  }
  worker.end()
}

function write(story: Story): void {
  mkdirSync(FOLDER, { recursive: true })
  const file = new URL(`${story.seed}.json`, FOLDER).pathname
  writeFileSync(file, `${JSON.stringify(story, null, 1)}\n`)
  console.log(`shortest story found, ${story.events.length} events: npm run simulate -- --story ${file}`)
  for (const event of story.events) console.log(`  ${JSON.stringify(event)}`)
}

function report(): void {
  const seconds = (performance.now() - started) / 1000
  const sum = (of: (one: Done) => number) =>
    done.reduce((total, one) => total + of(one), 0).toLocaleString('en')
  const failed = done.filter(({ outcome }) => outcome.wrong.length > 0)
  const run = {
    seeds: `${done.length.toLocaleString('en')}, from ${values.from}`,
    tablets: sum(({ story }) => story.tablets.length),
    days: sum(({ story }) => Math.ceil((story.events.at(-1)?.at ?? 0) / 86_400_000)),
    faults: sum(({ story }) => story.events.filter(isFault).length),
    taps: sum(({ outcome }) => outcome.taps),
    failed: failed.length,
    pace: (done.length / seconds).toFixed(1),
    bound: failed.length > 0 ? 'none' : boundOf(done.length),
  }
  console.log(
    `\n${done.length} seeds in ${seconds.toFixed(0)} s: ${run.pace} seeds/s on ${workers.length} processes`,
  )
  console.log(
    [
      `${run.tablets} tablets`,
      `${run.days} days`,
      `${run.faults} faults`,
      `${run.taps} taps`,
      `${sum(({ outcome }) => outcome.thanked)} thanked`,
      `${sum(({ outcome }) => outcome.stored)} stored`,
      `${sum(({ outcome }) => outcome.onDuty)} credited by a PIN`,
      `${sum(({ outcome }) => outcome.hidden)} lost where nobody can know`,
    ].join(' · '),
  )
  if (failed.length > 0) console.log(`FAILED: ${failed.map(({ seed }) => seed).join(' ')}`)
  else console.log(`0 failed: with 95 % confidence fewer than ${run.bound} of such stories fail (3/N)`)
  if (values.record) record(run, new Date())
}

function boundOf(stories: number): string {
  return `${Math.min(100, 300 / stories).toFixed(2)} %`
}
