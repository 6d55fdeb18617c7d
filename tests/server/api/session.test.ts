import { expect, test } from 'vitest'
import { WhoReads } from '#src/protocol/session.ts'
import { createApp } from '#src/server/app.ts'
import { type Api, cookieOf, openApi, PASSWORD, problemOf, setUpHead } from '#tests/support/api.ts'
import { eachRole } from '#tests/support/database.ts'

const OUT = { signedIn: false }

const whoReads = async (api: Api, cookie: string) => {
  const response = await api.ask('GET', '/api/v1/session', { cookie })
  expect(response.status).toBe(200)
  return WhoReads.parse(await response.json())
}

const signIn = (api: Api, password: string, user = 'tran.nam') =>
  api.ask('POST', '/api/v1/session', { body: { user, password } })

eachRole((_, open) => {
  test('a head signs in, is known for twelve hours, and signs out', async () => {
    const api = await openApi(open)
    const { unit } = await setUpHead(api)
    const cookie = cookieOf(await signIn(api, PASSWORD, ' Tran.Nam '))
    const session = {
      account: { user: 'tran.nam', role: 'head' },
      unit: { id: unit, name: 'UBND xã Hòa Bình' },
    }
    expect(await whoReads(api, cookie)).toMatchObject({ signedIn: true, session })
    api.clock.now += 12 * 3_600_000 - 1
    expect(await whoReads(api, cookie)).toMatchObject({ signedIn: true })
    api.clock.now += 1
    expect(await whoReads(api, cookie)).toEqual(OUT)

    const again = cookieOf(await signIn(api, PASSWORD))
    const out = await api.ask('DELETE', '/api/v1/session', { cookie: again })
    expect(out.headers.getSetCookie()[0]).toMatch(/^__Host-session=; .*Max-Age=0/)
    expect(await whoReads(api, again)).toEqual(OUT)
  })

  test('who is signed out, or holds no cookie of ours, is told so without an error', async () => {
    const api = await openApi(open)
    await setUpHead(api)
    for (const cookie of ['', '__Host-session=guess', '__Host-session=%', 'a=b; c'])
      expect(await whoReads(api, cookie)).toEqual(OUT)
    const odd = await api.ask('GET', '/api/v1/session?x=1')
    expect(await problemOf(odd)).toBe('bad-query')
  })

  test('the cookie is unread by scripts, unsent by other sites, and stored only as a hash', async () => {
    const api = await openApi(open)
    await setUpHead(api)
    const response = await signIn(api, PASSWORD)
    const [cookie = ''] = response.headers.getSetCookie()
    const [pair, ...attributes] = cookie.split('; ')
    expect(pair).toMatch(/^__Host-session=[\w-]{43}$/)
    expect(new Set(attributes)).toEqual(
      new Set(['Path=/', 'Max-Age=43200', 'Secure', 'HttpOnly', 'SameSite=Strict']),
    )
    const stored = JSON.stringify(await api.deps.db.selectFrom('session').selectAll().execute())
    expect(stored).not.toContain(pair?.split('=')[1])
    expect(response.headers.get('Cache-Control')).toBe('no-store')
  })

  test('a password is the same however the keyboard composes its letters', async () => {
    const api = await openApi(open)
    await setUpHead(api)
    expect((await signIn(api, PASSWORD.normalize('NFD'))).status).toBe(200)
  })

  test.each(['tran.nam', 'nobody'])(
    'wrong passwords for %s are refused alike, and slow down',
    async (user) => {
      const api = await openApi(open)
      await setUpHead(api)
      for (let i = 0; i < 5; i += 1) {
        expect(await problemOf(await signIn(api, 'wrong', user))).toBe('sign-in-failed')
      }
      const slowed = await signIn(api, PASSWORD, user)
      expect(slowed.headers.get('Retry-After')).toBe('30')
      expect(await problemOf(slowed)).toBe('slow-down')

      const restarted = createApp(api.deps)
      const body = JSON.stringify({ user, password: 'wrong' })
      const headers = { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' }
      const post = () => restarted.request('/api/v1/session', { method: 'POST', body, headers })
      expect(await problemOf(await post())).toBe('slow-down')
      api.clock.now += 30_000
      expect(await problemOf(await post())).toBe('sign-in-failed')
      expect((await post()).headers.get('Retry-After')).toBe('60')
    },
  )

  test('a success forgives, and others are not slowed', async () => {
    const api = await openApi(open)
    await setUpHead(api)
    for (let i = 0; i < 6; i += 1) await signIn(api, 'wrong', 'nobody')
    for (let i = 0; i < 4; i += 1) await signIn(api, 'wrong')
    expect((await signIn(api, PASSWORD)).status).toBe(200)
    for (let i = 0; i < 5; i += 1) expect((await signIn(api, 'wrong')).status).toBe(401)
  })

  test('of twenty guesses at once five are answered', async () => {
    const api = await openApi(open)
    await setUpHead(api)
    const answers = await Promise.all(Array.from({ length: 20 }, (__, i) => signIn(api, `guess ${i}`)))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15)
  })

  test('a clock that is set back locks nobody out for longer than the wait', async () => {
    const api = await openApi(open)
    await setUpHead(api)
    for (let i = 0; i < 5; i += 1) await signIn(api, 'wrong')
    api.clock.now -= 10 * 365 * 86_400_000
    const slowed = await signIn(api, PASSWORD)
    expect(Number(slowed.headers.get('Retry-After'))).toBeLessThanOrEqual(30)
  })

  test('nothing personal is in the log of events', async () => {
    const api = await openApi(open)
    await setUpHead(api)
    await signIn(api, 'wrong', 'tran.nam')
    await api.ask('GET', '/api/v1/units/zzzzzz/ratings?cursor=secret', {
      headers: { 'User-Agent': 'Pixel 9' },
    })
    const all = api.logged.join('\n')
    for (const word of ['tran.nam', 'Trần', 'Nguyễn', 'wrong', 'Pixel', 'secret'])
      expect(all).not.toContain(word)
    expect(all).toContain('"route":"/api/v1/units/:unit/ratings","status":401')
  })
})
