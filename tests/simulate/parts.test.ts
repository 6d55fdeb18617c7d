import { expect, it, onTestFinished } from 'vitest'
import { COUNTER_BY_PIN } from './duty.ts'
import { generate, LEAST_FAULTS } from './generate.ts'
import { tapOf } from './generate-tap.ts'
import { makeRandom } from './random.ts'
import { withRow } from './record.ts'
import { shrink } from './shrink.ts'
import { isFault, type Story } from './story.ts'
import { openWorker } from './workers.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

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

it('whoever goes on duty by a PIN is credited until the end of it, and a wrong PIN credits nobody', async () => {
  const worker = await openWorker()
  onTestFinished(worker.end)
  const tap = (hours: number, id: number) => ({
    ...({ at: hours * HOUR, do: 'tap', tablet: COUNTER_BY_PIN } as const),
    ...tapOf(makeRandom(`tap ${id}`), id),
  })
  const duty = (hours: number, change: 'start' | 'wrong') =>
    ({ at: hours * HOUR, do: 'duty', tablet: COUNTER_BY_PIN, officer: 0, change }) as const
  const events: Story['events'] = [
    ...[duty(1, 'wrong'), tap(1.1, 1), duty(1.2, 'start'), tap(1.3, 2), tap(1.5, 3)],
    ...[{ at: 2 * HOUR, do: 'duty ends', tablet: COUNTER_BY_PIN } as const, tap(2.1, 4)],
  ]
  const places = Array.from({ length: 3 }, () => ({ skew: 0, practice: false }))
  const outcome = await worker.run({ seed: 'duty', tablets: places, events })
  expect(outcome).toMatchObject({ wrong: [], stored: 4, onDuty: 2 })
}, 240_000)

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
