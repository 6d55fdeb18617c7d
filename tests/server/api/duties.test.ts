import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, DAY_MS, instantOf } from '#src/domain/calendar.ts'
import { SCORES, type Score } from '#src/domain/conduct.ts'
import { makeLine } from '#src/domain/entry.ts'
import { ratingBody } from '#src/domain/rating.ts'
import { DutyList } from '#src/protocol/duties.ts'
import { UnitView } from '#src/protocol/session.ts'
import { rebuild } from '#src/server/rebuild.ts'
import { verify } from '#src/server/verify/verify.ts'
import {
  type Api,
  cookieOf,
  type Head,
  headOf,
  openApi,
  PASSWORD,
  problemOf,
  setUpAnother,
  setUpHead,
} from '#tests/support/api.ts'
import { pairTablet, type Tablet } from '#tests/support/api-tablet.ts'
import { eachDatabase, type Open } from '#tests/support/database.ts'

const HOUR = 3_600_000
const SEVEN = instantOf('2026-11-23', 7)

type Office = { api: Api; head: Head; tablet: Tablet; lan: string; hung: string }

/** A counter at which Lan was on duty from 07:30 to 11:30, and ended it; nobody else was. */
async function office(open: Open): Promise<Office> {
  const api = await openApi(open)
  api.clock.now = SEVEN
  const head = await setUpHead(api)
  const added = async (name: string) => (await head.post<{ id: string }>('/officers', { name, title: '' })).id
  const [lan, hung] = [await added('Nguyễn Thị Lan'), await added('Trần Văn Hùng')]
  const tablet = await pairTablet(api, head)
  api.clock.now = SEVEN + HOUR / 2
  tablet.write('duty', { officer: lan, counter: head.counter, change: 'start' })
  for (const score of [5, 1, 4] as const) {
    api.clock.now += HOUR
    tablet.rate({ score, with: { officer: lan } }, { score: 3, with: { officer: null } })
  }
  api.clock.now = SEVEN + 4.5 * HOUR
  tablet.write('duty', { officer: lan, counter: head.counter, change: 'end' })
  await tablet.sendOk()
  return { api, head, tablet, lan, hung }
}

const listed = async (head: Head, query = '') => DutyList.parse(await head.get(`/duties${query}`))

const refused = async ({ api, head }: Pick<Office, 'api' | 'head'>, id: string, body: object) => {
  const path = `/api/v1/units/${head.unit}/duties/${id}/correct`
  const response = await api.ask('POST', path, { body, cookie: head.cookie })
  const { code, fields } = (await response.json()) as { code?: string; fields?: object }
  return response.status === 200 ? 'done' : (fields ?? code)
}

/** An officer who objects at the tablet. `n` of the duty's entry: genesis, assignment and mark come before it. */
const object = async (tablet: Tablet, officer: string, why = 'not-me') => {
  tablet.write('objection', { officer, n: 4, why })
  await tablet.sendOk()
}

const deedsIn = async (api: Api, head: Head) => {
  const entries = await api.deps.db
    .selectFrom('entry')
    .select('line')
    .where('log', '=', `${head.unit}.1`)
    .orderBy('n')
    .execute()
  const bodies = entries.map(({ line }) => JSON.parse(Buffer.from(line).toString()).body)
  return bodies.filter(({ deed }) => deed?.startsWith('duty-'))
}

const tallies = (api: Api) =>
  api.deps.db.selectFrom('tally').selectAll().orderBy('day').orderBy('hour').orderBy('officer').execute()

const isWhole = async ({ deps }: Api) => {
  expect((await verify(deps.db, { keys: deps.keys })).faults).toEqual([])
  expect((await rebuild(deps)).changed).toBe(0)
}

