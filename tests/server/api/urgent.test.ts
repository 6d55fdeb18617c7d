import { expect, test } from 'vitest'
import { DAY_MS } from '#src/domain/calendar.ts'
import { type Session, UnitView } from '#src/protocol/session.ts'
import { UrgentList } from '#src/protocol/urgent.ts'
import { verify } from '#src/server/verify/verify.ts'
import { type Api, type Head, openApi, setUpAnother, setUpHead } from '#tests/support/api.ts'
import { signedInAs } from '#tests/support/api-people.ts'
import { pairTablet, sealed } from '#tests/support/api-tablet.ts'
import { eachRole } from '#tests/support/database.ts'
import { staySignedIn } from '#tests/support/figures-office.ts'

const TEXT = 'Phải đưa 200 nghìn'

eachRole((_, open) => {
  test('P9: one rating that tells of a bribe is read at once by whom the unit names, and by nobody else', async () => {
    const { api, commune, deputy, bribe } = await office()
    await bribe()
    expect(await urgent(api, commune.unit, commune.cookie)).toEqual({ receives: false, items: [] })
    await commune.patch('', { urgent: [await idOf(api, deputy)] })
    expect(await urgent(api, commune.unit, commune.cookie), 'not who only administers').toEqual({
      receives: false,
      items: [],
    })
    const { receives, items } = await urgent(api, commune.unit, deputy)
    expect(receives).toBe(true)
    expect(items).toEqual([
      {
        ...{
          unit: { id: commune.unit, name: expect.any(String) },
          counter: '1',
          reasons: ['voi_vinh'],
        },
        ...{ comment: TEXT, sealed: false, altered: false, kept: false, day: '2026-11-23', half: 'am' },
      },
    ])
    expect((await commune.get<{ items: object[] }>('/feedback')).items, 'to the others it waits').toEqual([])
    expect(await deeds(commune)).toContainEqual(expect.objectContaining({ deed: 'urgent-opened', of: '1' }))
    expect((await verify(api.deps.db, { keys: api.deps.keys })).faults).toEqual([])
  })

  test('a superior is told of all units below, without what was written, and each unit’s log says so by name', async () => {
    const { api, top, commune, superior, bribe } = await office()
    await bribe()
    const { items } = await urgent(api, top.unit, superior)
    expect(items).toMatchObject([{ unit: { id: commune.unit }, comment: null, sealed: false, kept: true }])
    expect(JSON.stringify(items)).not.toContain(TEXT)
    const [opened] = (await deeds(commune)).filter(({ deed }) => deed === 'urgent-opened')
    expect(opened).toMatchObject({ of: '1', by: { name: 'Bình own' } })
    expect((await deeds(top)).filter(({ deed }) => deed === 'urgent-opened')).toEqual([])
    expect((await api.ask('GET', `/api/v1/units/${commune.unit}/urgent`, { cookie: superior })).status).toBe(
      403,
    )
  })

  test('what is not of a bribe, practice, and what is older than 60 days is not there; an empty look is no entry', async () => {
    const { api, commune, deputy, tablet, bribe } = await office()
    await commune.patch('', { urgent: [await idOf(api, deputy)] })
    tablet.rate({ score: 1, reasons: ['tho_o', 'keo_dai'] }, { score: 1 })
    tablet.rate({ kind: 'practice', score: 1, reasons: ['voi_vinh'] })
    await tablet.sendOk()
    expect((await urgent(api, commune.unit, deputy)).items).toEqual([])
    expect((await deeds(commune)).filter(({ deed }) => deed === 'urgent-opened')).toEqual([])
    await bribe()
    expect((await urgent(api, commune.unit, deputy)).items).toHaveLength(1)
    await api.passTo(api.clock.now + 61 * DAY_MS)
    expect((await urgent(api, commune.unit, deputy)).items).toEqual([])
  })

  test('P10: nobody is told of a rating about themselves, also by the superior’s unit one level up', async () => {
    const { api, commune, bribe } = await office()
    await commune.post('/accounts', {
      ...{ role: 'deputy', name: 'Lan', user: 'lan.deputy', password: 'một câu dài để đăng nhập' },
      officer: commune.officer,
    })
    const signedIn = await api.ask('POST', '/api/v1/session', {
      body: { user: 'lan.deputy', password: 'một câu dài để đăng nhập' },
    })
    const own = signedIn.headers.getSetCookie()[0]!.split(';')[0]!
    await commune.patch('', { urgent: [await idOf(api, own)] })
    await bribe()
    expect(await urgent(api, commune.unit, own)).toEqual({ receives: true, items: [] })
    const view = await api.ask('GET', `/api/v1/units/${commune.unit}`, { cookie: own })
    expect(UnitView.parse(await view.json()).urgent, 'nor that there is one').toBe(0)
  })

  test('the pages say whom it concerns: a count to whom the unit names, a link to who receives', async () => {
    const { api, top, commune, superior, deputy, bribe } = await office()
    await bribe()
    const view = async (cookie: string) =>
      UnitView.parse(await (await api.ask('GET', `/api/v1/units/${commune.unit}`, { cookie })).json())
    expect((await view(deputy)).urgent).toBeNull()
    expect(await session(api, deputy)).toMatchObject({ account: { urgent: false } })
    await commune.patch('', { urgent: [await idOf(api, deputy)] })
    expect(await view(deputy)).toMatchObject({ urgent: 1, unit: { above: expect.any(String) } })
    expect(await session(api, deputy)).toMatchObject({ account: { urgent: true } })
    expect(await session(api, superior)).toMatchObject({ account: { urgent: true } })
    expect((await view(commune.cookie)).urgent).toBeNull()
    expect((await top.get<UnitView>('')).unit.above).toBeNull()
  })

  test.each([
    ['nobody of the unit', ['zzzzzz']],
    ['what is no id', ['x y']],
    ['more than ten', Array.from({ length: 11 }, (_, i) => `aaaaa${i + 2}`)],
    ['no list', 'aaaaaa'],
  ])('bad input: %s may not be named, and nothing is changed', async (_name, list) => {
    const { api, commune } = await office()
    const refused = await api.ask('PATCH', `/api/v1/units/${commune.unit}`, {
      cookie: commune.cookie,
      body: { place: 'Nơi khác', urgent: list },
    })
    expect(refused.status).toBe(422)
    expect((await commune.get<UnitView>('')).unit).toMatchObject({ urgent: [] })
  })

  test('another unit’s head, an auditor and one who left may not be named', async () => {
    const { api, top, commune, deputy } = await office()
    const auditor = await signedInAs(api, commune, 'auditor', 'audit')
    const left = await idOf(api, deputy)
    await commune.patch(`/accounts/${left}`, { ended: true })
    for (const account of [top.account, await idOf(api, auditor), left]) {
      const refused = await api.ask('PATCH', `/api/v1/units/${commune.unit}`, {
        cookie: commune.cookie,
        body: { urgent: [account] },
      })
      expect((await refused.json()) as object).toMatchObject({ fields: { urgent: 'no-account' } })
    }
  })

  /** A province with a commune below it, its superior, the commune's deputy and tablet, and what a citizen may say there. */
  async function office() {
    const api = await openApi(open)
    const top = await setUpHead(api)
    const superior = await signedInAs(api, top, 'superior')
    const commune = await setUpAnother(api, 'xa.mot', top.unit)
    const deputy = await signedInAs(api, commune, 'deputy', 'pho')
    await staySignedIn(api)
    const tablet = await pairTablet(api, commune)
    const bribe = async () => {
      tablet.rate({
        ...{ score: 1, reasons: ['voi_vinh'] },
        comment: await sealed(api.deps.keys.seal.key, TEXT),
      })
      await tablet.sendOk()
    }
    return { api, top, commune, superior, deputy, tablet, bribe }
  }
})

async function urgent(api: Api, unit: string, cookie: string): Promise<UrgentList> {
  const response = await api.ask('GET', `/api/v1/units/${unit}/urgent`, { cookie })
  expect(response.status, await response.clone().text()).toBe(200)
  return UrgentList.parse(await response.json())
}

async function session(api: Api, cookie: string): Promise<Session> {
  const answer = (await (await api.ask('GET', '/api/v1/session', { cookie })).json()) as { session: Session }
  return answer.session
}

async function idOf(api: Api, cookie: string): Promise<string> {
  return (await session(api, cookie)).account.id
}

type Said = { deed: string; of: string; by: { name: string } | null }

async function deeds(head: Head): Promise<Said[]> {
  return (await head.get<{ deeds: Said[] }>('/deeds')).deeds
}
