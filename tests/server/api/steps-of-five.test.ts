import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Day, localTime, periodOf } from '#src/domain/calendar.ts'
import type { Score } from '#src/domain/conduct.ts'
import { Rows, Summary } from '#src/protocol/reports.ts'
import { closeDue } from '#src/server/closing.ts'
import { type Api, type Head, openApi, setUpAnother, setUpHead } from '#tests/support/api.ts'
import { pairTablet, type Tablet } from '#tests/support/api-tablet.ts'
import { eachDatabase } from '#tests/support/database.ts'

/** A citizen at one of two counters, a tablet that sends, an hour that passes, a head who looks. */
type Step =
  | { kind: 'rate'; counter: number; scores: Score[] }
  | { kind: 'send'; counter: number }
  | { kind: 'pass'; hours: number; closed: boolean }
  | { kind: 'look' }

const counter = fc.integer({ min: 0, max: 1 })
const score = fc.constantFrom<Score[]>(1, 2, 3, 4, 5)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('rate'),
      counter,
      scores: fc.array(score, { minLength: 1, maxLength: 6 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('send'), counter }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('pass'),
      hours: fc.integer({ min: 1, max: 20 }),
      closed: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('look') }) },
)

/** So a tap at midnight is of the day on which this test counts it. */
const CLOSED_AT_ONCE: [number, number] = [1000, 0]

type Rating = { day: Day; counter: string; score: Score }
type Seen = { n: number; facts: string }

/** All that a head ever saw of each figure, in order; a figure is a period and a group. */
class Looks {
  readonly seen = new Map<string, Seen[]>()

  add(figure: string, n: number, facts: unknown): void {
    const looks = this.seen.get(figure) ?? []
    this.seen.set(figure, [...looks, { n, facts: JSON.stringify(facts) }])
  }

  check(): void {
    for (const [figure, looks] of this.seen) {
      for (const [i, a] of looks.entries()) {
        for (const b of looks.slice(i + 1)) {
          const moved = Math.abs(b.n - a.n)
          expect(moved === 0 || moved >= 5, `${figure}: ${a.n} then ${b.n}`).toBe(true)
          if (moved === 0) expect(b.facts, figure).toBe(a.facts)
        }
      }
    }
  }
}

type World = {
  api: Api
  head: Head
  counters: string[]
  tablets: Tablet[]
  received: Rating[]
  waiting: Rating[][]
}

eachDatabase((_, open) => {
  test('P9: whatever comes in and whenever a head looks, two looks at a figure differ by nothing or by at least five ratings of its group', {
    timeout: 240_000,
  }, async () => {
    const api = await openApi(open)
    await setUpHead(api)
    let run = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        run += 1
        const world = await newWorld(api, `head.${run}`)
        const looks = new Looks()
        for (const next of [...steps, { kind: 'look' as const }]) await take(world, next, looks)
        looks.check()
      }),
      { numRuns: 25 },
    )
  })
})

async function newWorld(api: Api, user: string): Promise<World> {
  const head = await setUpAnother(api, user)
  // The head looks for weeks, and signing in is not what is tried here.
  await api.deps.db.updateTable('session').set({ expires_at: Number.MAX_SAFE_INTEGER }).execute()
  const second = await head.post<{ id: string }>('/counters', { label: '2', name: '', officer: null })
  const counters = [head.counter, second.id]
  const tablets = [await pairTablet(api, head), await pairTablet(api, head, { counter: second.id })]
  return { api, head, counters, tablets, received: [], waiting: [[], []] }
}

async function take(world: World, next: Step, looks: Looks): Promise<void> {
  const { api, counters, tablets, received, waiting } = world
  switch (next.kind) {
    case 'rate': {
      const { day } = localTime(api.clock.now)
      tablets[next.counter]?.rate(...next.scores.map((score) => ({ score, with: { ms: CLOSED_AT_ONCE } })))
      waiting[next.counter]?.push(
        ...next.scores.map((value) => ({ day, counter: counters[next.counter] ?? '', score: value })),
      )
      return
    }
    case 'send':
      await tablets[next.counter]?.sendOk()
      received.push(...(waiting[next.counter]?.splice(0) ?? []))
      return
    case 'pass':
      api.clock.now += next.hours * 3_600_000
      if (next.closed) await closeDue(api.deps)
      return
    case 'look':
      return look(world, looks)
  }
}

async function look({ api, head, received, counters }: World, looks: Looks): Promise<void> {
  const today = localTime(api.clock.now).day
  const days = [...new Set([today, ...received.map(({ day }) => day)])]
  for (const kind of ['day', 'week', 'month'] as const) {
    for (const day of days) {
      const { from, to } = periodOf(kind, day)
      const summary = Summary.parse(await head.get(`/summary?period=${kind}&day=${day}`))
      const within = received.filter((rating) => rating.day >= from && rating.day <= to)
      seeUnit(looks, `${kind} ${from}`, summary, within)
      for (const one of summary.counters) {
        const own = within.filter((rating) => rating.counter === one.counter)
        seeShare(looks, `${kind} ${from} ${counters.indexOf(one.counter)}`, one.share, own)
      }
      for (const one of summary.days) {
        // A day among the days is the same group as the unit's own figures of that day.
        const own = received.filter((rating) => rating.day === one.day)
        seeShare(looks, `${one.day} alone`, one.share, own)
      }
    }
  }
  await seeRows(head)
}

/** The unit’s figures are the fold of the first n ratings that it received. */
function seeUnit(looks: Looks, figure: string, { figures, missing }: Summary, within: Rating[]): void {
  expect(figures?.n ?? 0).toBe(within.length - (within.length % 5))
  expect(missing).toBe(Math.max(0, 5 - within.length))
  const first = within.slice(0, figures?.n ?? 0)
  const levels = [1, 2, 3, 4, 5].map((value) => first.filter((rating) => rating.score === value).length)
  expect(figures?.levels ?? [0, 0, 0, 0, 0]).toEqual(levels)
  looks.add(figure, figures?.n ?? 0, figures)
  if (figure.startsWith('day ') && figures) {
    looks.add(`${figure.slice(4)} alone`, figures.n, { n: figures.share.n, count: figures.share.count })
  }
}

function seeShare(
  looks: Looks,
  figure: string,
  share: Summary['days'][number]['share'],
  own: Rating[],
): void {
  if (!share) return
  expect(share.n).toBeGreaterThanOrEqual(5)
  const first = own.slice(0, share.n)
  expect(share.count, figure).toBe(first.filter((rating) => rating.score >= 4).length)
  looks.add(figure, share.n, { n: share.n, count: share.count })
}

/** Released rows stand in groups of five of one counter and span. */
async function seeRows(head: Head): Promise<void> {
  const { rows } = Rows.parse(await head.get('/ratings'))
  const groups = new Map<string, number>()
  for (const { counter: of, span } of rows) {
    const key = JSON.stringify([of, span])
    groups.set(key, (groups.get(key) ?? 0) + 1)
  }
  for (const n of groups.values()) expect(n).toBeGreaterThanOrEqual(5)
}
