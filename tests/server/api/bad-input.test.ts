import { expect, test } from 'vitest'
import { FIELD_PROBLEMS } from '#src/protocol/field-problem.ts'
import { PROBLEMS } from '#src/protocol/problem.ts'
import { openApi, problemOf, setUpHead, setupForm } from '#tests/support/api.ts'
import { eachDatabase } from '#tests/support/database.ts'

const LONG = 'x'.repeat(70_000)

eachDatabase((_, open) => {
  test('every bad body is one clear problem, and never 500', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const unit = `/api/v1/units/${head.unit}`
    const session = '/api/v1/session'
    const cases: [string, string, string | object, string][] = [
      ['POST', session, '', 'malformed'],
      ['POST', session, 'not JSON', 'malformed'],
      ['POST', session, '{"user":"a"', 'malformed'],
      ['POST', session, 'null', 'invalid'],
      ['POST', session, '[]', 'invalid'],
      ['POST', session, { user: 'a\u0000b', password: 'x' }, 'invalid'],
      ['PATCH', `${unit}/counters/%00`, { name: 'x' }, 'not-found'],
      ['POST', session, { user: 1, password: {} }, 'invalid'],
      ['POST', session, { user: 'a', password: LONG }, 'too-large'],
      ['POST', session, '['.repeat(60_000), 'malformed'],
      ['POST', session, '{"__proto__":{"user":"a"}}', 'invalid'],
      ['POST', '/api/v1/pair', { code: 1 }, 'invalid'],
      ['POST', '/api/v1/setup', { ...setupForm(''), token: LONG }, 'too-large'],
      ['POST', '/api/v1/setup', { ...setupForm(''), officer: undefined }, 'invalid'],
      ['PATCH', unit, { name: LONG.slice(0, 1000) }, 'invalid'],
      ['PATCH', unit, { name: '\u0000' }, 'invalid'],
      ['PATCH', unit, { name: 'a\ud800' }, 'invalid'],
      ['POST', '/api/v1/log', 'x'.repeat(300_000), 'too-large'],
      ['POST', '/api/v1/log', 'x', 'unsigned'],
    ]
    for (const [method, path, body, code] of cases) {
      const response = await api.ask(method, path, { body, cookie: head.cookie })
      expect(await problemOf(response), `${path} ${JSON.stringify(body).slice(0, 60)}`).toBe(code)
    }
    expect(api.logged.filter((line) => line.includes('failure'))).toEqual([])
  })

  test('bytes that are no text, and a body longer than it says, are refused', async () => {
    const api = await openApi(open)
    const headers = { 'Content-Type': 'application/json' }
    const bad = await api.ask('POST', '/api/v1/session', { raw: Buffer.from([0x7b, 0xff, 0xfe]), headers })
    expect(await problemOf(bad)).toBe('malformed')
    const said = { ...headers, 'Content-Length': '10' }
    const long = await api.ask('POST', '/api/v1/session', { raw: Buffer.alloc(70_000, 0x20), headers: said })
    expect(await problemOf(long)).toBe('too-large')
  })

  test('unknown values in an address are refused, unknown addresses and methods named', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const unit = `/api/v1/units/${head.unit}`
    const cases: [string, string, string][] = [
      ['GET', `${unit}/summary?period=decade`, 'bad-query'],
      ['GET', `${unit}/summary?day=2026-13-01`, 'bad-query'],
      ['GET', `${unit}/summary?day=2026-02-30`, 'bad-query'],
      ['GET', `${unit}/summary?day=1899-01-01`, 'bad-query'],
      ['GET', `${unit}/summary?day=`, 'bad-query'],
      ['GET', `${unit}/summary?periode=day`, 'bad-query'],
      ['GET', `${unit}/summary?period=day&period=week`, 'bad-query'],
      ['GET', `${unit}?x=1`, 'bad-query'],
      ['GET', `${unit}/ratings?limit=0`, 'bad-query'],
      ['GET', `${unit}/ratings?limit=10001`, 'bad-query'],
      ['GET', `${unit}/ratings?limit=1.5`, 'bad-query'],
      ['GET', `${unit}/ratings?format=xml`, 'bad-query'],
      ['GET', `${unit}/ratings?cursor=${'%00'}`, 'bad-query'],
      ['GET', `${unit}/feedback?cursor=a%20b`, 'bad-query'],
      ['GET', '/api/v1/setup?token=x', 'method-not-allowed'],
      ['GET', '/api/v1/nothing', 'not-found'],
      ['GET', '/api', 'not-found'],
      ['GET', `${unit}/nothing`, 'not-found'],
      ['PUT', unit, 'method-not-allowed'],
      ['GET', '/api/v1/log', 'method-not-allowed'],
      ['DELETE', '/healthz', 'method-not-allowed'],
      ['POST', '/', 'method-not-allowed'],
      ['GET', '/api/v1/units/%ff%fe', 'unknown-unit'],
      ['GET', '/api/v1/units/%00', 'unknown-unit'],
    ]
    for (const [method, path, code] of cases) {
      expect(await problemOf(await api.ask(method, path, { cookie: head.cookie })), `${method} ${path}`).toBe(
        code,
      )
    }
  })

  test('a method that is not taken is answered with those that are (RFC 9110, 15.5.6)', async () => {
    const api = await openApi(open)
    const allowed = async (path: string) => (await api.ask('PUT', path)).headers.get('Allow')
    expect(await allowed('/api/v1/session')).toBe('DELETE, GET, HEAD, POST')
    expect(await allowed('/api/v1/log')).toBe('POST')
    expect(await allowed('/api/v1/units/dvhcc2/ratings')).toBe('GET, HEAD')
    expect(await allowed('/')).toBe('GET, HEAD')
  })

  test('every address of a period that there is answers', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    for (const period of ['day', 'week', 'month', 'quarter', 'year']) {
      for (const day of ['2000-01-01', '2024-02-29', '2026-12-31', '2099-12-31']) {
        expect(await head.get(`/summary?period=${period}&day=${day}`)).toMatchObject({
          figures: null,
          missing: 5,
        })
      }
    }
  })

  test('a failure of the program is told from a passing one, with an id in the log alone', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    await api.deps.db.schema.dropTable('tally').execute()
    const response = await api.ask('GET', `/api/v1/units/${head.unit}/summary`, { cookie: head.cookie })
    expect(await problemOf(response)).toBe('internal')
    expect(api.logged.find((line) => line.includes('"failure"'))).toMatch(/"id":"[2-9a-z]{8}"/)
  })

  test('the list of problems is printed, and each has its anchor', async () => {
    const api = await openApi(open)
    const page = await (await api.ask('GET', '/problems')).text()
    for (const [code, { said }] of Object.entries(PROBLEMS)) {
      expect(page).toContain(`id="${code}"`)
      expect(page).toContain(said.vi)
    }
    for (const [code, { vi, en }] of Object.entries(FIELD_PROBLEMS)) {
      expect(page).toContain(`id="field-${code}"`)
      for (const sentence of [vi, en]) expect(page).toContain(sentence)
    }
    expect((await api.ask('GET', '/healthz')).status).toBe(200)
  })
})
