import { expect, test } from 'vitest'
import { instantOf, localTime } from '#src/domain/calendar.ts'
import { DeedList } from '#src/protocol/deeds.ts'
import { UnitView } from '#src/protocol/session.ts'
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
import { pairTablet } from '#tests/support/api-tablet.ts'
import { eachRole } from '#tests/support/database.ts'

const view = async (head: Head) => UnitView.parse(await head.get(''))
const deeds = async (head: Head) => DeedList.parse(await head.get('/deeds')).deeds
const asked = (api: Api, { unit, cookie }: Head, path: string, body: unknown) =>
  api.ask('POST', `/api/v1/units/${unit}/officers${path}`, { body: JSON.stringify(body), cookie })
/** Signed in once more: a session ends by itself. */
async function again(api: Api, head: Head): Promise<Head> {
  const body = { user: 'tran.nam', password: PASSWORD }
  return headOf(api, { ...head, cookie: cookieOf(await api.ask('POST', '/api/v1/session', { body })) })
}
const line = (name: string, more: object = {}) => ({ id: null, name, ...more })

eachRole((_, open) => {
  test('P10: an officer leaves by a day and comes back by one; the counter is freed, the figures keep their ratings', async () => {
    const api = await openApi(open)
    const first = await setUpHead(api)
    const { officer, counter } = first
    const tablet = await pairTablet(api, first)
    const credited = async () =>
      JSON.parse(((await (await tablet.send()).json()) as { config: { line: string } }).config.line).officer
    tablet.rate(...([5, 5, 4, 3, 2] as const).map((score) => ({ score, officer })))
    await tablet.sendOk()
    const today = localTime(api.clock.now).day
    await first.post(`/officers/${officer}/leave`, { last: today })
    expect((await view(first)).counters[0]?.officer).toBe(officer)
    await api.passTo(instantOf(today, 19))
    expect((await view(await again(api, first))).counters[0]?.officer).toBeNull()
    expect(await credited()).toBeNull()
    const tallied = await api.deps.db.selectFrom('tally').select('officer').execute()
    expect(new Set(tallied.map((row) => row.officer))).toEqual(new Set([officer]))

    await api.passTo(instantOf('2026-12-01', 9))
    const head = await again(api, first)
    expect((await view(head)).officers[0]?.absences).toEqual([{ last: today, back: null }])
    const chosen = await api.ask('PATCH', `/api/v1/units/${head.unit}/counters/${counter}`, {
      body: { officer },
      cookie: head.cookie,
    })
    expect(await chosen.clone().json()).toMatchObject({ fields: { officer: 'officer-away' } })
    expect(await problemOf(chosen)).toBe('invalid')
    await head.post(`/officers/${officer}/return`, { back: '2026-12-01' })
    await head.patch(`/counters/${counter}`, { officer })
    const done = (await deeds(head)).filter(({ deed }) => deed !== 'signed-in')
    expect(done.slice(0, 4).map(({ deed, of }) => [deed, of])).toEqual([
      ['counter-changed', `${counter} officer`],
      ['officer-returned', `${officer} 2026-12-01`],
      ['counter-changed', `${counter} officer`],
      ['officer-left', `${officer} ${today}`],
    ])
  })

  test('who left in the past frees the counter at once; a day said twice is said once', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const before = (await deeds(head)).length
    for (let i = 0; i < 2; i += 1) await head.post(`/officers/${head.officer}/leave`, { last: '2026-01-31' })
    expect((await view(head)).counters[0]?.officer).toBeNull()
    expect((await deeds(head)).length).toBe(before + 2)
  })

  test('days that are none or out of order, and another unit’s officer, are refused', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const other = await setUpAnother(api, 'le.hoa')
    const own = head.officer
    for (const [path, body, code, fields] of [
      [`/${own}/leave`, { last: '2026-02-30' }, 'invalid', { last: 'not-right' }],
      [`/${own}/leave`, {}, 'invalid', { last: 'not-right' }],
      [`/${own}/return`, { back: '2026-12-01' }, 'invalid', { back: 'not-right' }],
      [`/${other.officer}/leave`, { last: '2026-11-30' }, 'not-found', undefined],
      [`/${other.officer}/return`, { back: '2026-11-30' }, 'not-found', undefined],
    ] as const) {
      const response = await asked(api, head, path, body)
      const said = (await response.clone().json()) as { fields?: object }
      expect(await problemOf(response), path).toBe(code)
      expect(said.fields).toEqual(fields)
    }
    expect((await view(head)).officers[0]?.absences).toEqual([])
  })

  test('an import adds and changes all lines at once, and the same once more changes nothing', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const lines = [
      line('Lê Văn An'.normalize('NFD'), { title: 'Chuyên viên', field: 'Đất đai', initials: 'la' }),
      line('nguyễn thị hoa', { field: 'Hộ tịch' }),
      line('Đỗ Anh Tuấn', { title: '=1+1' }),
    ]
    expect(await head.post('/officers/import', { officers: lines })).toEqual({
      added: 2,
      changed: 1,
      same: 0,
    })
    const after = await view(head)
    expect(after.officers.map(({ id: _, absences: __, pin: ___, pinLink: ____, ...one }) => one)).toEqual([
      { name: 'Đỗ Anh Tuấn', title: '=1+1', field: '', initials: '' },
      { name: 'Lê Văn An', title: 'Chuyên viên', field: 'Đất đai', initials: 'LA' },
      { name: 'nguyễn thị hoa', title: 'Công chức', field: 'Hộ tịch', initials: '' },
    ])
    const [changed, added] = await deeds(head)
    expect([changed, added].map((deed) => [deed?.deed, deed?.of.split(' ').length])).toEqual([
      ['roster-changed', 1],
      ['roster-added', 2],
    ])
    expect(Object.values(added!.names).sort()).toEqual(['Lê Văn An', 'Đỗ Anh Tuấn'])
    expect(await head.post('/officers/import', { officers: lines })).toEqual({
      added: 0,
      changed: 0,
      same: 3,
    })
    expect((await deeds(head)).length).toBe(5)
    expect({ ...(await view(head)), now: 0 }).toEqual({ ...after, now: 0 })
  })

  test('one wrong line and nothing of the import is stored', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const other = await setUpAnother(api, 'le.hoa')
    const before = JSON.stringify(await view(head))
    const good = line('Lê Văn An')
    for (const [lines, fields] of [
      [[good, line('')], { 'officers.1.name': 'too-short' }],
      [[good, line('x'.repeat(81))], { 'officers.1.name': 'too-long' }],
      [[good, line('Lê\tAn')], { 'officers.1.name': 'bad-form' }],
      [[good, line('Lê An', { initials: 'L1' })], { 'officers.1.initials': 'bad-form' }],
      [[good, line('Lê An', { title: 7 })], { 'officers.1.title': 'not-right' }],
      [[good, { name: 'Lê An' }], { 'officers.1.id': 'not-right' }],
      [[good, line('lê văn AN')], { 'officers.1.name': 'taken' }],
      [[good, { ...good, id: other.officer }], { 'officers.1.id': 'no-officer' }],
      [[], { officers: 'too-short' }],
      [Array.from({ length: 2_001 }, (_, i) => line(`Cán bộ ${i}`)), { officers: 'too-long' }],
    ] as const) {
      const response = await asked(api, head, '/import', { officers: lines })
      expect(await response.clone().json(), JSON.stringify(fields)).toMatchObject({ fields })
      expect(await problemOf(response)).toBe('invalid')
    }
    const many = Array.from({ length: 2_000 }, (_, i) => line(`Cán bộ ${i}`))
    expect(await problemOf(await asked(api, head, '/import', { officers: many }))).toBe('too-many')
    const large = Array.from({ length: 10_000 }, (_, i) => line(`Cán bộ ${i}`, { title: 'x'.repeat(200) }))
    expect(await problemOf(await asked(api, head, '/import', { officers: large }))).toBe('too-large')
    expect(JSON.stringify(await view(head))).toBe(before)
    expect((await deeds(head)).map(({ deed }) => deed)).not.toContain('roster-added')
  })

  test('a roster of 1,999 comes in by one request, each named in the log by id', {
    timeout: 60_000,
  }, async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const lines = Array.from({ length: 1_999 }, (_, i) => line(`Cán bộ ${i}`, { field: 'Đất đai' }))
    expect(await head.post('/officers/import', { officers: lines })).toEqual({
      added: 1_999,
      changed: 0,
      same: 0,
    })
    const { officers } = await view(head)
    expect(new Set(officers.map(({ id }) => id)).size).toBe(2_000)
    const said: string[] = []
    for (let before = ''; ; ) {
      const { deeds, next } = DeedList.parse(await head.get(`/deeds?deed=roster-added${before}`))
      said.push(...deeds.flatMap(({ of }) => of.split(' ')))
      if (next === null) break
      before = `&before=${next}`
    }
    expect(said.sort()).toEqual(
      officers
        .map(({ id }) => id)
        .filter((id) => id !== head.officer)
        .sort(),
    )
  })

  test('the roster is downloaded as a table in which no cell is a formula, and that is written down', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const { id } = await head.post<{ id: string }>('/officers', {
      name: '=Lan, "A"',
      title: "'+1",
      field: 'Hộ tịch',
    })
    const { unit, cookie } = head
    const response = await api.ask('GET', `/api/v1/units/${unit}/officers?format=csv`, { cookie })
    expect(response.headers.get('Content-Disposition')).toBe(`attachment; filename="officers-${unit}.csv"`)
    expect(Buffer.from(await response.arrayBuffer()).toString()).toBe(
      '\ufeffMã,Họ và tên,Chức danh,Lĩnh vực,Chữ viết tắt\r\n' +
        `${id},"'=Lan, ""A""",''+1,Hộ tịch,\r\n${head.officer},Nguyễn Thị Hoa,Công chức,,\r\n`,
    )
    expect((await deeds(head))[0]?.deed).toBe('roster-exported')
    for (const query of ['', '?format=json', '?format=csv&x=1'])
      expect(
        await problemOf(await api.ask('GET', `/api/v1/units/${unit}/officers${query}`, { cookie })),
      ).toBe('bad-query')
  })
})
