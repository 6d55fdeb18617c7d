import { expect, test } from 'vitest'
import { instantOf } from '#src/domain/calendar.ts'
import { Below, ClosedFigures, Former, UnitFounded } from '#src/protocol/tree.ts'
import { verify } from '#src/server/verify/verify.ts'
import {
  type Api,
  cookieOf,
  type Head,
  openApi,
  problemOf,
  setUpAnother,
  setUpHead,
} from '#tests/support/api.ts'
import { PERSONS_PASSWORD, signedInAs } from '#tests/support/api-people.ts'
import { pairTablet } from '#tests/support/api-tablet.ts'
import { eachRole } from '#tests/support/database.ts'
import { staySignedIn } from '#tests/support/figures-office.ts'

const NEW = {
  ...{ name: 'Trung tâm PVHCC xã An Bình', place: 'An Bình', nationalId: 'H55.12.3' },
  head: { name: 'Lê Văn Em', user: 'le.em' },
}
const words = (text: string) => text.trim().split(/\s+/).sort()

/** What a superior reads of a unit below, and nothing else: no live count, counter, day, row, word or person. */
const CLOSED = words(`
  unit.id unit.name unit.place unit.nationalId unit.last nowCalled only now period.kind period.from period.to reach.day reach.half
  figures.n figures.comments figures.all figures.levels[]
  figures.share.count figures.share.n figures.share.share figures.share.low figures.share.high
  figures.reasons[].reason figures.reasons[].n
  figures.standards[].standard figures.standards[].hidden figures.standards[].share
  figures.standards[].share.count figures.standards[].share.n figures.standards[].share.share
  figures.standards[].share.low figures.standards[].share.high
`)

