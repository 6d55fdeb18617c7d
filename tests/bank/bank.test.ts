import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import type { Outcome } from '#tests/simulate/seed.ts'
import type { Story } from '#tests/simulate/story.ts'
import { openWorker } from '#tests/simulate/workers.ts'
import { type Bug, type CaughtByStory, type CaughtByTest, plantedIn, withBug } from './bug.ts'
import { BUGS } from './bugs.ts'
import { AS_IT_STANDS, runNamed, type Tried } from './named.ts'
import { forked } from './planting.ts'

/**
 * The bank of bugs (docs/RELIABILITY.md): each is planted in a process of its own, and must be caught by what stands in the bank; as
 * the source stands the same says nothing. A bug that is caught no more is a hole in our tests.
 */
type By<Catch> = Omit<Bug, 'caughtBy'> & { caughtBy: Catch }

const byStory = BUGS.filter((bug): bug is By<CaughtByStory> => 'story' in bug.caughtBy)
const byTest = BUGS.filter((bug): bug is By<CaughtByTest> => 'test' in bug.caughtBy)

const PATIENCE_MS = 600_000

it('has at least 27 bugs, each of which has its one place in the source', () => {
  expect(new Set(BUGS.map(({ name }) => name)).size).toBe(BUGS.length)
  expect(BUGS.length).toBeGreaterThanOrEqual(27)
  for (const bug of BUGS) withBug(bug, readFileSync(new URL(plantedIn(bug)), 'utf8'))
})

it('is listed in docs/RELIABILITY.md', () => {
  const listed = readFileSync(new URL('../../docs/RELIABILITY.md', import.meta.url), 'utf8')
  for (const { name, hazard } of BUGS)
    expect(listed).toContain(`| ${name.replaceAll('-', ' ')} | ${hazard} |`)
})

describe('P1 P2 P4 P6 P7 P8: the simulation catches', () => {
  const said = new Map<string, readonly string[]>()
  let wrong: readonly string[] = []

  beforeAll(async () => {
    const waiting = [...byStory]
    const work = async () => {
      for (let bug = waiting.shift(); bug; bug = waiting.shift())
        said.set(bug.name, await wrongIn([bug.caughtBy.story], bug.name))
    }
    const stories = new Set(byStory.map(({ caughtBy }) => caughtBy.story))
    ;[wrong] = await Promise.all([wrongIn([...stories]), work(), work()])
  }, PATIENCE_MS)

  it('nothing in the source as it stands', () => {
    expect(wrong).toEqual([])
  })

  it.each(byStory)('$name', ({ name, caughtBy }) => {
    expect(said.get(name)).toContainEqual(expect.stringMatching(caughtBy.says))
  })
})

describe('P1 P2 P3 P4 P6 P7 P8 P12: a named test catches', () => {
  let tried: readonly Tried[] = []

  beforeAll(async () => {
    tried = await runNamed(inject('postgresUrl'))
  }, PATIENCE_MS)

  it.each(byTest)('$name', ({ name, caughtBy }) => {
    const of = (project: string) => tried.filter((one) => one.project === project && isBy(caughtBy, one))
    expect(of(AS_IT_STANDS).length).toBeGreaterThan(0)
    expect(of(AS_IT_STANDS).filter(({ state }) => state !== 'passed')).toEqual([])
    expect(of(name)).toHaveLength(of(AS_IT_STANDS).length)
    for (const one of of(name))
      expect(one).toMatchObject({ state: 'failed', said: expect.stringMatching(caughtBy.says) })
  })
})

/** What the oracle says of these stories, with that bug or without one. */
async function wrongIn(stories: readonly string[], bug?: string): Promise<string[]> {
  const worker = await openWorker(forked(bug))
  const wrong: Outcome['wrong'][number][] = []
  for (const name of stories) {
    const text = readFileSync(new URL(`stories/${name}.json`, import.meta.url), 'utf8')
    wrong.push(...(await worker.run(JSON.parse(text) as Story)).wrong)
  }
  worker.end()
  return wrong.map(({ kind, text }) => `${kind}: ${text}`)
}

function isBy({ test, title }: CaughtByTest, tried: Tried): boolean {
  return tried.file === test && title.test(tried.title)
}
