import { expect, test } from 'vitest'
import { instantOf } from '#src/domain/calendar.ts'
import { Below, ClosedFigures, PlaceOffer } from '#src/protocol/tree.ts'
import { UrgentList } from '#src/protocol/urgent.ts'
import { verify } from '#src/server/verify/verify.ts'
import { type Api, type Head, openApi, problemOf, setUpAnother, setUpHead } from '#tests/support/api.ts'
import { signedInAs } from '#tests/support/api-people.ts'
import { pairTablet } from '#tests/support/api-tablet.ts'
import { eachRole } from '#tests/support/database.ts'
import { staySignedIn } from '#tests/support/figures-office.ts'

const TODAY = '2026-11-23'
const DAY = '2026-11-25'

eachRole((_, open) => {
  test('P10: a unit that stands alone comes under another by both sides’ consent: figures from that day on are read there, those before stay', async () => {
    const { api, top, superior } = await offices()
    const alone = await setUpAnother(api, 'xa.rieng')
    await staySignedIn(api)
    const tablet = await pairTablet(api, alone)
    const rate = async (n: number) => {
      tablet.rate(...Array.from({ length: n }, () => ({ score: 5 as const, reasons: ['voi_vinh' as const] })))
      await tablet.sendOk()
    }
    await rate(7)
    expect(await fieldsOf(await place(api, alone, { under: top.unit, code: '', from: DAY }))).toEqual({
      under: 'no-unit',
    })
    for (const code of ['', '2222-2222-2222'])
      expect(await fieldsOf(await place(api, alone, { code, from: DAY }))).toEqual({ code: 'no-code' })
    const { code } = await superior.offer(top)
    expect(await fieldsOf(await place(api, alone, { code, from: '2026-11-22' }))).toEqual({
      from: 'day-past',
    })
    expect(
      (await place(api, alone, { code: code.toLowerCase().replaceAll('-', ' '), from: DAY })).status,
    ).toBe(200)
    expect(await fieldsOf(await place(api, alone, { code, from: DAY })), 'good once').toEqual({
      code: 'no-code',
    })
    expect(await problemOf(await superior.closed(alone)), 'not before the day').toBe('unknown-unit')
    await api.passTo(instantOf('2026-11-24', 19))
    api.clock.now = instantOf(DAY, 8)
    await rate(6)
    expect((await superior.urgent()).map(({ day }) => day)).toEqual(Array.from({ length: 6 }, () => DAY))
    await api.passTo(instantOf(DAY, 19))
    const read = ClosedFigures.parse(await (await superior.closed(alone)).json())
    expect([read.figures?.n, read.only]).toEqual([5, [{ from: DAY, to: null }]])
    expect((await superior.below(top)).units).toMatchObject([{ id: alone.unit, n: 5, left: false }])
    expect(await fieldsOf(await place(api, alone, { code, from: '2026-11-26' }))).toEqual({
      code: 'has-superior',
    })
    expect((await alone.get<Said>('/deeds')).deeds.find(({ deed }) => deed === 'unit-placed')).toMatchObject({
      ...{ of: `${top.unit} ${DAY}`, by: { id: alone.account } },
    })
    const said = (await top.get<Said>('/deeds')).deeds
    expect(said.find(({ deed }) => deed === 'place-offered')?.by).toMatchObject({ name: `Bình ${top.unit}` })
    const joins = said.find(({ deed }) => deed === 'unit-joins')
    expect(Object.keys(joins?.names ?? {})).toEqual([alone.unit])
    expect(joins?.by).toMatchObject({ id: alone.account, name: expect.stringMatching(/\S/) })
    expect((await verify(api.deps.db, { keys: api.deps.keys })).faults).toEqual([])
  })

  test('P10: a superior of both moves a unit; the old parent keeps the days before and sees nothing more, no tally is re-keyed', async () => {
    const { api, top, superior } = await offices()
    const [old, next] = [
      await setUpAnother(api, 'so.mot', top.unit),
      await setUpAnother(api, 'so.hai', top.unit),
    ]
    const centre = await setUpAnother(api, 'trung.tam', old.unit)
    await staySignedIn(api)
    const [ofOld, ofNext] = [await superiorOf(api, old), await superiorOf(api, next)]
    const tablet = await pairTablet(api, centre)
    const rate = async (n: number) => {
      tablet.rate(...Array.from({ length: n }, () => ({ score: 4 as const })))
      await tablet.sendOk()
    }
    await rate(11)
    await api.passTo(instantOf(TODAY, 19))
    const tallies = () =>
      api.deps.db.selectFrom('tally').selectAll().where('unit', '=', centre.unit).execute()
    const before = JSON.stringify(await tallies())
    const move = (unit: Head, under: string, from = DAY) =>
      superior.ask('POST', unit, '/place', { under, code: '', from })
    expect(await fieldsOf(await move(old, centre.unit))).toEqual({ under: 'below-itself' })
    expect(await fieldsOf(await move(old, old.unit))).toEqual({ under: 'below-itself' })
    expect(await fieldsOf(await move(centre, 'zzzzzz'))).toEqual({ under: 'no-unit' })
    expect((await move(centre, next.unit)).status).toBe(200)
    expect((await superior.below(top)).units.find(({ id }) => id === centre.unit)?.move).toMatchObject({
      from: DAY,
    })
    expect(await fieldsOf(await move(next, centre.unit)), 'planned, and so a ring').toEqual({
      under: 'below-itself',
    })
    expect(await fieldsOf(await superior.ask('POST', next, '/close', { last: DAY, into: [] }))).toEqual({
      last: 'has-units',
    })
    expect((await ofOld.below(old)).units).toMatchObject([{ id: centre.unit, n: 10, left: false }])
    expect((await ofNext.below(next)).units).toEqual([])
    await api.passTo(instantOf('2026-11-24', 19))
    api.clock.now = instantOf(DAY, 8)
    await rate(8)
    await api.passTo(instantOf(DAY, 19))
    api.clock.now = instantOf('2026-11-26', 8)
    expect((await ofOld.below(old)).units).toMatchObject([
      { ...{ id: centre.unit, n: 10, left: true, tablets: 0 }, only: [{ from: null, to: '2026-11-24' }] },
    ])
    const kept = ClosedFigures.parse(await (await ofOld.closed(centre)).json())
    expect([kept.figures?.n, kept.reach.day]).toEqual([10, '2026-11-24'])
    const wide = ClosedFigures.parse(await (await ofNext.closed(centre)).json())
    expect([wide.figures?.n, wide.only]).toEqual([5, [{ from: DAY, to: null }]])
    const both = ClosedFigures.parse(await (await superior.closed(centre)).json())
    expect([both.figures?.n, both.only], 'who is above both reads on').toEqual([15, null])
    for (const path of ['/below', '/heads', '/name', '/close', '/place', '/place-codes'])
      expect(await problemOf(await ofOld.ask('POST', centre, path, {})), path).toBe('forbidden')
    const day1 = JSON.stringify((await tallies()).filter(({ day }) => day === TODAY))
    expect(day1, 'no tally is re-keyed').toBe(before)
    for (const [of, kind] of [
      [centre, 'unit-placed'],
      [old, 'unit-leaves'],
      [next, 'unit-joins'],
    ] as const)
      expect((await of.get<Said>('/deeds')).deeds.map(({ deed }) => deed)).toContain(kind)
    expect((await verify(api.deps.db, { keys: api.deps.keys })).faults).toEqual([])
  })

  test('a move is said anew before its day, also for today and by a code of another superior; too deep a place is refused', async () => {
    const { api, top, superior } = await offices()
    const [one, two] = [
      await setUpAnother(api, 'so.mot', top.unit),
      await setUpAnother(api, 'so.hai', top.unit),
    ]
    const other = await setUpAnother(api, 'tinh.khac')
    await staySignedIn(api)
    const ofOther = await superiorOf(api, other)
    const move = async (form: object) =>
      (await superior.ask('POST', one, '/place', { under: null, code: '', ...form })).status
    const stands = async () =>
      (
        await api.deps.db
          .selectFrom('unit')
          .select('parent')
          .where('id', '=', one.unit)
          .executeTakeFirstOrThrow()
      ).parent
    expect(await move({ under: two.unit, from: DAY })).toBe(200)
    expect(await move({ under: top.unit, from: TODAY }), 'and it stays').toBe(200)
    expect((await superior.below(top)).units.map(({ move }) => move)).toEqual([null, null])
    expect(await move({ under: two.unit, from: TODAY })).toBe(200)
    expect(await stands()).toBe(two.unit)
    const { code } = await ofOther.offer(other)
    expect(await move({ code, from: DAY })).toBe(200)
    await api.passTo(instantOf('2026-11-24', 19))
    expect(await stands()).toBe(other.unit)
    expect(await problemOf(await superior.ask('POST', one, '/name', {}))).toBe('forbidden')
    api.clock.now = instantOf(DAY, 8)
    let deep = two
    for (let n = 0; n < 6; n++) deep = await setUpAnother(api, `sau.${n}`, deep.unit)
    expect(
      await problemOf(
        await superior.ask('POST', two, '/place', {
          ...{ under: null, code: (await ofOther.offer(one)).code, from: '2026-11-25' },
        }),
      ),
    ).toBe('too-many')
  })

  test('of two units that are put under each other at the same moment one goes and the other is told', async () => {
    const { api, top, superior } = await offices()
    const [one, two] = [
      await setUpAnother(api, 'so.mot', top.unit),
      await setUpAnother(api, 'so.hai', top.unit),
    ]
    const move = (unit: Head, under: string) =>
      superior.ask('POST', unit, '/place', { under, code: '', from: TODAY })
    for (let round = 0; round < 8; round++) {
      const answers = await Promise.all([move(one, two.unit), move(two, one.unit)])
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422])
      expect(await fieldsOf(answers.find(({ ok }) => !ok)!)).toEqual({ under: 'below-itself' })
      for (const unit of [one, two]) expect((await move(unit, top.unit)).status).toBe(200)
    }
    expect((await verify(api.deps.db, { keys: api.deps.keys })).faults).toEqual([])
  })

  async function offices() {
    const api = await openApi(open)
    const top = await setUpHead(api)
    return { api, top, superior: await superiorOf(api, top) }
  }
})

async function superiorOf(api: Api, home: Head) {
  const cookie = await signedInAs(api, home, 'superior', home.unit)
  await staySignedIn(api)
  const ask = (method: string, { unit }: Head, path: string, body?: object) =>
    api.ask(method, `/api/v1/units/${unit}${path}`, { cookie, ...(body && { body }) })
  return {
    ask,
    offer: async (of: Head) => PlaceOffer.parse(await (await ask('POST', of, '/place-codes')).json()),
    below: async (of: Head) => Below.parse(await (await ask('GET', of, '/below')).json()),
    closed: (of: Head) => ask('GET', of, '/closed'),
    urgent: async () => UrgentList.parse(await (await ask('GET', home, '/urgent')).json()).items,
  }
}

function place(api: Api, { unit, cookie }: Head, form: object): Promise<Response> {
  return api.ask('POST', `/api/v1/units/${unit}/place`, { body: { under: null, ...form }, cookie })
}

type Said = { deeds: { deed: string; by: { id: string; name: string } | null; of: string; names: object }[] }

/** Of a refusal its fields. */
async function fieldsOf(response: Response): Promise<object | undefined> {
  return ((await response.json()) as { fields?: object }).fields
}
