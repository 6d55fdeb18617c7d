import { expect, it, onTestFinished } from 'vitest'
import { generate, LEAST_FAULTS } from './generate.ts'
import { makeRandom } from './random.ts'
import { withRow } from './record.ts'
import { shrink } from './shrink.ts'
import { isFault, type Story } from './story.ts'
import { openWorker } from './workers.ts'

const DAY = 86_400_000

it('a seed gives the same world in another process', async () => {
  const prints = []
  for (let i = 0; i < 2; i += 1) {
    const worker = await openWorker()
    onTestFinished(worker.end)
    prints.push((await worker.run(generate('the same'))).print)
  }
  expect(prints[0]).toMatch(/^[0-9a-f]{12}$/)
  expect(prints[1]).toBe(prints[0])
}, 240_000)

it('every story has at least five tablets, seven days and twenty faults', () => {
  for (let seed = 0; seed < 200; seed += 1) {
    const { tablets, events } = generate(`${seed}`)
    expect(tablets.length).toBeGreaterThanOrEqual(5)
    expect(events.at(-1)!.at).toBeGreaterThanOrEqual(6.5 * DAY)
    expect(events.filter(isFault).length).toBeGreaterThanOrEqual(LEAST_FAULTS)
  }
})

it('a failing story is shortened to what it takes to fail', async () => {
  const story = generate('long')
  const needed = [story.events[3]!, story.events[20]!, story.events.at(-1)!]
  const fails = async ({ events }: Story) => needed.every((event) => events.includes(event))
  expect((await shrink(story, fails, 1_000)).events).toEqual(needed)
  expect((await shrink(story, async () => false, 1_000)).events).toEqual(story.events)
})

it('numbers of a seed are spread evenly and differ from those of its parts', () => {
  const random = makeRandom('seed')
  const counts = [0, 0, 0, 0]
  for (let i = 0; i < 40_000; i += 1) counts[random.int(0, 3)]! += 1
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400)
  expect(makeRandom('seed').next()).toBe(makeRandom('seed').next())
  expect(makeRandom('seed').next()).not.toBe(makeRandom('seed').fork('part').next())
})

it('a run is recorded as the last row of its table', () => {
  const table = (rows: string) =>
    `# x\n\n| date | commit | seeds |\n| --- | --- | --- |\n${rows}\nbehind\n| other |\n`
  expect(withRow(table('| 1 | a | 2 |\n'), '| 2 | b | 3 |')).toBe(table('| 1 | a | 2 |\n| 2 | b | 3 |\n'))
  expect(() => withRow('# no table', '| 2 |')).toThrow('no table')
})
