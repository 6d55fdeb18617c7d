import { expect, test } from 'vitest'
import { DAY_MS, instantOf } from '#src/domain/calendar.ts'
import { type Api, type Head, openApi, setUpHead } from '#tests/support/api.ts'
import { pairTablet } from '#tests/support/api-tablet.ts'
import { codeOf, deeds, pull, tokenFor, tokens } from '#tests/support/api-token.ts'
import { eachRole } from '#tests/support/database.ts'

const HOUR = 3_600_000
const WEDNESDAY = instantOf('2026-11-25', 8)

eachRole((_, open) => {
  test('a header that holds no token is refused whatever it is, and a cookie beside it does not help', async () => {
    const { api, head } = await office()
    const path = `/api/v1/units/${head.unit}/summary`
    const { secret } = await tokenFor(head, ['summary'])
    const ask = (Authorization: string) =>
      api.ask('GET', path, { headers: { Authorization }, cookie: head.cookie, from: '192.0.2.7' })
    for (const header of [
      ...['Bearer', 'bearer ', 'Bearer x', `Bearer ${secret} `.replace(' ', '  ').concat('x')],
      ...[
        `Bearer ${secret}x`,
        `Bearer ${secret.slice(1)}`,
        `Bearer "${secret}"`,
        `Bearer ${'x'.repeat(9_000)}`,
      ],
      ...[`Bearer ${secret.toUpperCase()}`, `Bearer hailong_${'A'.repeat(43)}`, 'Bearer a\u00e9'],
    ])
      expect(await codeOf(await ask(header)), header.slice(0, 80)).toBe('token-refused')
    expect((await ask(`bEaReR   ${secret} `)).status).toBe(200)
    expect((await ask('Basic dTpw')).status, 'a proxy’s own password').toBe(200)
    expect(await codeOf(await api.ask('GET', `${path}?token=${secret}`, {}))).toBe('signed-out')
    const foreign = { headers: { Authorization: `Bearer ${secret}`, 'Sec-Fetch-Site': 'cross-site' } }
    expect(await codeOf(await api.ask('GET', path, foreign))).toBe('cross-site')
    expect(api.logged.filter((line) => line.includes('failure'))).toEqual([])
  })

  test('who sends wrong tokens is told to wait, by address; a right one from there never waits', async () => {
    const { api, head } = await office()
    const path = `/api/v1/units/${head.unit}/summary`
    const { secret } = await tokenFor(head, ['summary'])
    const codes = []
    for (let i = 0; i < 25; i += 1)
      codes.push(
        await codeOf(await pull(api, path, `hailong_${String(i).padStart(43, 'x')}`, { from: '192.0.2.7' })),
      )
    expect(codes).toEqual([...Array(20).fill('token-refused'), ...Array(5).fill('slow-down')])
    expect((await pull(api, path, secret, { from: '192.0.2.7' })).status).toBe(200)
    const elsewhere = await pull(api, path, 'hailong_x', { from: '192.0.2.8' })
    expect(await codeOf(elsewhere)).toBe('token-refused')
    expect(JSON.stringify(await api.deps.db.selectFrom('attempt').selectAll().execute())).not.toContain(
      '192.0.2',
    )
    api.clock.now += 6_000
    expect(await codeOf(await pull(api, path, 'hailong_x', { from: '192.0.2.7' }))).toBe('token-refused')
    for (const [method, route] of [
      ['POST', 'rescue'],
      ['GET', 'accounts'],
    ] as const) {
      const headers = { Authorization: 'Bearer hailong_x' }
      const ask = () => api.ask(method, `/api/v1/units/${head.unit}/${route}`, { headers, from: '192.0.2.7' })
      expect(await codeOf(await ask()), route).toBe('slow-down')
    }
  })

  test('that a token is used is written once an hour, and that it opens rows is an entry once a day', async () => {
    const { api, head } = await office()
    const tablet = await pairTablet(api, head)
    tablet.rate(...Array.from({ length: 5 }, () => ({ score: 5 as const })))
    await tablet.sendOk()
    const { id, secret } = await tokenFor(head, ['ratings'])
    const rows = () => pull(api, `/api/v1/units/${head.unit}/ratings?format=csv`, secret)
    const opened = async () => (await deeds(api)).filter((line) => line.includes('rows-'))
    await rows()
    expect(await opened(), 'nothing was released yet').toEqual([])
    await api.passTo(instantOf('2026-11-23', 13) + 42 * 60_000)
    await api.deps.db.updateTable('session').set({ expires_at: Number.MAX_SAFE_INTEGER }).execute()
    for (let i = 0; i < 3; i += 1) expect((await (await rows()).text()).trim().split('\r\n')).toHaveLength(6)
    expect(await opened()).toEqual([`${id} rows-pulled ${id}`])
    expect((await tokens(head))[0]?.used).toBe(instantOf('2026-11-23', 13))
    api.clock.now += DAY_MS + HOUR
    await rows()
    await rows()
    expect(await opened()).toHaveLength(2)
    const before = (await deeds(api)).length
    const both = await tokenFor(head, ['summary'])
    const figures = `/api/v1/units/${head.unit}/summary?format=csv`
    for (let i = 0; i < 3; i += 1) expect((await pull(api, figures, both.secret)).status).toBe(200)
    expect((await deeds(api)).length - before, 'a spreadsheet that pulls figures fills no log').toBe(1)
    const { deeds: said } = await head.get<{ deeds: { by: unknown; deed: string }[] }>('/deeds')
    expect(said.find(({ deed }) => deed === 'rows-pulled')?.by).toEqual({
      id,
      name: (await tokens(head)).find((token) => token.id === id)?.name,
    })
  })

  test('P9: a token reads what its head reads, field by field and cell by cell, and no more', async () => {
    const { api, head } = await office()
    const tablet = await pairTablet(api, head)
    tablet.rate(...Array.from({ length: 7 }, () => ({ score: 4 as const })))
    await tablet.sendOk()
    await api.passTo(WEDNESDAY)
    await api.deps.db.updateTable('session').set({ expires_at: Number.MAX_SAFE_INTEGER }).execute()
    const { secret } = await tokenFor(head, ['summary', 'ratings'])
    for (const path of [
      ...['/summary', '/summary?format=csv', '/summary?period=year&day=2026-01-01'],
      ...['/ratings', '/ratings?format=csv', '/ratings?format=ndjson&limit=3'],
    ]) {
      const address = `/api/v1/units/${head.unit}${path}`
      const [own, pulled] = [
        await api.ask('GET', address, { cookie: head.cookie }),
        await pull(api, address, secret),
      ]
      expect(await pulled.text(), path).toBe(await own.text())
      expect(pulled.headers.get('Content-Type')).toBe(own.headers.get('Content-Type'))
      expect(pulled.headers.get('Cache-Control')).toBe('no-store')
    }
  })

  async function office(): Promise<{ api: Api; head: Head }> {
    const api = await openApi(open)
    return { api, head: await setUpHead(api) }
  }
})
