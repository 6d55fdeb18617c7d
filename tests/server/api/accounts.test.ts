import { expect, test } from 'vitest'
import { DAY_MS } from '#src/domain/calendar.ts'
import { AccountList, SessionList } from '#src/protocol/accounts.ts'
import {
  type Api,
  cookieOf,
  type Head,
  MONDAY,
  openApi,
  PASSWORD,
  problemOf,
  setUpAnother,
  setUpHead,
} from '#tests/support/api.ts'
import { eachRole } from '#tests/support/database.ts'

const SECRET = 'một câu dài để đăng nhập'
const DEPUTY = { role: 'deputy', name: 'Lê Thị Bình', user: 'le.binh', password: SECRET }
const AUDITOR = {
  ...{ role: 'auditor', name: 'Phạm Văn Thanh', user: 'thanh.tra', password: SECRET },
  term: { first: '2026-11-24', last: '2026-11-25', reason: 'Quyết định 12/QĐ-TTr' },
}

const STANDING = {
  ...{ term: null, last: null, officer: null, state: 'open', sessions: 1 },
  ...{ hasPassword: true, invited: null },
}

eachRole((_, open) => {
  test('a head adds a deputy, who signs in; what was done is in the unit’s log, without a name or a secret', async () => {
    const { api, head } = await office()
    const { id } = await head.post<{ id: string }>('/accounts', DEPUTY)
    const cookie = await signedIn(api, 'le.binh')
    expect(await (await api.ask('GET', '/api/v1/session', { cookie })).json()).toMatchObject({
      session: { account: { id, role: 'deputy', name: 'Lê Thị Bình' }, unit: { id: head.unit } },
    })
    expect(await accounts(head)).toEqual([
      {
        id: head.account,
        role: 'head',
        name: 'Trần Văn Nam',
        user: 'tran.nam',
        ...STANDING,
      },
      { id, role: 'deputy', name: 'Lê Thị Bình', user: 'le.binh', ...STANDING },
    ])
    await head.patch(`/accounts/${id}`, { name: 'Lê Thị Thanh Bình' })
    expect((await accounts(head))[1]?.name).toBe('Lê Thị Thanh Bình')
    const said = await deeds(api)
    expect(said).toContain(`account-added ${id} deputy`)
    expect(said).toContain(`account-changed ${id} name`)
    expect(said.join()).not.toMatch(/Bình|binh|argon2id/)
  })

  test('an account that ended, or got another password, is signed out everywhere at once, and its name stays taken', async () => {
    const { api, head } = await office()
    const { id } = await head.post<{ id: string }>('/accounts', DEPUTY)
    const [first, second] = [await signedIn(api, 'le.binh'), await signedIn(api, 'le.binh')]
    await head.patch(`/accounts/${id}`, { password: 'một câu dài khác hẳn' })
    for (const cookie of [first, second])
      expect(await codeOf(await look(api, head, cookie))).toBe('signed-out')
    expect(await codeOf(await trySignIn(api, 'le.binh', SECRET))).toBe('sign-in-failed')
    const cookie = await signedIn(api, 'le.binh', 'một câu dài khác hẳn')
    expect((await look(api, head, cookie)).status).toBe(200)
    await head.patch(`/accounts/${id}`, { ended: true })
    expect(await codeOf(await look(api, head, cookie))).toBe('signed-out')
    expect(await codeOf(await trySignIn(api, 'le.binh', 'một câu dài khác hẳn'))).toBe('account-closed')
    expect(await codeOf(await trySignIn(api, 'le.binh', SECRET)), 'a stranger hears nothing of it').toBe(
      'sign-in-failed',
    )
    expect((await accounts(head))[1]).toMatchObject({ state: 'ended', sessions: 0 })
    expect(await wrong(await asHead(api, head, 'POST', '/accounts', DEPUTY))).toEqual({ user: 'taken' })
    expect(await codeOf(await asHead(api, head, 'PATCH', `/accounts/${id}`, { name: 'Khác' }))).toBe(
      'not-found',
    )
  })

  test('an auditor is let in from the first day to the last, and no longer', async () => {
    const { api, head } = await office()
    const { id } = await head.post<{ id: string }>('/accounts', AUDITOR)
    expect(await codeOf(await trySignIn(api, 'thanh.tra', SECRET))).toBe('account-closed')
    expect((await accounts(head))[1]).toMatchObject({ state: 'not-yet', term: AUDITOR.term })
    api.clock.now = MONDAY + DAY_MS
    expect((await look(api, head, await signedIn(api, 'thanh.tra'))).status).toBe(200)
    api.clock.now = Date.parse('2026-11-25T16:59:00Z')
    const cookie = await signedIn(api, 'thanh.tra')
    expect((await look(api, head, cookie)).status).toBe(200)
    api.clock.now += 60_000
    expect(await codeOf(await look(api, head, cookie)), 'the session outlives the last day').toBe(
      'signed-out',
    )
    const own = await signedIn(api, 'tran.nam', PASSWORD)
    const again = { ...head, cookie: own }
    expect(await codeOf(await asHead(api, again, 'PATCH', `/accounts/${id}`, { last: '2026-11-30' }))).toBe(
      undefined,
    )
    expect((await look(api, head, await signedIn(api, 'thanh.tra'))).status).toBe(200)
  })

  test.each<[string, object, object]>([
    ['no name', { ...DEPUTY, name: ' ' }, { name: 'too-short' }],
    ['a short password', { ...DEPUTY, password: 'ngắn quá' }, { password: 'too-short' }],
    ['a common password', { ...DEPUTY, password: 'Password1234' }, { password: 'common' }],
    ['a common password twice', { ...DEPUTY, password: 'iloveyouiloveyou' }, { password: 'common' }],
    ['the user name as password', { ...DEPUTY, password: 'le.binh20261' }, { password: 'common' }],
    ['one sign again and again', { ...DEPUTY, password: 'aaaaaaaaaaaaa' }, { password: 'common' }],
    ['a role that nobody has', { ...DEPUTY, role: 'owner' }, { role: 'not-right' }],
    ['an auditor without a reason', { ...AUDITOR, term: undefined }, { 'term.reason': 'not-right' }],
    ['a deputy for some days', { ...AUDITOR, role: 'deputy' }, { 'term.reason': 'not-right' }],
    [
      'a term that ends before it begins',
      { ...AUDITOR, term: { ...AUDITOR.term, last: '2026-11-01' } },
      { 'term.last': 'not-right' },
    ],
    [
      'a day that is none',
      { ...AUDITOR, term: { ...AUDITOR.term, last: '2026-02-30' } },
      { 'term.last': 'not-right' },
    ],
    ['the head’s own user name', { ...DEPUTY, user: 'Tran.Nam' }, { user: 'taken' }],
  ])('%s is said beside its field, and nothing is added', async (_, body, fields) => {
    const { api, head } = await office()
    expect(await wrong(await asHead(api, head, 'POST', '/accounts', body))).toEqual(fields)
    expect(await accounts(head)).toHaveLength(1)
  })

  test('nobody ends or renews the account that they are signed in by, nor another unit’s', async () => {
    const { api, head } = await office()
    const other = await setUpAnother(api, 'le.hoa')
    const own = `/accounts/${head.account}`
    expect(await wrong(await asHead(api, head, 'PATCH', own, { ended: true }))).toEqual({
      ended: 'own-account',
    })
    expect(await wrong(await asHead(api, head, 'PATCH', own, { password: 'một câu dài khác hẳn' }))).toEqual({
      password: 'own-account',
    })
    for (const body of [{ ended: true }, { name: 'Khác' }])
      expect(await codeOf(await asHead(api, other, 'PATCH', own, body))).toBe('not-found')
    expect((await accounts(head))[0]).toMatchObject({ state: 'open', name: 'Trần Văn Nam' })
    expect((await accounts(other)).map(({ user }) => user)).toEqual(['le.hoa'])
  })

  test('who knows the password sets another one; all other sessions end, and a wrong one is a guess', async () => {
    const { api, head } = await office()
    const other = await signedIn(api, 'tran.nam', PASSWORD)
    const set = (body: object) => api.ask('POST', '/api/v1/account/password', { body, cookie: head.cookie })
    expect(await wrong(await set({ password: 'nhầm rồi', next: SECRET }))).toEqual({ password: 'not-right' })
    expect(await wrong(await set({ password: PASSWORD, next: '123456789012' }))).toEqual({ next: 'common' })
    const done = await set({ password: PASSWORD, next: SECRET })
    expect(done.status).toBe(200)
    for (const cookie of [other, head.cookie])
      expect(await codeOf(await look(api, head, cookie))).toBe('signed-out')
    expect((await look(api, head, cookieOf(done))).status).toBe(200)
    expect(await codeOf(await trySignIn(api, 'tran.nam', PASSWORD))).toBe('sign-in-failed')
    const guess = () =>
      api.ask('POST', '/api/v1/account/password', {
        body: { password: 'nhầm rồi', next: SECRET },
        cookie: cookieOf(done),
      })
    const codes = []
    for (let i = 0; i < 8; i += 1) codes.push(await codeOf(await guess()))
    expect(codes).toContain('slow-down')
    expect(await deeds(api)).toContain(`password-set ${head.account}`)
  })

  test('one sees where one is signed in, and ends a session; nobody else’s is found', async () => {
    const { api, head } = await office()
    const other = await setUpAnother(api, 'le.hoa')
    api.clock.now += 60_000
    const second = await signedIn(api, 'tran.nam', PASSWORD)
    const mine = await sessions(api, head.cookie)
    expect(mine.map(({ since, current }) => [since, current])).toEqual([
      [MONDAY + 60_000, false],
      [MONDAY, true],
    ])
    const [strange] = await sessions(api, other.cookie)
    for (const { id } of [mine[0]!, strange!])
      expect(
        (await api.ask('DELETE', `/api/v1/account/sessions/${id}`, { cookie: head.cookie })).status,
      ).toBe(200)
    const none = await api.ask('DELETE', '/api/v1/account/sessions/%00', { cookie: head.cookie })
    expect(await codeOf(none), 'PostgreSQL takes no such byte').toBe('not-found')
    expect(await codeOf(await look(api, head, second))).toBe('signed-out')
    expect(await sessions(api, other.cookie)).toHaveLength(1)
    expect(await sessions(api, head.cookie)).toHaveLength(1)
  })

  async function office(): Promise<{ api: Api; head: Head }> {
    const api = await openApi(open)
    return { api, head: await setUpHead(api) }
  }
})

