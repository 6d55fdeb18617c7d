import { expect, test } from 'vitest'
import { readAddress, writeAddress } from '#src/dashboard/router.ts'
import { newSetupToken, setupAddress, useSetupToken } from '#src/server/setup.ts'
import { transact } from '#src/server/transact.ts'
import { type Api, cookieOf, openApi, problemOf, setUpHead, setupForm } from '#tests/support/api.ts'
import { eachDatabase } from '#tests/support/database.ts'

const ofLink = (api: Api, token: string) => api.ask('POST', '/api/v1/setup/link', { body: { token } })
const tokenOf = (api: Api) => transact(api.deps, (trx) => newSetupToken(trx, api.deps))

eachDatabase((_, open) => {
  test('the link works once and signs the head in', async () => {
    const api = await openApi(open)
    const token = (await tokenOf(api)) ?? ''
    expect((await ofLink(api, token)).status).toBe(200)
    const response = await api.ask('POST', '/api/v1/setup', { body: setupForm(token) })
    expect(await response.json()).toEqual({
      unit: expect.any(String),
      head: expect.any(String),
      counter: expect.any(String),
      officer: expect.any(String),
    })
    const who = await api.ask('GET', '/api/v1/session', { cookie: cookieOf(response) })
    expect(await who.json()).toMatchObject({ signedIn: true })
    for (const again of [
      await ofLink(api, token),
      await api.ask('POST', '/api/v1/setup', { body: setupForm(token) }),
    ]) {
      expect(await problemOf(again)).toBe('link-used')
    }
    expect(await tokenOf(api)).toBeUndefined()
  })

  test('the link that is printed is the address that the page itself writes, and no server sees its token', async () => {
    const token = (await tokenOf(await openApi(open))) ?? ''
    const printed = new URL(setupAddress('https://hailong.xa.gov.vn', token))
    expect(readAddress(printed)).toEqual({ page: 'set-up', token })
    expect(`${printed.pathname}${printed.hash}`).toBe(writeAddress({ page: 'set-up', token }))
    expect(`${printed.pathname}${printed.search}`).not.toContain(token)
  })

  test('of two people with the link one sets up', async () => {
    const api = await openApi(open)
    const token = (await tokenOf(api)) ?? ''
    const both = await Promise.all(
      ['first.head', 'second.head'].map((user) =>
        api.ask('POST', '/api/v1/setup', { body: setupForm(token, user) }),
      ),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 410])
    expect(await api.deps.db.selectFrom('unit').selectAll().execute()).toHaveLength(1)
  })

  test('a wrong link does nothing, and takes nothing from a good one', async () => {
    const api = await openApi(open)
    const token = (await tokenOf(api)) ?? ''
    for (const guess of ['', 'guess', '%', `${token}%`]) {
      expect(await problemOf(await ofLink(api, guess))).toBe('link-used')
      const tried = await api.ask('POST', '/api/v1/setup', { body: setupForm(guess) })
      expect(await problemOf(tried)).toBe('link-used')
      expect(await transact(api.deps, (trx) => useSetupToken(trx, guess))).toBe(false)
    }
    expect(await api.deps.db.selectFrom('unit').selectAll().execute()).toEqual([])
    await setUpHead(api, token)
  })

  test('of two first starts at once each prints a link that works, until one of them is used', async () => {
    const api = await openApi(open)
    const [first = '', second = ''] = await Promise.all([tokenOf(api), tokenOf(api)])
    for (const token of [first, second]) expect((await ofLink(api, token)).status).toBe(200)
    await setUpHead(api, first)
    expect(await problemOf(await ofLink(api, second))).toBe('link-used')
    const late = await api.ask('POST', '/api/v1/setup', { body: setupForm(second, 'second.head') })
    expect(await problemOf(late)).toBe('link-used')
    const kept = await api.deps.db.selectFrom('meta').select('key').execute()
    expect(kept.filter(({ key }) => key.startsWith('setup-token'))).toEqual([])
  })

  test('of two people, each with a link of their own, one sets up', async () => {
    const api = await openApi(open)
    const tokens = [await tokenOf(api), await tokenOf(api)]
    const both = await Promise.all(
      tokens.map((token, i) =>
        api.ask('POST', '/api/v1/setup', { body: setupForm(token ?? '', `head.${i}`) }),
      ),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 410])
    expect(await api.deps.db.selectFrom('unit').selectAll().execute()).toHaveLength(1)
  })

  test('no address carries the token: what asks for it in the query is refused', async () => {
    const api = await openApi(open)
    const asked = await api.ask('GET', `/api/v1/setup?token=${await tokenOf(api)}`)
    expect(await problemOf(asked)).toBe('method-not-allowed')
  })

  test('each field that is not right is named, and the link stays good', async () => {
    const api = await openApi(open)
    const token = (await tokenOf(api)) ?? ''
    const form = setupForm(token)
    const wrong = {
      ...form,
      unit: { ...form.unit, name: '  ' },
      head: { ...form.head, password: 'short' },
      staffPin: '12',
    }
    const response = await api.ask('POST', '/api/v1/setup', { body: wrong })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({
      fields: { 'head.password': 'too-short', staffPin: 'bad-form', 'unit.name': 'too-short' },
    })
    await setUpHead(api, token)
  })

  test('no secret is stored as it was typed', async () => {
    const api = await openApi(open)
    const token = (await tokenOf(api)) ?? ''
    await setUpHead(api, token)
    const tables = ['meta', 'unit', 'account', 'session'] as const
    const all = await Promise.all(tables.map((name) => api.deps.db.selectFrom(name).selectAll().execute()))
    const text = JSON.stringify(all)
    for (const secret of [token, setupForm('').head.password, '246810']) expect(text).not.toContain(secret)
    expect(text).toContain('argon2id$19456$2$')
  })
})
