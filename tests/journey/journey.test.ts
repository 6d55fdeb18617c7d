import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Tablet } from '#src/device/types.ts'
import type { Score } from '#src/domain/conduct.ts'
import { receiptCode, receiptText } from '#src/domain/entry.ts'
import { readLine } from '#src/domain/entry-schema.ts'
import { COLUMNS } from '#src/domain/tally.ts'
import { rebuild } from '#src/server/rebuild.ts'
import { verify } from '#src/server/verify/verify.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { breathe, type Device, whenOpened } from '#tests/support/device.ts'
import { draftOf } from '#tests/support/device-paired.ts'
import { type Office, openOffice, pairTablet } from './office.ts'
import { FAULTS, makeWeather, type Weather } from './weather.ts'

const DAY = 86_400_000

/** One thing that happens; `tablet` says to which of two. */
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('rate' as const),
      tablet: fc.nat(1),
      score: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('tap and die' as const),
      tablet: fc.nat(1),
      score: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      tablet: fc.nat(1),
      fault: fc.constantFrom(...FAULTS),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart page' as const), tablet: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart server' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('deliver' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('clock' as const),
      tablet: fc.nat(1),
      years: fc.integer({ min: -60, max: 60 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('a night' as const), hours: fc.integer({ min: 1, max: 30 }) }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

type Stand = { device: Device; tablet: Tablet; weather: Weather; thanked: Map<string, Score>; tapped: number }

async function setStand(office: Office): Promise<Stand> {
  const weather = makeWeather(office.answer)
  return { ...(await pairTablet(office, weather.fetch)), weather, thanked: new Map(), tapped: 0 }
}

async function act(office: Office, stands: readonly Stand[], now: Step): Promise<void> {
  switch (now.do) {
    case 'rate':
      return rate(office, stands[now.tablet]!, now.score as Score)
    case 'tap and die': {
      const stand = stands[now.tablet]!
      const kept = await stand.tablet.keepDraft(draft(office, now.score as Score))
      if (kept.ok) stand.tapped += 1
      return restartPage(stand)
    }
    case 'send': {
      const stand = stands[now.tablet]!
      stand.weather.next(now.fault)
      return stand.tablet.syncNow()
    }
    case 'restart page':
      return restartPage(stands[now.tablet]!)
    case 'restart server':
      return office.restartServer()
    case 'deliver':
      for (const stand of stands) await stand.weather.deliver()
      return
    case 'clock':
      return stands[now.tablet]!.device.jump(now.years * 365 * DAY)
    case 'a night':
      for (const stand of stands) stand.device.kill()
      await office.clock.pass(now.hours * 3_600_000)
      for (const stand of stands) await restartPage(stand)
  }
}

function draft(office: Office, score: Score) {
  return draftOf(office.clock, { score, counter: office.counter, officer: office.officer })
}

async function rate(office: Office, stand: Stand, score: Score): Promise<void> {
  const open = draft(office, score)
  if (!(await stand.tablet.keepDraft(open)).ok) return
  stand.tapped += 1
  const closing = await stand.tablet.close(open, 'done', undefined, 1_500)
  if (closing.ok) stand.thanked.set(closing.code, score)
}

async function restartPage(stand: Stand): Promise<void> {
  stand.device.kill()
  stand.tablet = await whenOpened(stand.device.open())
}

/** The weather clears, and everybody comes to rest. */
async function settle(stands: readonly Stand[]): Promise<void> {
  for (const stand of stands) {
    await stand.weather.deliver()
    stand.weather.next()
    for (let tries = 0; tries < 4; tries += 1) await stand.tablet.syncNow()
    await breathe()
    expect((await stand.tablet.health()).pending).toBe(0)
  }
}

/** What a tablet takes for received is on the server, at every moment. */
async function checkPromise({ deps }: Office, { tablet }: Stand): Promise<void> {
  const { log, entries, pending } = await tablet.health()
  const row = await deps.db.selectFrom('log').select('head').where('id', '=', log).executeTakeFirst()
  expect(entries - pending, 'P6: the cursor is ahead of the server').toBeLessThanOrEqual(row?.head ?? 0)
}

/** What the server holds of this office, by receipt code. */
async function stored({ deps, unit }: Office): Promise<{ code: string; score: number }[]> {
  const rows = await deps.db
    .selectFrom('entry')
    .innerJoin('log', 'log.id', 'entry.log')
    .select(['entry.line', 'entry.hash'])
    .where('log.unit', '=', unit)
    .execute()
  return rows.flatMap((row) => {
    const entry = readLine(Buffer.from(row.line).toString())
    if (entry?.kind !== 'rating') return []
    const code = receiptCode(createHash('sha256').update(receiptText(row.hash)).digest('hex'))
    return [{ code, score: (entry.body as { score: number }).score }]
  })
}

async function tallies({ deps, unit }: Office) {
  const rows = await deps.db
    .selectFrom('tally')
    .select(['log', 'day', 'hour', 'counter', 'officer', 'release', ...COLUMNS])
    .where('unit', '=', unit)
    .execute()
  return rows.map((row) => JSON.stringify(row)).sort()
}

async function checkOffice(office: Office, stands: readonly Stand[]): Promise<void> {
  const rows = await stored(office)
  const codes = rows.map((row) => row.code)
  expect(new Set(codes).size, 'P2: a rating stands twice').toBe(codes.length)
  const scores = new Map(rows.map((row) => [row.code, row.score]))
  for (const { thanked } of stands) {
    for (const [code, score] of thanked)
      expect(scores.get(code), `P1: thanked ${code} is not there`).toBe(score)
  }
  const tapped = stands.reduce((sum, stand) => sum + stand.tapped, 0)
  expect(codes.length, 'P3: more or fewer ratings than drafts on disk').toBe(tapped)
  const before = await tallies(office)
  const counted = before.reduce((sum, row) => sum + (JSON.parse(row) as { n: number }).n, 0)
  expect(counted, 'P2: counted otherwise than stored').toBe(codes.length)
  await rebuild(office.deps)
  expect(await tallies(office), 'P8: the tallies differ from a rebuild').toEqual(before)
  expect(await faultsOf(office), 'P4: verify found a fault').toEqual([])
}

async function faultsOf({ deps }: Office): Promise<unknown> {
  return (await verify(deps.db, { keys: deps.keys })).faults
}

const RUNS = Number(process.env.JOURNEY_RUNS ?? 60)

eachDatabase((dialect, open) => {
  it(`P1 P2 P8: whatever network, page, server and clocks do, every thanked rating stands once and every figure can be recomputed (${dialect})`, async () => {
    const runs = dialect === 'sqlite' ? RUNS : Math.ceil(RUNS / 3)
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30, size: 'max' }), async (steps) => {
        const office = await openOffice(await open())
        const stands = [await setStand(office), await setStand(office)]
        for (const now of steps) {
          await act(office, stands, now)
          for (const stand of stands) await checkPromise(office, stand)
        }
        await settle(stands)
        await checkOffice(office, stands)
        for (const { device } of stands) device.kill()
        await office.deps.db.destroy()
      }),
      { numRuns: runs, endOnFailure: !process.env.JOURNEY_SHRINK, includeErrorInReport: true },
    )
  }, 300_000)
})
