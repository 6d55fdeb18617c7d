import { expect, test } from 'vitest'
import { DAY_MS } from '#src/domain/calendar.ts'
import { AccountList } from '#src/protocol/accounts.ts'
import { type Api, cookieOf, type Head, openApi, problemOf, setUpHead } from '#tests/support/api.ts'
import { PERSONS_PASSWORD } from '#tests/support/api-people.ts'
import { givePin } from '#tests/support/api-pin.ts'
import { eachRole } from '#tests/support/database.ts'

const PIN = '493817'
const DEPUTY = { role: 'deputy', name: 'Lê Thị Bình', user: 'le.binh' }

eachRole((_, open) => {
  test('who is invited chooses a password by the link, once, and is signed in; the link opens nothing more', async () => {
    const { api, head } = await office()
    const { id } = await head.post<{ id: string }>('/accounts', DEPUTY)
    expect((await accounts(head))[1]).toMatchObject({ hasPassword: false, invited: null })
    expect(await signInCode(api, '')).toBe('sign-in-failed')
    const token = await invited(head, id)
    expect((await accounts(head))[1]?.invited).toBe(api.clock.now + DAY_MS)
    const { answer } = await post(api, '/link', { token })
    expect(answer).toEqual({
      name: 'Lê Thị Bình',
      user: 'le.binh',
      role: 'deputy',
      unit: 'UBND xã Hòa Bình',
      pin: null,
    })
    expect((await post(api, '/password', { token, password: 'password1234' })).fields).toEqual({
      password: 'common',
    })
    const { response } = await post(api, '/password', { token, password: PERSONS_PASSWORD })
    expect(response.status).toBe(200)
    expect((await api.ask('GET', `/api/v1/units/${head.unit}`, { cookie: cookieOf(response) })).status).toBe(
      200,
    )
    expect((await post(api, '/password', { token, password: PERSONS_PASSWORD })).code).toBe('invitation-used')
    expect((await post(api, '/link', { token })).code).toBe('invitation-used')
    expect(await signInCode(api, PERSONS_PASSWORD)).toBeUndefined()
    expect(await deeds(api, head)).toEqual(
      expect.arrayContaining([`account-invited ${id} ${head.account}`, `password-set ${id} ${id}`]),
    )
  })

  test('a link that has expired, was replaced or never given, or whose account ended, opens nothing', async () => {
    const { api, head } = await office()
    const { id } = await head.post<{ id: string }>('/accounts', DEPUTY)
    const first = await invited(head, id)
    const second = await invited(head, id)
    for (const token of [first, 'guess'])
      expect((await post(api, '/link', { token })).code).toBe('invitation-used')
    api.clock.now += DAY_MS
    expect((await post(api, '/link', { token: second })).code).toBe('invitation-used')
    api.clock.now -= DAY_MS
    expect((await post(api, '/link', { token: second })).response.status).toBe(200)
    await head.patch(`/accounts/${id}`, { ended: true })
    expect((await post(api, '/link', { token: second })).code).toBe('invitation-used')
  })

  test('of two who use one link at once, one is signed in', async () => {
    const { api, head } = await office()
    const { id } = await head.post<{ id: string }>('/accounts', DEPUTY)
    const token = await invited(head, id)
    const both = await Promise.all(
      [1, 2].map(() => post(api, '/password', { token, password: PERSONS_PASSWORD })),
    )
    expect(both.map(({ code }) => code).sort()).toEqual(['invitation-used', undefined])
  })

  test('an officer signs in on their own telephone by a link and their PIN, for thirty days, and reads their own figures alone', async () => {
    const { api, head } = await office()
    await givePin(api, head, { officer: head.officer, pin: PIN })
    const id = await officerAccount(head)
    const token = await invited(head, id)
    expect((await post(api, '/link', { token })).answer).toMatchObject({ role: 'officer', pin: 'set' })
    expect((await post(api, '/pin', { token, pin: '111222' })).fields).toEqual({ pin: 'not-right' })
    const { response } = await post(api, '/pin', { token, pin: PIN })
    expect(response.status).toBe(200)
    expect(response.headers.get('Set-Cookie')).toContain(`Max-Age=${30 * 86_400}`)
    let cookie = cookieOf(response)
    expect((await post(api, '/pin', { token, pin: PIN })).code).toBe('invitation-used')
    const again = await post(api, '/pin', { token: await invited(head, id), pin: PIN })
    expect(await problemOf(await api.ask('GET', '/api/v1/own/figures', { cookie }))).toBe('signed-out')
    cookie = cookieOf(again.response)
    api.clock.now += 29 * DAY_MS
    expect((await api.ask('GET', '/api/v1/own/figures', { cookie })).status).toBe(200)
    expect(await problemOf(await api.ask('GET', `/api/v1/units/${head.unit}`, { cookie }))).toBe('forbidden')
    api.clock.now += DAY_MS
    expect(await problemOf(await api.ask('GET', '/api/v1/own/figures', { cookie }))).toBe('signed-out')
    expect(await deeds(api, head)).toContain(`signed-in  ${id}`)
  })

  test('wrong PINs are slowed under the officer’s own name, and without a PIN, or where it is locked, none is right', async () => {
    const { api, head } = await office()
    const id = await officerAccount(head)
    const token = await invited(head, id)
    expect((await post(api, '/pin', { token, pin: PIN })).fields).toEqual({ pin: 'no-pin' })
    await givePin(api, head, { officer: head.officer, pin: PIN })
    for (let i = 0; i < 5; i += 1)
      expect((await post(api, '/pin', { token, pin: '111222' })).fields).toEqual({ pin: 'not-right' })
    expect((await post(api, '/pin', { token, pin: PIN })).code).toBe('slow-down')
    await api.deps.db.updateTable('officer_pin').set({ locked_at: 1 }).execute()
    expect((await post(api, '/link', { token })).answer).toMatchObject({ pin: 'locked' })
    expect((await post(api, '/pin', { token, pin: PIN })).fields).toEqual({ pin: 'no-pin' })
  })

  test('whose account is whose officer’s: of this unit, one account each, and only where the role can be', async () => {
    const { api, head } = await office()
    const wrong = async (form: object) => (await asHead(api, head, 'POST', '/accounts', form)).fields
    const officer = { role: 'officer', name: 'Hoa', user: 'hoa.nguyen' }
    expect(await wrong(officer)).toEqual({ officer: 'not-right' })
    expect(await wrong({ ...officer, officer: 'zzzzzz' })).toEqual({ officer: 'no-officer' })
    expect(await wrong({ ...officer, role: 'operator', officer: head.officer })).toEqual({
      officer: 'not-right',
    })
    expect(await wrong({ ...officer, role: 'boss' })).toEqual({ role: 'not-right' })
    await head.post('/accounts', { ...officer, officer: head.officer })
    expect(await wrong({ ...officer, user: 'hoa.hai', officer: head.officer })).toEqual({
      officer: 'officer-taken',
    })
    const patch = async (id: string, form: object) =>
      (await asHead(api, head, 'PATCH', `/accounts/${id}`, form)).fields
    expect(await patch(head.account, { officer: head.officer })).toEqual({ officer: 'officer-taken' })
    const [, hoa] = await accounts(head)
    expect(await patch(hoa?.id ?? '', { officer: null })).toEqual({ officer: 'not-right' })
    expect(await patch(head.account, { last: '2026-12-01' })).toEqual({ last: 'own-account' })
    await head.patch(`/accounts/${hoa?.id}`, { last: '2026-11-30' })
    expect((await accounts(head))[1]).toMatchObject({ last: '2026-11-30', term: null })
  })

  async function office(): Promise<{ api: Api; head: Head }> {
    const api = await openApi(open)
    return { api, head: await setUpHead(api) }
  }
})

