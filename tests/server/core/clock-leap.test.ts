import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { halfDayOf, instantOf, localTime } from '#src/domain/calendar.ts'
import { createApp } from '#src/server/app.ts'
import { closeDue } from '#src/server/closing.ts'
import { clock } from '#src/server/db/migrations/003-clock.ts'
import type { Deps } from '#src/server/deps.ts'
import { rebuild } from '#src/server/rebuild.ts'
import { confirmTime, readSure } from '#src/server/trusted-time.ts'
import { eachDatabase, type Open } from '#tests/support/database.ts'
import { makeOffice, type Office } from '#tests/support/ingest.ts'
import { retireAll } from '#tests/support/retire.ts'
import { receiptOf, type Tablet } from '#tests/support/tablet.ts'
import { faults } from '#tests/support/whole-office.ts'

const HOUR = 3_600_000
const SIXTY_YEARS = 60 * 365.25 * 24 * HOUR
const DAY = '2026-11-23'
const TET_OVER = '2026-12-03'

/** An office whose server closed what was due this morning, with a tablet that sent six ratings. */
async function start(open: Open): Promise<{ office: Office; tablet: Tablet }> {
  const office = await makeOffice(open)
  const tablet = await office.tablet()
  rate(tablet, 6)
  await closeDue(office.deps)
  await tablet.send()
  return { office, tablet }
}

function rate(tablet: Tablet, times: number): void {
  for (let i = 0; i < times; i += 1) tablet.rate()
}

/** The server's clock leaps, the world's and the tablet's does not. */
function leap(office: Office, tablet: Tablet, by: number): void {
  office.clock.now += by
  tablet.skew -= by
}

const closings = async ({ db }: Office) =>
  (await db.selectFrom('closing').select('release').orderBy('release').execute()).map(({ release }) => {
    const { day, half } = halfDayOf(release)
    return `${day} ${half}`
  })

const marks = async ({ db }: Office) =>
  (await db.selectFrom('receive_mark').selectAll().orderBy('position').execute()).map((mark) => {
    const counted = `${mark.day} ${mark.hour}`
    return mark.offset_ms === null ? `${counted}, estimated` : counted
  })

async function expectWhole(office: Office): Promise<void> {
  expect(await faults(office)).toEqual([])
  expect(await rebuild(office)).toMatchObject({ changed: 0 })
}

