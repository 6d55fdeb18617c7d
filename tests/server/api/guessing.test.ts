import { expect, test } from 'vitest'
import { countTry } from '#src/server/attempts.ts'
import { pairingLimits, signInLimits } from '#src/server/guessing.ts'
import { type Api, openApi, PASSWORD, problemOf, setUpAnother, setUpHead } from '#tests/support/api.ts'
import { GENERATOR as KEY } from '#tests/support/api-routes.ts'
import { eachDatabase } from '#tests/support/database.ts'

const signIn = (api: Api, user: string, password: string, more: { from?: string; cookie?: string } = {}) =>
  api.ask('POST', '/api/v1/session', { body: { user, password }, ...more })

/** So many failures, each with a name of its own, without the work of checking passwords. */
async function spray(api: Api, times: number, addressOf: (i: number) => string): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    const nobody = { user: `name${i}`, password: undefined }
    const limits = signInLimits(api.deps, nobody, { address: addressOf(i), browser: undefined })
    expect(await countTry(api.deps, limits)).toBeUndefined()
  }
}

const everywhere = (i: number) => `198.51.${i >> 8}.${i & 255}`
const browserCookie = (response: Response) =>
  response.headers
    .getSetCookie()
    .find((cookie) => cookie.startsWith('__Host-browser='))
    ?.split(';')[0] ?? ''