function asHead(
  api: Api,
  { unit, cookie }: Head,
  method: string,
  path: string,
  body: object,
): Promise<Response> {
  return api.ask(method, `/api/v1/units/${unit}${path}`, { body, cookie })
}

function look(api: Api, { unit }: Head, cookie: string): Promise<Response> {
  return api.ask('GET', `/api/v1/units/${unit}/summary`, { cookie })
}

function trySignIn(api: Api, user: string, password: string): Promise<Response> {
  return api.ask('POST', '/api/v1/session', { body: { user, password } })
}

async function signedIn(api: Api, user: string, password = SECRET): Promise<string> {
  const response = await trySignIn(api, user, password)
  expect(response.status, await response.clone().text()).toBe(200)
  return cookieOf(response)
}

async function accounts(head: Head): Promise<AccountList['accounts']> {
  return AccountList.parse(await head.get('/accounts')).accounts
}

async function sessions(api: Api, cookie: string): Promise<SessionList['sessions']> {
  return SessionList.parse(await (await api.ask('GET', '/api/v1/account/sessions', { cookie })).json())
    .sessions
}

async function deeds({ deps }: Api): Promise<string[]> {
  const rows = await deps.db.selectFrom('entry').select('line').orderBy('n').execute()
  return rows.flatMap(({ line }) => {
    const { kind, body } = JSON.parse(Buffer.from(line).toString())
    return kind === 'deed' ? [`${body.deed} ${body.of}`] : []
  })
}

async function codeOf(response: Response): Promise<string | undefined> {
  return response.ok ? undefined : problemOf(response)
}

async function wrong(response: Response): Promise<unknown> {
  return ((await response.json()) as { fields?: unknown }).fields
}