async function officerAccount(head: Head): Promise<string> {
  const form = { role: 'officer', name: 'Nguyễn Thị Hoa', user: 'hoa.nguyen', officer: head.officer }
  return (await head.post<{ id: string }>('/accounts', form)).id
}

/** The token of a new link. */
async function invited(head: Head, account: string): Promise<string> {
  const { address } = await head.post<{ address: string }>(`/accounts/${account}/invitation`)
  expect(address).toMatch(/^http:\/\/localhost:3000\/moi#token=[\w-]{22}$/)
  return address.split('=')[1] ?? ''
}

type Said = { code?: string; fields?: object }

async function post(api: Api, path: string, body: object) {
  const response = await api.ask('POST', `/api/v1/invitation${path}`, { body })
  const answer = (await response.clone().json()) as Said
  return { response, answer, code: answer.code, fields: answer.fields }
}

async function asHead(api: Api, { unit, cookie }: Head, method: string, path: string, body: object) {
  const response = await api.ask(method, `/api/v1/units/${unit}${path}`, { body, cookie })
  return (await response.json()) as Said
}

async function signInCode(api: Api, password: string): Promise<string | undefined> {
  const response = await api.ask('POST', '/api/v1/session', { body: { user: 'le.binh', password } })
  return response.ok ? undefined : problemOf(response)
}

async function accounts(head: Head): Promise<AccountList['accounts']> {
  return AccountList.parse(await head.get('/accounts')).accounts
}

/** Each as what, of what, by whom. */
async function deeds({ deps }: Api, { unit }: Head): Promise<string[]> {
  const entries = await deps.db
    .selectFrom('entry')
    .select('line')
    .where('log', '=', `${unit}.1`)
    .orderBy('n')
    .execute()
  return entries
    .map(({ line }) => JSON.parse(Buffer.from(line).toString()))
    .filter(({ kind }) => kind === 'deed')
    .map(({ body }) => `${body.deed} ${body.of} ${body.by}`)
}