eachDatabase((_, open) => {
  test('an officer’s objection at the tablet reaches the head, who corrects the duty by an entry', async () => {
    const given = await office(open)
    const { api, head, tablet, lan, hung } = given
    expect((await listed(head)).objections).toEqual([])
    await object(tablet, lan)
    const { objections, duties } = await listed(head)
    expect(objections).toEqual(duties)
    const [duty] = objections
    expect(duty).toMatchObject({ officer: lan, counter: head.counter, device: tablet.device, bar: null })
    expect(duty).toMatchObject({ from: SEVEN + HOUR / 2, to: SEVEN + 4.5 * HOUR, decisions: [] })
    expect(duty?.objection).toEqual({ why: 'not-me', day: '2026-11-23' })
    const before = await tallies(api)
    const lines = await api.deps.db
      .selectFrom('entry')
      .selectAll()
      .where('log', '!=', `${head.unit}.1`)
      .execute()
    expect(await refused(given, duty!.id, { officer: hung, why: 'not-me' })).toBe('done')
    expect(await deedsIn(api, head)).toEqual([
      { by: head.account, deed: 'duty-corrected', of: `${duty!.id} ${lan} ${hung} not-me 2026-11-23` },
    ])
    const [corrected] = (await listed(head)).objections
    expect(corrected?.decisions).toEqual([
      { at: api.clock.now, by: 'Trần Văn Nam', corrected: { officer: hung, why: 'not-me', part: null } },
    ])
    expect(await tallies(api), 'what the tablets said stays').toEqual(before)
    expect(
      await api.deps.db.selectFrom('entry').selectAll().where('log', '!=', `${head.unit}.1`).execute(),
    ).toEqual(lines)
    await isWhole(api)
  })

  test('a duty stays as it is by an entry, which is no second one when it is said twice', async () => {
    const { api, head, tablet, lan } = await office(open)
    const { id } = (await listed(head)).duties[0]!
    const keep = () =>
      api.ask('POST', `/api/v1/units/${head.unit}/duties/${id}/keep`, { cookie: head.cookie })
    expect(await problemOf(await keep()), 'nobody objected').toBe('invalid')
    const waiting = async () => UnitView.parse(await head.get('')).objections
    expect(await waiting()).toBe(0)
    await object(tablet, lan, 'part')
    expect(await waiting(), 'the head is told').toBe(1)
    expect([(await keep()).status, (await keep()).status]).toEqual([200, 200])
    expect((await deedsIn(api, head)).map(({ deed, of }) => `${deed} ${of}`)).toEqual([
      `duty-kept ${id} ${lan} 2026-11-23`,
    ])
    expect((await listed(head)).objections[0]?.decisions[0]?.corrected).toBeNull()
    expect(await waiting(), 'it is answered').toBe(0)
    await isWhole(api)
  })

  describe('is refused', () => {
    test('what is no duty, another unit’s, or one of another officer than who objects', async () => {
      const given = await office(open)
      const other = await setUpAnother(given.api, 'le.hoa')
      const { id } = (await listed(given.head)).duties[0]!
      const form = { officer: null, why: 'not-me' }
      expect(await refused(given, 'zzzzzzzz', form)).toBe('not-found')
      expect(await refused({ api: given.api, head: other }, id, form), 'under the other’s own unit').toBe(
        'not-found',
      )
      expect(await refused({ api: given.api, head: { ...given.head, cookie: other.cookie } }, id, form)).toBe(
        'unknown-unit',
      )
      await object(given.tablet, given.hung)
      expect((await listed(given.head)).objections).toEqual([])
      expect(await deedsIn(given.api, given.head)).toEqual([])
    })

    test('an officer of another unit, one who had left, and whom it is credited to already', async () => {
      const given = await office(open)
      const other = await setUpAnother(given.api, 'le.hoa')
      const { id } = (await listed(given.head)).duties[0]!
      expect(await refused(given, id, { officer: other.officer, why: 'not-me' })).toEqual({
        officer: 'no-officer',
      })
      await given.head.post(`/officers/${given.hung}/leave`, { last: '2026-11-20' })
      expect(await refused(given, id, { officer: given.hung, why: 'not-me' })).toEqual({
        officer: 'officer-away',
      })
      expect(await refused(given, id, { officer: given.lan, why: 'not-me' })).toEqual({
        officer: 'same-officer',
      })
      expect(await deedsIn(given.api, given.head)).toEqual([])
    })

    test('a part that is not of the duty, or that overlaps one that was corrected', async () => {
      const given = await office(open)
      const { id } = (await listed(given.head)).duties[0]!
      const part = (from: number, to: number) =>
        refused(given, id, {
          officer: given.hung,
          why: 'part',
          part: { from: SEVEN + from * HOUR, to: SEVEN + to * HOUR },
        })
      expect(await part(0, 1)).toEqual({ part: 'duty-part' })
      expect(await part(4, 5)).toEqual({ part: 'duty-part' })
      expect(await part(2, 2)).toEqual({ part: 'duty-part' })
      expect(await part(1, 2.1)).toEqual({ part: 'duty-part' })
      expect(await part(3, 4.5)).toBe('done')
      expect(await part(2, 3.25)).toEqual({ part: 'duty-overlap' })
      expect(await refused(given, id, { officer: null, why: 'not-me' })).toEqual({ part: 'duty-overlap' })
      expect(await part(3, 4.5), 'said again').toBe('done')
      expect(await part(1, 3), 'the part beside it').toBe('done')
      expect(await deedsIn(given.api, given.head)).toHaveLength(2)
      await isWhole(given.api)
    })

    test('a duty that goes on, and one from too long ago', async () => {
      const given = await office(open)
      const { api, head, tablet, hung } = given
      tablet.write('duty', { officer: hung, counter: head.counter, change: 'start' })
      await tablet.sendOk()
      const [open_, over] = (await listed(head)).duties
      expect(await refused(given, open_!.id, { officer: null, why: 'trial' })).toEqual({ duty: 'duty-open' })
      expect(open_?.bar).toBe('duty-open')
      await api.deps.db.updateTable('session').set({ expires_at: Number.MAX_SAFE_INTEGER }).execute()
      await api.passTo(api.clock.now + DAY_MS)
      expect(
        await refused(given, open_!.id, { officer: null, why: 'trial' }),
        'none lasts beyond its day',
      ).toBe('done')
      await api.passTo(over!.to! + 60 * DAY_MS)
      expect(await refused(given, over!.id, { officer: null, why: 'not-me' })).toBe('done')
      await api.passTo(api.clock.now + 1_000)
      expect(await refused(given, over!.id, { officer: hung, why: 'not-me' })).toEqual({ duty: 'duty-late' })
    })

    test('a duty of a unit that is over', async () => {
      const given = await office(open)
      const { id } = (await listed(given.head)).duties[0]!
      const over = { last_day: '2026-11-22' }
      await given.api.deps.db.updateTable('unit').set(over).where('id', '=', given.head.unit).execute()
      expect(await refused(given, id, { officer: null, why: 'not-me' })).toBe('unit-over')
      expect(await deedsIn(given.api, given.head)).toEqual([])
    })

    test('who decides about their own duty, or takes one for their own; their deputy may', async () => {
      const given = await office(open)
      const { api, head, lan, hung } = given
      await api.deps.db
        .updateTable('account')
        .set({ name: 'nguyễn thị  LAN' })
        .where('id', '=', head.account)
        .execute()
      const { id, bar } = (await listed(head)).duties[0]!
      expect(bar).toBe('own-duty')
      expect(await refused(given, id, { officer: hung, why: 'not-me' })).toEqual({ duty: 'own-duty' })
      await api.deps.db
        .updateTable('account')
        .set({ name: 'Trần Văn Hùng' })
        .where('id', '=', head.account)
        .execute()
      expect(await refused(given, id, { officer: hung, why: 'not-me' })).toEqual({ duty: 'own-duty' })
      const isHung = { name: 'Lê Nam', officer: hung }
      await api.deps.db.updateTable('account').set(isHung).where('id', '=', head.account).execute()
      expect(await refused(given, id, { officer: hung, why: 'not-me' })).toEqual({ duty: 'own-duty' })
      const isLan = { name: 'Nguyễn Thị Lan', officer: null }
      await api.deps.db.updateTable('account').set(isLan).where('id', '=', head.account).execute()
      const deputy = { role: 'deputy', name: 'Lê Bình', user: 'le.binh', password: PASSWORD }
      await head.post('/accounts', deputy)
      const signed = await api.ask('POST', '/api/v1/session', {
        body: { user: 'le.binh', password: PASSWORD },
      })
      const second = headOf(api, { ...head, cookie: cookieOf(signed) })
      expect(await refused({ api, head: second }, id, { officer: hung, why: 'not-me' })).toBe('done')
      expect(await refused(given, id, { officer: lan, why: 'not-me' }), 'nor undoes it').toEqual({
        duty: 'own-duty',
      })
    })
  })

  test('two who correct one duty at once: the same is done once, of two others both stand in their order', async () => {
    const given = await office(open)
    const { id } = (await listed(given.head)).duties[0]!
    const form = { officer: given.hung, why: 'not-me' }
    const all = await Promise.all([1, 2, 3].map(() => refused(given, id, form)))
    expect(all).toEqual(['done', 'done', 'done'])
    expect(await deedsIn(given.api, given.head)).toHaveLength(1)
    const part = { from: SEVEN + HOUR, to: SEVEN + 2 * HOUR }
    const both = await Promise.all([
      refused(given, id, { officer: null, why: 'trial' }),
      refused(given, id, { ...form, why: 'part', part }),
    ])
    expect(both).toEqual(['done', { part: 'duty-overlap' }])
    await isWhole(given.api)
  })

  test('P8: an entry about duties that the server was made to forget, or to make up, is named and made anew', async () => {
    const { api, head, tablet, lan } = await office(open)
    await object(tablet, lan)
    const whole = await listed(head)
    await api.deps.db.deleteFrom('duty_entry').where('n', '=', 4).execute()
    await api.deps.db
      .insertInto('duty_entry')
      .values({ log: `${tablet.device}.1`, n: 1, unit: head.unit, at: 0 })
      .execute()
    const { faults } = await verify(api.deps.db, { keys: api.deps.keys })
    expect(faults.map(({ kind, from }) => [kind, from])).toEqual([
      ['duty', 1],
      ['duty', 4],
    ])
    expect((await rebuild(api.deps)).changed).toBe(2)
    expect(await listed(head)).toEqual(whole)
    await isWhole(api)
  })

  test('P9: no sequence of ratings, corrections and looks tells through a duty whose a rating is', {
    timeout: 120_000,
  }, async () => {
    const api = await openApi(open)
    api.clock.now = SEVEN
    const head = await setUpHead(api)
    await api.deps.db.updateTable('session').set({ expires_at: Number.MAX_SAFE_INTEGER }).execute()
    const { id: hung } = await head.post<{ id: string }>('/officers', { name: 'Trần Văn Hùng', title: '' })
    const tablet = await pairTablet(api, head)
    const figures = async () =>
      Promise.all(
        ['/summary?period=day', '/summary?period=month', '/ratings', '/feedback'].map((path) =>
          head.get(path),
        ),
      )
    const tap = fc.record({ score: fc.constantFrom<Score[]>(...SCORES), isHers: fc.boolean() })
    const part = fc.option(fc.tuple(fc.nat(8), fc.nat(8)))
    const change = fc.record({ part, toHung: fc.boolean() })
    let day = '2026-11-23'
    const lived = fc.asyncProperty(
      fc.array(tap, { maxLength: 9 }),
      fc.array(change, { minLength: 1, maxLength: 5 }),
      async (taps, changes) => {
        day = addDays(day, 1)
        await api.passTo(instantOf(day, 8))
        tablet.write('duty', { officer: head.officer, counter: head.counter, change: 'start' })
        await api.passTo(instantOf(day, 10))
        tablet.write('duty', { officer: head.officer, counter: head.counter, change: 'end' })
        await tablet.sendOk()
        const { duties } = await listed(head)
        // They were tapped within the duty, and come late: by nothing that is said of it does anybody see that they did.
        for (const [i, { score, isHers }] of taps.entries())
          tablet.writeLine(
            makeLine(instantOf(day, 8) + i * 600_000, 'rating', {
              ...BODY,
              score,
              counter: head.counter,
              officer: isHers ? head.officer : null,
            }),
          )
        await tablet.sendOk()
        expect((await listed(head)).duties).toEqual(duties)
        const before = await figures()
        for (const { part: quarters, toHung } of changes) {
          const ends = quarters && { from: quarters[0], to: quarters[1] }
          const span = ends && {
            from: instantOf(day, 8) + ends.from * 900_000,
            to: instantOf(day, 8) + ends.to * 900_000,
          }
          await refused({ api, head }, duties[0]!.id, {
            officer: toHung ? hung : null,
            why: 'part',
            part: span,
          })
          expect(await figures()).toEqual(before)
        }
        await api.passTo(instantOf(day, 19))
      },
    )
    await fc.assert(lived, { numRuns: 12 })
    await isWhole(api)
  })
})

const BODY = {
  ...ratingBody(
    { score: 5, standards: {}, all: false, reasons: ['tho_o'], rechosen: [] },
    { counter: '', officer: null, shownToTap: 900, tapToClose: 0, end: 'done', comment: undefined },
  ),
}
