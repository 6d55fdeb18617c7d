import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Attempt, attempts, filled, type Things } from '#tests/support/across-attempts.ts'
import { isNamed, MARK, rowsNaming, twoUnits, type World } from '#tests/support/across-world.ts'
import { eachDatabase } from '#tests/support/database.ts'

/** On each of the two databases; with `ACROSS_SEED` a failure that was printed comes again. */
const ATTEMPTS = Number(process.env.ACROSS_ATTEMPTS ?? 500)
const { ACROSS_SEED } = process.env
const RUN = {
  numRuns: ATTEMPTS,
  // What an attempt changed in its own unit stays: a smaller one is tried on another database.
  endOnFailure: true,
  ...(ACROSS_SEED !== undefined && { seed: Number(ACROSS_SEED) }),
}

/** Where the other unit's own head reads the mark: else an answer without it would prove nothing. */
const MARKED = [
  '',
  '/accounts',
  '/tokens',
  '/deeds',
  '/officers?format=csv',
  '/ratings',
  '/feedback',
  '/urgent',
]

eachDatabase((_, open) => {
  test(
    `P10: of ${ATTEMPTS} attempts to read or change another unit none succeeds, and each is answered as for things of nobody`,
    async () => {
      const world = await twoUnits(open)
      const { api, other, theirs } = world
      for (const path of MARKED) {
        const read = await api.ask('GET', `/api/v1/units/${other.unit}${path}`, { cookie: other.cookie })
        expect(await wholeText(read), path).toContain(MARK)
      }
      const before = await rowsNaming(api.deps, theirs)
      expect(before.length).toBeGreaterThan(50)
      await fc.assert(
        fc.asyncProperty(attempts, (attempt) => expectNothing(world, attempt)),
        RUN,
      )
      expect(await rowsNaming(api.deps, theirs)).toEqual(before)
      expect(api.logged.filter((line) => line.includes('failure'))).toEqual([])
    },
    60_000 + ATTEMPTS * 100,
  )
})

type Answer = { status: number; text: string }

async function expectNothing(world: World, attempt: Attempt): Promise<void> {
  const ofNobody = await tried(world, attempt, world.nobodys)
  const answer = await tried(world, attempt, world.theirs)
  expect(answer.text.toLowerCase()).not.toContain(MARK)
  expect(isNamed(answer.text, world.theirs), answer.text).toBe(false)
  expect(answer.status).toBeLessThan(500)
  if (!attempt.path.startsWith('/api/v1/units/')) return
  if (attempt.path.split('?')[0]?.includes('{')) expect(answer.status).toBeGreaterThanOrEqual(400)
  // What is done for oneself is done once, and each file that is taken away is one more entry.
  const isRead = attempt.method === 'GET' && !/\/export|format=lines|format=csv/.test(attempt.path)
  if (ofNobody.status >= 400 || isRead) expect(answer).toEqual(ofNobody)
}

async function tried({ api, own, headers }: World, attempt: Attempt, theirs: Things): Promise<Answer> {
  const { who, method, path, body } = filled(attempt, { own, theirs })
  const response = await api.ask(method, path, { headers: headers[who], ...(body !== undefined && { body }) })
  return { status: response.status, text: await wholeText(response) }
}

/** Head and body; a signature is another each time. */
async function wholeText(response: Response): Promise<string> {
  const text = (await response.text()).replace(/"sig":"[\w-]+"/g, '"sig":""')
  return `${[...response.headers].map((pair) => pair.join(': ')).join('\n')}\n\n${text}`
}