eachRole((_, open) => {
  test('a superior founds a unit below, whose head signs in by the link; both logs say so, by name', async () => {
    const { api, top, superior } = await province()
    const { id, invitation } = UnitFounded.parse(await superior.post('/below', NEW))
    expect(await codeOf(await superior.ask('POST', top.unit, '/below', NEW))).toEqual({
      nationalId: 'id-taken',
    })
    const token = invitation.address.split('=')[1]
    const signed = await api.ask('POST', '/api/v1/invitation/password', {
      body: { token, password: PERSONS_PASSWORD },
    })
    const cookie = cookieOf(signed)
    const view = await api.ask('GET', `/api/v1/units/${id}`, { cookie })
    expect(await view.json()).toMatchObject({
      unit: { name: NEW.name },
      counters: [],
      officers: [],
      devices: [],
    })
    const [unit] = (await superior.below()).units
    expect(unit).toMatchObject({ id, parent: top.unit, depth: 0, nationalId: 'H55.12.3', n: 0, share: null })
    const log = (await (await api.ask('GET', `/api/v1/units/${id}/deeds`, { cookie })).json()) as Said
    expect(log.deeds.find(({ deed }) => deed === 'account-added')?.by).toMatchObject({ name: 'Bình own' })
    expect((await top.get<Said>('/deeds')).deeds[0]).toMatchObject({
      ...{ deed: 'unit-founded', of: id, names: { [id]: NEW.name } },
    })
    expect(await codeOf(await superior.ask('POST', id, '/heads', { name: 'Lê Hai', user: 'le.em' }))).toEqual(
      {
        user: 'taken',
      },
    )
    expect((await superior.ask('POST', id, '/heads', { name: 'Lê Hai', user: 'le.hai' })).status).toBe(200)
    expect((await verify(api.deps.db, { keys: api.deps.keys })).faults).toEqual([])
  })

  test.each<[string, object, object]>([
    ['no name', { ...NEW, name: ' ' }, { name: 'too-short' }],
    ['too long a name', { ...NEW, name: 'x'.repeat(121) }, { name: 'too-long' }],
    ['an identifier that is none', { ...NEW, nationalId: 'H55..3' }, { nationalId: 'bad-form' }],
    ['no head', { ...NEW, head: { name: '', user: 'le.em' } }, { 'head.name': 'too-short' }],
    [
      'a user name that is taken',
      { ...NEW, head: { name: 'X', user: 'tran.nam' } },
      { 'head.user': 'taken' },
    ],
    ['a number for a name', { ...NEW, name: 5 }, { name: 'not-right' }],
  ])('%s: said beside its field, and no unit is founded', async (_, form, fields) => {
    const { top, superior } = await province()
    expect(await codeOf(await superior.ask('POST', top.unit, '/below', form))).toEqual(fields)
    expect((await superior.below()).units).toEqual([])
  })

  test('P9 P10: of a unit below a superior reads what is closed, field by field, in whole blocks, and compares from thirty on', async () => {
    const { api, superior, commune } = await province({ commune: true })
    const tablet = await pairTablet(api, commune!)
    const rate = async (n: number) => {
      tablet.rate(
        ...Array.from({ length: n }, () => ({
          ...{ score: 4 as const, reasons: ['tho_o' as const] },
          with: { std: '1-------' },
        })),
      )
      await tablet.sendOk()
    }
    await rate(29)
    expect((await superior.closed(commune!)).figures, 'nothing is closed yet').toBeNull()
    await api.passTo(instantOf('2026-11-23', 13))
    expect((await superior.closed(commune!)).figures, 'nor is the day').toBeNull()
    await api.passTo(instantOf('2026-11-23', 19))
    const read = await superior.closed(commune!)
    expect(read.figures?.n).toBe(25)
    expect(pathsIn(read)).toEqual(CLOSED)
    expect((await superior.below()).units[0]).toMatchObject({ n: 25, share: null, tablets: 1 })
    api.clock.now = instantOf('2026-11-24', 8)
    await rate(6)
    expect((await superior.closed(commune!)).figures?.n, 'what came in today is not told').toBe(25)
    await api.passTo(instantOf('2026-11-24', 19))
    expect((await superior.below()).units[0]).toMatchObject({ n: 35, share: { count: 35, n: 35 } })
    expect(await problemOf(await superior.ask('GET', commune!.unit, '/below'))).toBe('forbidden')
    for (const path of ['', '/summary', '/ratings', '/feedback', '/deeds', '/accounts'])
      expect(await problemOf(await superior.ask('GET', commune!.unit, path)), path).toBe('forbidden')
  })

  test('a unit is renamed from a day on: old periods bear the old name, the tablets are told on the day', async () => {
    const { api, superior, commune } = await province({ commune: true })
    const form = { name: 'Xã Mới', place: 'Nơi mới', nationalId: 'H55.9', from: '2026-12-01' }
    const wrong = async (change: object) =>
      codeOf(await superior.ask('POST', commune!.unit, '/name', { ...form, ...change }))
    expect(await wrong({ from: '2026-11-22' })).toEqual({ from: 'day-past' })
    expect(await wrong({ from: '2028-01-01' })).toEqual({ from: 'day-far' })
    expect(await wrong({ from: '2026-02-30' })).toEqual({ from: 'not-right' })
    expect((await superior.ask('POST', commune!.unit, '/name', form)).status).toBe(200)
    const version = async () => (await unitRow(api, commune!)).config_version
    const before = await version()
    expect((await superior.below()).units[0]).toMatchObject({
      ...{ name: 'UBND xã Hòa Bình', next: [{ from: '2026-12-01', name: 'Xã Mới' }] },
    })
    await api.passTo(instantOf('2026-11-30', 18))
    expect(await unitRow(api, commune!)).toMatchObject({ name: 'UBND xã Hòa Bình' })
    await api.passTo(instantOf('2026-11-30', 19))
    expect(await unitRow(api, commune!)).toMatchObject({ name: 'Xã Mới', national_id: 'H55.9' })
    expect(await version()).toBeGreaterThan(before)
    const old = await superior.closed(commune!, '?period=month&day=2026-11-02')
    expect([old.unit.name, old.nowCalled]).toEqual(['UBND xã Hòa Bình', 'Xã Mới'])
    const next = await superior.closed(commune!, '?period=month&day=2026-12-02')
    expect([next.unit.name, next.nowCalled]).toEqual(['Xã Mới', null])
  })

  test('P10: units that are merged keep their tallies; from the next day on the successor’s head reads what is closed, and nothing else crosses', async () => {
    const { api, top, superior, commune } = await province({ commune: true })
    const next = await setUpAnother(api, 'xa.moi', top.unit)
    const other = await setUpAnother(api, 'xa.khac', top.unit)
    const stranger = await setUpAnother(api, 'tinh.khac')
    await staySignedIn(api)
    const tablet = await pairTablet(api, commune!)
    tablet.rate(...Array.from({ length: 10 }, () => ({ score: 5 as const, reasons: ['tho_o' as const] })))
    await tablet.sendOk()
    await api.passTo(instantOf('2026-11-23', 19))
    const tallies = JSON.stringify(await talliesOf(api, commune!))
    const close = (form: object) => superior.ask('POST', commune!.unit, '/close', form)
    for (const into of [[stranger.unit], [commune!.unit], [top.unit], ['zzzzzz']])
      expect(await codeOf(await close({ last: '2026-11-30', into }))).toEqual({ into: 'no-unit' })
    expect(await codeOf(await close({ last: '2026-11-01', into: [] }))).toEqual({ last: 'day-past' })
    expect(await codeOf(await close({ last: '', into: [] }))).toEqual({ last: 'not-right' })
    expect((await close({ last: '2026-11-30', into: [next.unit] })).status).toBe(200)
    const read = (head: Head) =>
      api.ask('GET', `/api/v1/units/${commune!.unit}/closed?period=year`, { cookie: head.cookie })
    expect(await problemOf(await read(next)), 'not before the day').toBe('unknown-unit')
    await api.passTo(instantOf('2026-11-30', 19))
    const counters = await commune!.get<{ counters: { closedSince: number | null }[] }>('')
    expect(counters.counters.map(({ closedSince }) => closedSince)).not.toContain(null)
    api.clock.now = instantOf('2026-12-01', 8)
    expect(ClosedFigures.parse(await (await read(next)).json()).figures?.n).toBe(10)
    expect(Former.parse(await next.get('/former')).units).toMatchObject([
      { id: commune!.unit, from: '2026-12-01', last: '2026-11-30' },
    ])
    expect(await problemOf(await read(other))).toBe('unknown-unit')
    for (const path of [
      '',
      '/summary',
      '/ratings',
      '/feedback',
      '/closings',
      '/deeds',
      '/officers?format=csv',
    ]) {
      const asked = await api.ask('GET', `/api/v1/units/${commune!.unit}${path}`, { cookie: next.cookie })
      expect(await problemOf(asked), path).toBe('forbidden')
    }
    expect(JSON.stringify(await talliesOf(api, commune!)), 'no tally is re-keyed').toBe(tallies)
    expect(await talliesOf(api, next)).toEqual([])
    expect((await next.get<Said>('/deeds')).deeds[0]).toMatchObject({
      ...{ deed: 'unit-succeeds', names: { [commune!.unit]: 'UBND xã Hòa Bình' } },
    })
    tablet.rate({ score: 3 })
    await tablet.sendOk()
    const late = await api.ask('POST', `/api/v1/units/${commune!.unit}/counters`, {
      body: { label: '7', name: '', officer: null },
      cookie: commune!.cookie,
    })
    expect(await problemOf(late)).toBe('unit-over')
    expect(await problemOf(await close({ last: '2026-12-31', into: [] }))).toBe('unit-over')
    expect((await verify(api.deps.db, { keys: api.deps.keys })).faults).toEqual([])
  })

  test('a unit above others is over only after them', async () => {
    const { api, superior, commune } = await province({ commune: true })
    const centre = await setUpAnother(api, 'trung.tam', commune!.unit)
    const close = (unit: string, last: string) => superior.ask('POST', unit, '/close', { last, into: [] })
    expect(await codeOf(await close(commune!.unit, '2026-11-30'))).toEqual({ last: 'has-units' })
    expect((await close(centre.unit, '2026-11-30')).status).toBe(200)
    expect((await close(commune!.unit, '2026-11-30')).status).toBe(200)
    expect((await superior.below()).units.map(({ id, depth }) => [id, depth])).toEqual([
      [commune!.unit, 0],
      [centre.unit, 1],
    ])
  })

  async function province({ commune = false } = {}) {
    const api = await openApi(open)
    const top = await setUpHead(api)
    const cookie = await signedInAs(api, top, 'superior')
    const below = commune ? await setUpAnother(api, 'xa.mot', top.unit) : undefined
    await staySignedIn(api)
    const ask = (method: string, unit: string, path: string, body?: object) =>
      api.ask(method, `/api/v1/units/${unit}${path}`, { cookie, ...(body && { body }) })
    const superior = {
      ask,
      post: async (path: string, body: object) => (await ask('POST', top.unit, path, body)).json(),
      below: async () => Below.parse(await (await ask('GET', top.unit, '/below')).json()),
      closed: async ({ unit }: Head, query = '') =>
        ClosedFigures.parse(await (await ask('GET', unit, `/closed${query}`)).json()),
    }
    return { api, top, superior, commune: below }
  }
})

type Said = { deeds: { deed: string; by: object | null; of: string; names: object }[] }

/** Of a refusal its fields. */
async function codeOf(response: Response): Promise<object | undefined> {
  return ((await response.json()) as { fields?: object }).fields
}

function unitRow({ deps }: Api, { unit }: Head) {
  return deps.db.selectFrom('unit').selectAll().where('id', '=', unit).executeTakeFirstOrThrow()
}

function talliesOf({ deps }: Api, { unit }: Head) {
  return deps.db.selectFrom('tally').selectAll().where('unit', '=', unit).execute()
}

/** Each place in a piece of JSON that holds something other than places. */
function pathsIn(json: unknown, path = ''): string[] {
  if (typeof json !== 'object' || json === null) return [path]
  const inner = Array.isArray(json)
    ? json.flatMap((one) => pathsIn(one, `${path}[]`))
    : Object.entries(json).flatMap(([key, one]) => pathsIn(one, path ? `${path}.${key}` : key))
  return [...new Set(inner)].sort()
}