eachDatabase((_name, open) => {
  test('P8: a server that was off for ten days closes what is due at the first exchange, and not before', async () => {
    const { office, tablet } = await start(open)
    office.clock.now = instantOf(TET_OVER, 8)
    expect(await closeDue(office.deps)).toBe(0)
    expect(await closings(office)).toEqual([])
    tablet.rate()
    await tablet.send()
    expect(await closings(office)).toEqual(['2026-12-02 pm'])
    expect((await marks(office)).at(-1)).toBe(`${TET_OVER} 8`)
    office.clock.now = instantOf(TET_OVER, 13)
    expect(await closeDue(office.deps)).toBe(1)
    await expectWhole(office)
  })

  test('P8: a leap of sixty years closes no future, and days go on by the tablets until the clock is set back', async () => {
    const { office, tablet } = await start(open)
    leap(office, tablet, SIXTY_YEARS)
    expect(await closeDue(office.deps)).toBe(0)
    office.clock.now += HOUR
    tablet.rate()
    const receipt = receiptOf(await tablet.send())
    expect(localTime(receipt.at)).toMatchObject({ day: DAY, hour: 9 })
    office.clock.now += 5 * HOUR
    rate(tablet, 5)
    await tablet.send()
    expect(await closings(office)).toEqual([`${DAY} am`])
    expect(new Set(await marks(office))).toEqual(new Set([`${DAY} 8`, `${DAY} 9`, `${DAY} 14`]))
    leap(office, tablet, -SIXTY_YEARS)
    rate(tablet, 5)
    await tablet.send()
    office.clock.now += 5 * HOUR
    expect(await closeDue(office.deps)).toBe(1)
    expect(await closings(office)).toEqual([`${DAY} am`, `${DAY} pm`])
    const { latest } = await office.db
      .selectFrom('entry')
      .select((e) => e.fn.countAll<number>().as('latest'))
      .where(sql`cast(line as text)`, 'like', '%"at":3%')
      .executeTakeFirstOrThrow()
    expect(Number(latest)).toBe(0)
    await expectWhole(office)
  })

  test('P8: a server that starts sixty years ahead after a night takes in and closes by the tablets', async () => {
    const { office, tablet } = await start(open)
    office.clock.now = instantOf('2026-11-24', 7.5)
    leap(office, tablet, SIXTY_YEARS)
    expect(await closeDue(office.deps)).toBe(0)
    tablet.mark('runrun33')
    rate(tablet, 5)
    await tablet.send()
    expect(await closings(office)).toEqual([`${DAY} pm`])
    expect((await marks(office)).at(-1)).toBe('2026-11-24 7')
    office.clock.now += 6 * HOUR
    expect(await closeDue(office.deps)).toBe(1)
    leap(office, tablet, -SIXTY_YEARS)
    office.clock.now = instantOf('2026-11-24', 19)
    expect(await closeDue(office.deps)).toBe(1)
    expect(await closings(office)).toEqual([`${DAY} pm`, '2026-11-24 am', '2026-11-24 pm'])
    await expectWhole(office)
  })

  test('P8: a leap on Friday evening is bridged to Monday by what the clock counts, without a tablet', async () => {
    const { office, tablet } = await start(open)
    leap(office, tablet, SIXTY_YEARS)
    for (let hour = 0; hour < 72; hour += 1) {
      await closeDue(office.deps)
      office.clock.now += HOUR
    }
    expect((await closings(office)).at(-1)).toBe('2026-11-25 pm')
    tablet.mark('runrun33')
    tablet.rate()
    await tablet.send()
    expect((await marks(office)).at(-1)).toBe('2026-11-26 8')
    leap(office, tablet, -SIXTY_YEARS)
    expect(office.clock.now).toBe(instantOf('2026-11-26', 8))
    tablet.rate()
    await tablet.send()
    await expectWhole(office)
  })

  test('P8: with all tablets in 1970 after ten days off, time goes on from the last sure one until a person confirms', async () => {
    const { office, tablet } = await start(open)
    office.clock.now = instantOf(TET_OVER, 8)
    tablet.skew = -office.clock.now
    tablet.mark('runrun33')
    rate(tablet, 2)
    expect((await tablet.send()).kind).toBe('stored')
    expect(await closeDue(office.deps)).toBe(0)
    office.clock.now += 6 * HOUR
    tablet.rate()
    expect((await tablet.send()).kind).toBe('stored')
    expect(await closings(office)).toEqual([`${DAY} am`])
    expect((await marks(office)).slice(6)).toEqual([8, 8, 14].map((hour) => `${DAY} ${hour}, estimated`))
    await confirmTime(office.db, office.clock.now)
    expect(await closeDue(office.deps)).toBe(1)
    expect(await closings(office)).toEqual([`${DAY} am`, `${TET_OVER} am`])
    tablet.rate()
    await tablet.send()
    expect((await marks(office)).at(-1)).toBe(`${TET_OVER} 14`)
    await expectWhole(office)
  })

  test('a tablet in 1970 whose run met the server vouches for the time', async () => {
    const { office, tablet } = await start(open)
    tablet.skew = -office.clock.now
    tablet.mark('runrun33')
    await tablet.send()
    office.clock.now = instantOf(TET_OVER, 8)
    tablet.rate()
    await tablet.send()
    expect(await closings(office)).toEqual(['2026-12-02 pm'])
    expect((await marks(office)).at(-1)).toBe(`${TET_OVER} 8`)
  })

  test('a retired tablet vouches for nothing', async () => {
    const { office, tablet } = await start(open)
    await retireAll(office.deps)
    office.clock.now = instantOf(TET_OVER, 8)
    await tablet.send()
    expect(await closings(office)).toEqual([])
  })

  test('P8: a leap of less than 36 hours closes that far, and figures go on when that time has come', async () => {
    const { office, tablet } = await start(open)
    leap(office, tablet, 30 * HOUR)
    await closeDue(office.deps)
    expect(await closings(office)).toEqual(['2026-11-24 am'])
    leap(office, tablet, -30 * HOUR)
    rate(tablet, 5)
    await tablet.send()
    expect((await marks(office)).at(-1)).toBe(`${DAY} 8`)
    office.clock.now = instantOf('2026-11-24', 13)
    expect(await closeDue(office.deps)).toBe(0)
    office.clock.now = instantOf('2026-11-24', 19)
    expect(await closeDue(office.deps)).toBe(1)
    await expectWhole(office)
  })

  test('P8: of two processes the one that leapt closes nothing that the other would not', async () => {
    const { office, tablet } = await start(open)
    const leapt: Deps = { ...office.deps, now: () => office.clock.now + SIXTY_YEARS }
    for (const hour of [12, 13, 19]) {
      office.clock.now = instantOf(DAY, hour)
      tablet.rate()
      await closeDue(leapt)
      await tablet.send()
      await Promise.all([closeDue(office.deps), closeDue(leapt)])
    }
    expect(await closings(office)).toEqual([`${DAY} am`, `${DAY} pm`])
    await expectWhole(office)
  })

  test('it is said in the log and in /healthz', async () => {
    const { office, tablet } = await start(open)
    const said: string[] = []
    const deps: Deps = { ...office.deps, log: (event, facts) => said.push(`${event} ${facts?.level ?? ''}`) }
    const health = async () => (await createApp(deps).request('/healthz')).json()
    expect(await health()).toEqual({
      ok: true,
      clock: 'sure',
      backup: 'off',
      certificateEnds: null,
      build: null,
    })
    leap(office, tablet, SIXTY_YEARS)
    await closeDue(deps)
    expect(said).toContain('clock-unconfirmed error')
    expect(await health()).toEqual({
      ok: true,
      clock: 'unconfirmed',
      backup: 'off',
      certificateEnds: null,
      build: null,
    })
  })

  test('a database of an earlier version knows when it last received something', async () => {
    const { office } = await start(open)
    await sql`drop table clock`.execute(office.db)
    await office.db.transaction().execute((trx) => clock({ trx, dialect: office.dialect }))
    expect(await readSure(office.db)).toMatchObject({ trusted: instantOf(DAY, 8) })
  })
})
