import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instantOf, localTime, PERIODS, periodOf } from '#src/domain/calendar.ts'
import { REASONS, type Reason, SCORES, type Score } from '#src/domain/conduct.ts'
import { Rows, Summary } from '#src/protocol/reports.ts'
import { closeDue } from '#src/server/closing.ts'
import { type Api, type Head, openApi, setUpAnother, setUpHead } from '#tests/support/api.ts'
import { pairTablet, type Tablet } from '#tests/support/api-tablet.ts'
import { Blocks, type Rating } from '#tests/support/blocks.ts'
import { eachDatabase } from '#tests/support/database.ts'

/** A citizen at one of two counters, a tablet that sends, an hour that passes, a head who looks. */
type Face = { score: Score; reasons: Reason[] }
type Step =
  | { kind: 'rate'; counter: number; faces: Face[] }
  | { kind: 'send'; counter: number }
  | { kind: 'pass'; hours: number; closed: boolean }
  | { kind: 'look' }

const counter = fc.integer({ min: 0, max: 1 })
const face: fc.Arbitrary<Face> = fc.record({
  score: fc.constantFrom<Score[]>(...SCORES),
  reasons: fc.subarray<Reason>([...REASONS], { maxLength: 3 }),
})
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('rate'),
      counter,
      faces: fc.array(face, { minLength: 1, maxLength: 6 }),
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
  blocks: Blocks
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

  test('P9: a month less its days does not tell what the sixth citizen of Monday chose', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    await staySignedIn(api)
    const tablet = await pairTablet(api, head)
    const day = async (date: string, ...scores: Score[]) => {
      await api.passTo(instantOf(date, 9))
      tablet.rate(...scores.map((score) => ({ score, with: { ms: CLOSED_AT_ONCE } })))
      await tablet.sendOk()
      await api.passTo(instantOf(date, 19))
    }
    const levels = async (period: string) =>
      Summary.parse(await head.get(`/summary?${period}`)).figures?.levels ?? [0, 0, 0, 0, 0]
    const rest = async (...days: string[]) => {
      const shown = await Promise.all(days.map((date) => levels(`period=day&day=${date}`)))
      const month = await levels('period=month&day=2026-11-23')
      return month.map((n, i) => n - shown.reduce((sum, one) => sum + (one[i] ?? 0), 0))
    }
    await day('2026-11-23', 5, 5, 5, 5, 5, 4)
    await day('2026-11-24', 5, 5, 5, 5, 1)
    expect(await rest('2026-11-23', '2026-11-24')).toEqual([0, 0, 0, 0, 0])
    await day('2026-11-25', 3, 3, 3, 3)
    expect(await rest('2026-11-23', '2026-11-24', '2026-11-25'), 'one block').toEqual([0, 0, 4, 1, 0])
  })
})

/** The head looks for weeks, and signing in is not what is tried here. */
async function staySignedIn({ deps }: Api): Promise<void> {
  await deps.db.updateTable('session').set({ expires_at: Number.MAX_SAFE_INTEGER }).execute()
}

async function newWorld(api: Api, user: string): Promise<World> {
  const head = await setUpAnother(api, user)
  await staySignedIn(api)
  const second = await head.post<{ id: string }>('/counters', { label: '2', name: '', officer: null })
  const counters = [head.counter, second.id]
  const tablets = [await pairTablet(api, head), await pairTablet(api, head, { counter: second.id })]
  return {
    api,
    head,
    counters,
    tablets,
    received: [],
    blocks: new Blocks(await closedOf(api, head)),
    waiting: [[], []],
  }
}

const closedOf = async ({ deps }: Api, { unit }: Head) =>
  (await deps.db.selectFrom('unit').select('closed').where('id', '=', unit).executeTakeFirstOrThrow()).closed

async function take(world: World, next: Step, looks: Looks): Promise<void> {
  const { api, head, counters, tablets, received, blocks, waiting } = world
  switch (next.kind) {
    case 'rate': {
      const { day } = localTime(api.clock.now)
      tablets[next.counter]?.rate(...next.faces.map((tap) => ({ ...tap, with: { ms: CLOSED_AT_ONCE } })))
      const of = { day, counter: counters[next.counter] ?? '' }
      waiting[next.counter]?.push(...next.faces.map((tap) => ({ ...tap, ...of })))
      return
    }
    case 'send': {
      await tablets[next.counter]?.sendOk()
      // A closing that was due came before the batch.
      blocks.close(await closedOf(api, head))
      const sent = waiting[next.counter]?.splice(0) ?? []
      blocks.receive(sent)
      received.push(...sent)
      return
    }
    case 'pass':
      api.clock.now += next.hours * 3_600_000
      if (next.closed) await closeDue(api.deps)
      blocks.close(await closedOf(api, head))
      return
    case 'look':
      return look(world, looks)
  }
}

async function look({ api, head, received, blocks, counters }: World, looks: Looks): Promise<void> {
  const today = localTime(api.clock.now).day
  const days = [...new Set([today, ...received.map(({ day }) => day)])]
  const asked = new Set<string>()
  for (const kind of PERIODS) {
    for (const day of days) {
      const { from, to } = periodOf(kind, day)
      if (asked.has(`${kind} ${from}`)) continue
      asked.add(`${kind} ${from}`)
      const summary = Summary.parse(await head.get(`/summary?period=${kind}&day=${day}`))
      const within = received.filter((rating) => rating.day >= from && rating.day <= to)
      const shown = blocks.shown({ from, to })
      expect(factsOf(summary), `${kind} ${from}`).toEqual(foldOf(shown))
      expect(summary.missing).toBe(shown.length > 0 ? 0 : Math.max(0, 5 - within.length))
      looks.add(`${kind} ${from}`, shown.length, summary.figures)
      for (const one of summary.counters) {
        const own = within.filter((rating) => rating.counter === one.counter)
        seeCounter(looks, `${kind} ${from} ${counters.indexOf(one.counter)}`, one.share, own)
      }
      for (const one of summary.days) seeDay(one, blocks.shownDay(one.day))
    }
  }
  await seeRows(head)
}

type Facts = { n: number; levels: number[]; reasons: number[] }

function factsOf({ figures }: Summary): Facts {
  if (!figures) return foldOf([])
  return { n: figures.n, levels: figures.levels, reasons: figures.reasons.map(({ n }) => n) }
}

function foldOf(ratings: readonly Rating[]): Facts {
  return {
    n: ratings.length,
    levels: SCORES.map((score) => ratings.filter((rating) => rating.score === score).length),
    reasons: REASONS.map((reason) => ratings.filter(({ reasons }) => reasons.includes(reason)).length),
  }
}

function seeDay({ day, share, hidden }: Summary['days'][number], shown: readonly Rating[]): void {
  if (shown.length === 0) expect({ share, hidden }, day).toEqual({ share: null, hidden: true })
  const count = shown.filter((rating) => rating.score >= 4).length
  if (share) expect(share, day).toMatchObject({ n: shown.length, count })
}

function seeCounter(
  looks: Looks,
  figure: string,
  share: Summary['counters'][number]['share'],
  own: Rating[],
): void {
  if (!share) return
  expect(share.n).toBeGreaterThanOrEqual(5)
  const count = own.slice(0, share.n).filter((rating) => rating.score >= 4).length
  expect(share.count, figure).toBe(count)
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