eachDatabase((_, open) => {
  test('one address that tries a password on every name is slowed, and no other address', async () => {
    const api = await openApi(open)
    await setUpHead(api)
    await spray(api, 50, () => '203.0.113.7')
    const slowed = await signIn(api, 'tran.nam', PASSWORD, { from: '203.0.113.7' })
    expect(slowed.headers.get('Retry-After')).toBe('12')
    expect(await problemOf(slowed)).toBe('slow-down')
    expect((await signIn(api, 'tran.nam', PASSWORD, { from: '203.0.113.8' })).status).toBe(200)
    api.clock.now += 12_000
    expect((await signIn(api, 'tran.nam', PASSWORD, { from: '203.0.113.7' })).status).toBe(200)
  })

  test('a password tried on every name from everywhere is slowed to one in six seconds', async () => {
    const api = await openApi(open)
    await setUpHead(api)
    await spray(api, 300, everywhere)
    const slowed = await signIn(api, 'nobody', 'wrong', { from: '192.0.2.1' })
    expect(slowed.headers.get('Retry-After')).toBe('6')
    expect(await problemOf(slowed)).toBe('slow-down')
    expect(
      await api.deps.db.selectFrom('attempt').selectAll().where('key', 'like', 'sign-in:%').execute(),
      'what is refused makes no row',
    ).toHaveLength(300)
    api.clock.now += 6_000
    expect(await problemOf(await signIn(api, 'nobody', 'wrong', { from: '192.0.2.1' }))).toBe(
      'sign-in-failed',
    )
    expect(await problemOf(await signIn(api, 'nobody', 'wrong', { from: '192.0.2.2' }))).toBe('slow-down')
  })

  test('no flood and no guesser shuts a head out of a browser in which they have signed in', async () => {
    const api = await openApi(open)
    await setUpHead(api)
    const cookie = browserCookie(await signIn(api, 'tran.nam', PASSWORD))
    for (let i = 0; i < 5; i += 1) await signIn(api, 'tran.nam', 'wrong', { from: everywhere(i) })
    await spray(api, 295, everywhere)
    expect(await problemOf(await signIn(api, 'tran.nam', PASSWORD))).toBe('slow-down')
    expect((await signIn(api, 'tran.nam', PASSWORD, { cookie })).status).toBe(200)
  })

  test('the mark of a known browser is good for its own account, cannot be made up, and is no free guess', async () => {
    const api = await openApi(open)
    await setUpHead(api)
    await setUpAnother(api, 'le.hoa')
    const cookie = browserCookie(await signIn(api, 'le.hoa', PASSWORD))
    for (let i = 0; i < 5; i += 1) await signIn(api, 'tran.nam', 'wrong')
    for (const other of [cookie, `${cookie}A`, '__Host-browser=', '__Host-browser=a.b', '__Host-browser=.'])
      expect(await problemOf(await signIn(api, 'tran.nam', PASSWORD, { cookie: other }))).toBe('slow-down')
    for (let i = 0; i < 5; i += 1) await signIn(api, 'le.hoa', 'wrong', { cookie })
    expect(await problemOf(await signIn(api, 'le.hoa', PASSWORD, { cookie }))).toBe('slow-down')
    expect((await signIn(api, 'le.hoa', PASSWORD)).status).toBe(200)
  })

  test('its cookie is unread by scripts and other sites, and holds no name', async () => {
    const api = await openApi(open)
    await setUpHead(api)
    const cookies = (await signIn(api, 'tran.nam', PASSWORD)).headers.getSetCookie()
    const [cookie = ''] = cookies.filter((one) => one.startsWith('__Host-browser='))
    expect(cookie).toMatch(/^__Host-browser=[\w-]{22}\.[\w-]{43}; /)
    for (const attribute of ['Path=/', 'Max-Age=15552000', 'Secure', 'HttpOnly', 'SameSite=Strict'])
      expect(cookie.split('; ')).toContain(attribute)
  })

  test('P9 an address is kept as a tag alone, another one each day, and for an hour at most', async () => {
    const api = await openApi(open)
    await setUpHead(api)
    const stored = async () => {
      const rows = await api.deps.db.selectFrom('attempt').select('key').execute()
      return rows.map(({ key }) => key).sort()
    }
    const fail = () => signIn(api, 'tran.nam', 'wrong', { from: '203.0.113.7' })
    await fail()
    const before = await stored()
    expect(before).toEqual([
      expect.stringMatching(/^from:sign-in:[\w-]{43}$/),
      'sign-in',
      expect.stringMatching(/^sign-in:[0-9a-f]{64}$/),
    ])
    api.clock.now += 3_600_001
    await signIn(api, 'tran.nam', 'wrong', { from: '203.0.113.8' })
    expect(await stored()).not.toContain(before[0])
    api.clock.now += 86_400_000
    await fail()
    expect((await stored()).filter((key) => before.includes(key) && key.startsWith('from:'))).toEqual([])
    expect(`${await stored()} ${api.logged}`).not.toContain('203.0.113')
  })

  test('one who guesses pairing codes slows themselves, and no tablet elsewhere', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const pair = (code: string, from: string) =>
      api.ask('POST', '/api/v1/pair', { body: { code, key: KEY }, from })
    for (let i = 0; i < 20; i += 1)
      expect(await problemOf(await pair('22222222', '203.0.113.7'))).toBe('code-wrong')
    const slowed = await pair('22222222', '203.0.113.7')
    expect(slowed.headers.get('Retry-After')).toBe('6')
    expect(await problemOf(slowed)).toBe('slow-down')
    const { code } = await head.post<{ code: string }>('/pairing-codes', { counter: head.counter })
    expect((await pair(code, '203.0.113.8')).status).toBe(200)
    expect(await problemOf(await pair(code, '203.0.113.8')), 'a used code is no guess').toBe('code-used')
    const { failures } = await api.deps.db
      .selectFrom('attempt')
      .select('failures')
      .where('key', '=', 'pair')
      .executeTakeFirstOrThrow()
    expect(failures).toBe(20)
  })

  test('codes guessed from everywhere meet a ceiling that no office meets', async () => {
    const api = await openApi(open)
    await setUpHead(api)
    for (let i = 0; i < 1000; i += 1) {
      await countTry(api.deps, pairingLimits(api.deps, everywhere(i)))
    }
    const body = { code: '22222222', key: KEY }
    expect(await problemOf(await api.ask('POST', '/api/v1/pair', { body, from: '192.0.2.1' }))).toBe(
      'slow-down',
    )
    api.clock.now += 100
    expect(await problemOf(await api.ask('POST', '/api/v1/pair', { body, from: '192.0.2.1' }))).toBe(
      'code-wrong',
    )
  })

  test('forty people who mistype at once wait for nobody in a circle', async () => {
    const api = await openApi(open)
    await setUpHead(api)
    await spray(api, 30, everywhere)
    api.clock.now += 86_400_001 // now every row is old, and each failure wants to forget them all
    const answers = await Promise.all(
      Array.from({ length: 40 }, (__, i) =>
        signIn(api, `name${i % 30}`, 'wrong', { from: everywhere(i % 30) }),
      ),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]))
    expect(api.logged.filter((line) => line.includes('failure'))).toEqual([])
  })
})
