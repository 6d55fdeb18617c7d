import { expect, test } from 'vitest'
import { ORIGIN, openApi, problemOf, setUpHead, setupForm } from '#tests/support/api.ts'
import { ofUnit, UNIT_ROUTES } from '#tests/support/api-routes.ts'
import { pairTablet } from '#tests/support/api-tablet.ts'
import { eachDatabase } from '#tests/support/database.ts'

/** What the requests of another site's page look like. */
const FOREIGN: Record<string, string>[] = [
  { 'Sec-Fetch-Site': 'cross-site' },
  { 'Sec-Fetch-Site': 'same-site' },
  { 'Sec-Fetch-Site': 'cross-site', Origin: ORIGIN },
  { Origin: 'https://evil.example' },
  { Origin: 'null' },
  { Origin: `${ORIGIN}.evil.example` },
  { Origin: 'http://localhost:3001' },
]

eachDatabase((_, open) => {
  test('no other site changes or reads anything, on any route', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const { device } = await pairTablet(api, head)
    const others = [
      { method: 'POST', path: '/api/v1/session', body: { user: 'a', password: 'b' } },
      { method: 'GET', path: '/api/v1/session' },
      { method: 'DELETE', path: '/api/v1/session' },
      { method: 'POST', path: '/api/v1/setup', body: setupForm('') },
      { method: 'POST', path: '/api/v1/setup/link', body: { token: '' } },
      { method: 'POST', path: '/api/v1/pair', body: { code: '22222222', key: 'A' } },
    ]
    const units = UNIT_ROUTES.map((route) => ofUnit(route, { ...head, device })).map((route) => ({
      ...route,
      path: `/api/v1/units/${head.unit}${route.path}`,
    }))
    for (const { method, path, body } of [...units, ...others]) {
      for (const headers of FOREIGN) {
        const bare = headers['Sec-Fetch-Site'] ? headers : { ...headers, 'Sec-Fetch-Site': '' }
        const response = await api.ask(method, path, { body, cookie: head.cookie, headers: bare })
        expect(await problemOf(response), `${method} ${path} ${JSON.stringify(headers)}`).toBe('cross-site')
      }
    }
    expect(await head.get('')).toMatchObject({ unit: { id: head.unit } })
  })

  test('an old browser is known by its Origin; what changes something needs one of the two', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const body = { name: 'Xã Hòa Bình' }
    const patch = (headers: Record<string, string>) =>
      api.ask('PATCH', `/api/v1/units/${head.unit}`, {
        body,
        cookie: head.cookie,
        headers: { 'Sec-Fetch-Site': '', ...headers },
      })
    expect((await patch({ Origin: ORIGIN })).status).toBe(200)
    expect((await patch({ 'Sec-Fetch-Site': 'none' })).status).toBe(200)
    expect(await problemOf(await patch({}))).toBe('cross-site')
  })

  test('a form that another page can send is refused for its content type', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'text/json',
    ]) {
      const response = await api.ask('PATCH', `/api/v1/units/${head.unit}`, {
        body: { name: 'x' },
        cookie: head.cookie,
        headers: { 'Content-Type': type },
      })
      expect(await problemOf(response), type).toBe('malformed')
    }
  })
})
