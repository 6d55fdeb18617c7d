import { expect, test } from 'vitest'
import { instantOf } from '#src/domain/calendar.ts'
import { certificateEnd } from '#src/kiosk/staff/certificate-end.ts'
import { Config } from '#src/protocol/config.ts'
import { UnitView } from '#src/protocol/session.ts'
import { insertRows } from '#src/server/db/insert.ts'
import { transact } from '#src/server/transact.ts'
import { type Head, openApi, problemOf, setUpHead } from '#tests/support/api.ts'
import { pairTablet } from '#tests/support/api-tablet.ts'
import { eachRole } from '#tests/support/database.ts'

const view = async (head: Head) => UnitView.parse(await head.get(''))

eachRole((_, open) => {
  test('a head adds and changes counters and officers, and tablets get a new config', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const tablet = await pairTablet(api, head)
    const officer = await head.post<{ id: string }>('/officers', { name: 'Lê Thị Ánh', title: '' })
    const counter = await head.post<{ id: string }>('/counters', {
      label: '10',
      name: 'Đất đai',
      officer: officer.id,
    })
    await head.post('/counters', { label: '2', name: '', officer: null })
    await head.patch(`/counters/${head.counter}`, { closed: true, name: 'Tư pháp' })
    await head.patch(`/officers/${officer.id}`, { title: 'Viên chức' })
    const { counters, officers } = await view(head)
    expect(counters.map(({ label }) => label)).toEqual(['1', '2', '10'])
    expect(counters[0]).toMatchObject({
      name: 'Tư pháp',
      label: '1',
      officer: head.officer,
      closedSince: api.clock.now,
      hall: false,
    })
    expect(counters[2]).toEqual({
      id: counter.id,
      label: '10',
      name: 'Đất đai',
      officer: officer.id,
      closedSince: null,
      hall: false,
    })
    expect(officers).toContainEqual({
      ...{ id: officer.id, name: 'Lê Thị Ánh', title: 'Viên chức' },
      ...{ field: '', initials: '', absences: [], pin: 'none', pinLink: null },
    })

    const { config } = (await (await tablet.send()).json()) as { config: { line: string } }
    expect(JSON.parse(config.line)).toMatchObject({
      counter: { name: 'Tư pháp' },
      closedSince: api.clock.now,
      elsewhere: '2',
    })
    await head.patch(`/counters/${head.counter}`, { closed: false })
    expect((await view(head)).counters[0]?.closedSince).toBeNull()
  })

  test('a unit has at most 300 counters and 2,000 officers: who adds more is refused, and nothing is added', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const { unit, cookie } = head
    const ids = (n: number) =>
      Array.from({ length: n }, (_, i) => `${2222 + i}xx`.replace(/[01]/g, (d) => 'ab'[Number(d)]!))
    const counters = ids(299).map((id) => ({
      id,
      unit,
      label: id,
      name: '',
      officer: null,
      closed_since: null,
      hall: 0,
    }))
    const officers = ids(1_999).map((id) => ({
      ...{ id, unit, name: id, title: '' },
      ...{ field: '', initials: '', absences: '[]' },
    }))
    await transact(api.deps, async (trx) => {
      await insertRows({ trx, dialect: api.deps.dialect }, 'counter', counters)
      await insertRows({ trx, dialect: api.deps.dialect }, 'officer', officers)
    })
    for (const [path, body] of [
      ['/counters', { label: 'Quầy 9', name: '', officer: null }],
      ['/officers', { name: 'Lê Văn An', title: '' }],
    ] as const) {
      const refused = await api.ask('POST', `/api/v1/units/${unit}${path}`, { body, cookie })
      expect(await problemOf(refused)).toBe('too-many')
    }
    const after = await view(head)
    expect([after.counters.length, after.officers.length]).toEqual([300, 2_000])
  })

  test('P12 two nights without a backup are said to the head and to whoever watches the server', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const health = async () => (await api.ask('GET', '/healthz')).json()
    expect((await view(head)).server).toMatchObject({ backup: 'off', lastBackup: null })
    let last: number | undefined
    api.deps.lastBackup = async () => last
    expect((await view(head)).server).toMatchObject({ backup: 'fine', lastBackup: null })
    await api.deps.db
      .updateTable('account')
      .set({ created_at: api.clock.now - 49 * 3_600_000 })
      .execute()
    expect((await view(head)).server.backup).toBe('overdue')
    expect(await health()).toMatchObject({ backup: 'overdue' })
    last = api.clock.now - 3_600_000
    expect((await view(head)).server).toMatchObject({ backup: 'fine', lastBackup: last })
    expect(await health()).toMatchObject({ backup: 'fine' })
  })

  test('a certificate that ends within thirty days is said to the head, to whoever watches the server, and to staff at a tablet', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const said = async () => [
      (await view(head)).server.certificateEnds,
      (await (await api.ask('GET', '/healthz')).json()).certificateEnds,
      await certificateEnd((path) => api.ask('GET', path)),
    ]
    expect(await said()).toEqual([null, null, null])
    const day = 86_400_000
    for (const [days, isSaid] of [
      [31, false],
      [29, true],
      [-1, true],
    ] as const) {
      const ends = api.clock.now + days * day
      api.deps.certificate = { ends }
      expect(await said()).toEqual(isSaid ? [ends, ends, ends] : [null, null, null])
    }
  })

  test('name, place, hours and how to meet the head change one by one', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const hours = [
      ...Array.from({ length: 5 }, () => [
        [450, 690],
        [810, 1020],
      ]),
      [],
      [],
    ]
    await head.patch('', { hours })
    await head.patch('', { meet: { room: 'Phòng 2', phone: '' } })
    await head.patch('', { name: ' Xã Hòa Bình ' })
    expect((await view(head)).unit).toEqual({
      id: head.unit,
      name: 'Xã Hòa Bình',
      place: 'Hòa Bình',
      hours,
      days: { off: [], work: [] },
      meet: { room: 'Phòng 2', phone: '' },
      word: '',
      patience: 1,
      deadlines: { acknowledge: 1, conclude: 5 },
      urgent: [],
      above: null,
    })
    await head.patch('', { hours: null })
    expect((await view(head)).unit).toMatchObject({ hours: null, meet: { room: 'Phòng 2' } })
    await head.patch('', { meet: { room: ' ', phone: '' } })
    expect((await view(head)).unit.meet).toBeNull()
  })

  test('tablets are told the days off of this year and the next where there are hours, and the next ones when the year is over', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const tablet = await pairTablet(api, head)
    const told = async () => {
      tablet.rate({ score: 4 })
      const { config } = (await (await tablet.send()).json()) as { config: { line: string } }
      return Config.parse(JSON.parse(config.line)).daysOff
    }
    expect(await told(), 'always open').toBeUndefined()
    const day: [number, number][] = [[450, 1020]]
    await head.patch('', { hours: [day, day, day, day, day, [], []] })
    const first = await told()
    expect([first?.[0], first?.at(-1)]).toEqual(['2026-01-01', '2027-11-24'])
    await head.patch('', { days: { off: ['2026-12-24'], work: ['2026-11-24'] } })
    expect((await told())?.filter((one) => one > '2026-11-01' && one < '2027')).toEqual(['2026-12-24'])
    await api.passTo(instantOf('2027-01-02', 9))
    const next = await told()
    expect([next?.[0], next?.at(-1)]).toEqual(['2027-01-01', '2028-11-24'])
  })

  test('tablets are told the unit’s own word for an officer and how long its citizens may take; nothing where both are as usual', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const tablet = await pairTablet(api, head)
    const told = async () => {
      tablet.rate({ score: 4 })
      const { config } = (await (await tablet.send()).json()) as { config: { line: string } }
      const { word, patience } = Config.parse(JSON.parse(config.line))
      return { word, patience }
    }
    expect(await told()).toEqual({})
    await head.patch('', { word: '  Công CHỨC ', patience: 3 })
    expect((await view(head)).unit).toMatchObject({ word: 'công chức', patience: 3 })
    expect(await told()).toEqual({ word: 'công chức', patience: 3 })
    await head.patch('', { word: '' })
    expect(await told()).toEqual({ patience: 3 })
    await head.patch('', { patience: 1 })
    expect(await told()).toEqual({})
  })

  test('what is not right is refused and named', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const ask = (method: string, path: string, body: object) =>
      api.ask(method, `/api/v1/units/${head.unit}${path}`, { body, cookie: head.cookie })
    const week = (span: number[]) => ({ hours: [[span], [], [], [], [], [], []] })
    const cases: [string, string, object, string, object?][] = [
      ['PATCH', '', { word: 'x'.repeat(25) }, 'invalid', { word: 'too-long' }],
      ['PATCH', '', { word: '=cán bộ' }, 'invalid', { word: 'bad-form' }],
      ['PATCH', '', { word: 'công  chức' }, 'invalid', { word: 'bad-form' }],
      ['PATCH', '', { word: 'a\u202eb' }, 'invalid', { word: 'bad-form' }],
      ['PATCH', '', { word: null }, 'invalid', { word: 'not-right' }],
      ['PATCH', '', { patience: 0 }, 'invalid', { patience: 'not-right' }],
      ['PATCH', '', { patience: 1.5 }, 'invalid', { patience: 'not-right' }],
      ['PATCH', '', { patience: '2' }, 'invalid', { patience: 'not-right' }],
      [
        ...(['PATCH', '', { deadlines: { acknowledge: 0, conclude: 31 } }, 'invalid'] as const),
        { 'deadlines.acknowledge': 'out-of-range', 'deadlines.conclude': 'out-of-range' },
      ],
      [
        ...(['PATCH', '', { deadlines: { acknowledge: 3, conclude: 2 } }, 'invalid'] as const),
        { 'deadlines.conclude': 'too-few' },
      ],
      [
        ...(['PATCH', '', { deadlines: { acknowledge: 1.5, conclude: '2' } }, 'invalid'] as const),
        { 'deadlines.acknowledge': 'not-right', 'deadlines.conclude': 'not-right' },
      ],
      ['POST', '/counters', { label: '', name: '', officer: null }, 'invalid', { label: 'too-short' }],
      [
        'POST',
        '/counters',
        { label: 'x'.repeat(21), name: '', officer: null },
        'invalid',
        { label: 'too-long' },
      ],
      [
        'POST',
        '/counters',
        { label: '3', name: '', officer: 'zzzzzz' },
        'invalid',
        { officer: 'no-officer' },
      ],
      ['POST', '/counters', { label: '1', name: '', officer: null }, 'taken', { label: 'taken' }],
      ['POST', '/counters', [], 'invalid'],
      ['PATCH', '/counters/zzzzzz', { name: 'x' }, 'not-found'],
      ['PATCH', `/counters/${head.counter}`, { closed: 'yes' }, 'invalid'],
      ['PATCH', '/officers/zzzzzz', { name: 'x' }, 'not-found'],
      ['PATCH', '', week([600, 500]), 'invalid'],
      ['PATCH', '', week([0, 1441]), 'invalid'],
      ['PATCH', '', { hours: [] }, 'invalid'],
      ['PATCH', '', { days: { off: ['2026-02-30'], work: [] } }, 'invalid'],
      ['PATCH', '', { days: { off: ['24/12/2026'], work: [] } }, 'invalid'],
      ['PATCH', '', { days: { off: ['2026-12-24'] } }, 'invalid'],
      ['PATCH', '', { days: { off: Array.from({ length: 41 }, () => '2026-12-24'), work: [] } }, 'invalid'],
      ['POST', '/pairing-codes', { counter: 'zzzzzz' }, 'invalid', { counter: 'no-counter' }],
    ]
    const before = JSON.stringify(await view(head))
    for (const [method, path, body, code, fields] of cases) {
      const response = await ask(method, path, body)
      const said = response.clone()
      expect(await problemOf(response), `${path} ${JSON.stringify(body)}`).toBe(code)
      if (fields) expect(await said.json()).toMatchObject({ fields })
    }
    expect(JSON.stringify(await view(head))).toBe(before)
  })

  test('tablets that send while a head works: nobody waits for ever, nothing is lost', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const tablets = []
    for (let i = 0; i < 4; i += 1) tablets.push(await pairTablet(api, head, { practice: true }))
    const send = tablets.map(async (tablet) => {
      for (let i = 0; i < 10; i += 1) {
        tablet.rate({ score: 5 })
        await tablet.sendOk()
      }
    })
    const work = tablets.map(async ({ device }, i) => {
      await head.post(`/devices/${device}/begin`)
      await head.patch(`/counters/${head.counter}`, { closed: i % 2 === 0 })
      await head.post('/officers', { name: `Cán bộ ${i}`, title: '' })
      await head.get('/summary')
      await pairTablet(api, head)
    })
    await Promise.all([...send, ...work])
    expect(await head.get('/summary')).toMatchObject({ today: 40, figures: { n: 40 } })
    expect((await view(head)).devices).toHaveLength(8)
  })

  test('everything that a head does is an entry of the unit’s log, without names or secrets', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const officer = await head.post<{ id: string }>('/officers', { name: 'Lê Thị Ánh', title: '' })
    await head.patch(`/officers/${officer.id}`, { name: 'Lê Thị Ánh Tuyết' })
    await head.post('/counters', { label: '2', name: 'Đất đai', officer: null })
    await head.patch(`/counters/${head.counter}`, { closed: true })
    await head.patch('', { name: 'Xã mới' })
    await pairTablet(api, head)
    const entries = await api.deps.db
      .selectFrom('entry')
      .select('line')
      .where('log', '=', `${head.unit}.1`)
      .orderBy('n')
      .execute()
    const lines = entries.map(({ line }) => Buffer.from(line).toString())
    expect(lines.flatMap((line) => JSON.parse(line).body.deed ?? [])).toEqual([
      'set-up',
      'officer-added',
      'counter-added',
      'officer-added',
      'officer-changed',
      'counter-added',
      'counter-changed',
      'unit-changed',
      'code-offered',
      'device-paired',
      'device-key',
      'device-begun',
    ])
    // A key is as many letters by chance, and may hold any word.
    const said = lines.join('\n').replaceAll(/[\w-]{40,}/g, '')
    for (const word of ['Ánh', 'Đất', 'Xã', 'tran.nam', 'Nam']) expect(said).not.toContain(word)
  })
})
