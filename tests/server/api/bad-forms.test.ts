import { expect, test } from 'vitest'
import { ownTables } from '#src/server/backup/tables.ts'
import { type Api, openApi, problemOf, setUpAnother, setUpHead } from '#tests/support/api.ts'
import { signedInAs } from '#tests/support/api-people.ts'
import { OTHER_ROUTES, ofUnit, UNIT_ROUTES } from '#tests/support/api-routes.ts'
import { pairTablet } from '#tests/support/api-tablet.ts'
import { spoiled } from '#tests/support/bad-forms.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { EVERY_FORM } from '#tests/support/every-form.ts'

/** What no person types: a tablet says it by itself. */
const TOLD_BY_TABLETS = ['/api/v1/pair/again', '/api/v1/pair/known']

const NAMED = { name: 'Xã Hòa Bình', place: '', nationalId: 'H55.12.3' }

test('the list of forms is every one that a route takes', () => {
  const paths = [...UNIT_ROUTES, ...OTHER_ROUTES]
    .filter(({ body }) => body && Object.keys(body).length > 0)
    .map(({ path }) => path.replace(':duty', 'zzzzzzzz'))
    .filter((path) => !TOLD_BY_TABLETS.includes(path))
  expect(new Set(EVERY_FORM.map(({ path }) => path))).toEqual(new Set(paths))
})

eachDatabase((_, open) => {
  test('each field of each form, missing, too long, of a wrong type or not to be printed: it is named, and nothing is stored', {
    timeout: 300_000,
  }, async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const { device } = await pairTablet(api, head)
    const superior = await signedInAs(api, head, 'superior')
    const below = (await (
      await api.ask('POST', `/api/v1/units/${head.unit}/below`, {
        body: { name: 'Dưới', place: '', nationalId: '', head: { name: 'Em', user: 'em.duoi' } },
        cookie: superior,
      })
    ).json()) as { id: string }
    const before = await stored(api)
    let tried = 0
    const wrong: string[] = []
    for (const form of EVERY_FORM) {
      const {
        method = 'POST',
        path,
        body,
      } = ofUnit({ method: form.method ?? 'POST', ...form }, { ...head, device })
      const isTree = ['/below', '/heads', '/name', '/close', '/place'].includes(path)
      const unit = isTree && path !== '/below' ? below.id : head.unit
      const address = path.startsWith('/api') ? path : `/api/v1/units/${unit}${path}`
      for (const { path: field, how, body: bad } of spoiled({ body: body!, fields: form.fields })) {
        tried += 1
        const response = await api.ask(method, address, {
          body: bad,
          cookie: isTree ? superior : head.cookie,
        })
        const { fields = {} } = (await response.clone().json()) as { fields?: Record<string, string> }
        const said = Object.keys(fields).some((one) => one === field || one.startsWith(`${field}.`))
        if (response.status === 422 ? said : response.status === 413 && how === '10,000 times') continue
        wrong.push(`${method} ${path}: ${field}, ${how}: ${response.status} ${JSON.stringify(fields)}`)
      }
    }
    expect(wrong).toEqual([])
    expect(tried).toBeGreaterThan(900)
    expect(await stored(api)).toEqual(before)
    expect(api.logged.filter((line) => line.includes('failure'))).toEqual([])
  })

  test('what is there already, another unit’s id and 10,000 lines: the field is named, and nothing is stored', {
    timeout: 120_000,
  }, async () => {
    const api = await openApi(open)
    const top = await setUpHead(api)
    const head = await setUpAnother(api, 'le.hai', top.unit)
    const other = await setUpAnother(api, 'le.ba', top.unit)
    const { device } = await pairTablet(api, head)
    const theirs = (await pairTablet(api, other)).device
    const superior = await signedInAs(api, top, 'superior')
    await head.post('/counters', { label: 'Hộ tịch', name: '', officer: null })
    await head.post('/tokens', { name: 'Bảng tính', reads: ['summary'], last: '2026-12-31' })
    await head.post('/accounts', { role: 'officer', name: 'Hoa', user: 'hoa.hoa', officer: head.officer })
    const asked = (path: string, body: object, method = 'POST') =>
      api.ask(method, `/api/v1/units/${head.unit}${path}`, {
        ...{ body, cookie: /^.(name|close)$/.test(path) ? superior : head.cookie },
      })
    expect((await asked('/name', { ...NAMED, from: '2026-11-23' })).status).toBe(200)
    const lines = (n: number, more = {}) =>
      Array.from({ length: n }, (_, i) => ({ id: null, name: `Lê Văn ${i}`, ...more }))
    const account = { role: 'officer', name: 'A', user: 'a.b.c' }
    const cases: [string, object, Record<string, string>, 'PATCH'?][] = [
      ['/counters', { label: 'Hộ tịch'.normalize('NFD'), name: '', officer: null }, { label: 'taken' }],
      ['/counters', { label: '7', name: '', officer: other.officer }, { officer: 'no-officer' }],
      [`/counters/${head.counter}`, { label: ' Hộ tịch ' }, { label: 'taken' }, 'PATCH'],
      [`/counters/${head.counter}`, { officer: other.officer }, { officer: 'no-officer' }, 'PATCH'],
      ['', { urgent: [other.account] }, { urgent: 'no-account' }, 'PATCH'],
      ['/accounts', { ...account, user: 'LE.BA ', officer: head.officer }, { user: 'taken' }],
      ['/accounts', { ...account, officer: other.officer }, { officer: 'no-officer' }],
      ['/accounts', { ...account, officer: head.officer }, { officer: 'officer-taken' }],
      [`/accounts/${head.account}`, { officer: other.officer }, { officer: 'no-officer' }, 'PATCH'],
      ['/tokens', { name: 'BẢNG tính', reads: ['summary'], last: '2026-12-30' }, { name: 'taken' }],
      [
        '/tokens',
        { name: 'Mới', reads: ['summary', 'summary', 'summary'], last: '2026-12-30' },
        { reads: 'too-long' },
      ],
      ['/pairing-codes', { counter: other.counter }, { counter: 'no-counter' }],
      ['/pairing-codes', { counter: head.counter, replaces: theirs }, { replaces: 'no-device' }],
      [`/devices/${device}/move`, { counter: other.counter }, { counter: 'no-counter' }],
      ['/close', { last: '2026-12-31', into: [head.unit] }, { into: 'no-unit' }],
      ['/close', { last: '2026-12-31', into: [top.unit] }, { into: 'no-unit' }],
      ['/officers/import', { officers: lines(10_000) }, { officers: 'too-long' }],
      ['/officers/import', { officers: [...lines(3), ...lines(1)] }, { 'officers.3.name': 'taken' }],
      [
        '/officers/import',
        { officers: [{ id: other.officer, name: 'Lan' }] },
        { 'officers.0.id': 'no-officer' },
      ],
      [
        '/officers/import',
        { officers: [...lines(2), { id: null, name: 'Lan\u202e' }] },
        { 'officers.2.name': 'unseen' },
      ],
    ]
    const before = await stored(api)
    for (const [path, body, fields, method] of cases) {
      const response = await asked(path, body, method)
      expect
        .soft(await response.clone().json(), `${path} ${JSON.stringify(body).slice(0, 99)}`)
        .toMatchObject({ fields })
      expect(['invalid', 'taken']).toContain(await problemOf(response))
    }
    for (const path of [
      ...[`/counters/${other.counter}`, `/officers/${other.officer}`, `/accounts/${other.account}`],
    ])
      expect(await problemOf(await asked(path, { name: 'Tên khác' }, 'PATCH')), path).toBe('not-found')
    const named = { ...NAMED, head: { name: 'A', user: 'a.b.c' } }
    const founded = await api.ask('POST', `/api/v1/units/${top.unit}/below`, {
      body: named,
      cookie: superior,
    })
    expect(await founded.json()).toMatchObject({ code: 'taken', fields: { nationalId: 'id-taken' } })
    expect(await stored(api)).toEqual(before)
  })
})

/** Every row of every table, as text. */
async function stored({ deps }: Api): Promise<string[]> {
  const found: string[] = []
  for (const { name } of await ownTables(deps.db, deps.dialect)) {
    const rows = await deps.db
      .selectFrom(name as 'unit')
      .selectAll()
      .execute()
    found.push(...rows.map((row) => `${name} ${JSON.stringify(row)}`))
  }
  return found.sort()
}
