import { expect, onTestFinished, test } from 'vitest'
import { instantOf } from '#src/domain/calendar.ts'
import { openDatabase } from '#src/server/db/open.ts'
import {
  type Api,
  type Head,
  MONDAY,
  openApi,
  problemOf,
  setUpAnother,
  setUpHead,
} from '#tests/support/api.ts'
import { codeOf, deeds, pull, tokenFor, tokens } from '#tests/support/api-token.ts'
import { eachRole } from '#tests/support/database.ts'

const FORM = { name: 'Bảng tính của Sở', reads: ['summary'], last: '2026-12-31' }

eachRole((_, open) => {
  test('a head makes a token, a program pulls by it, and its secret is kept nowhere', async () => {
    const { api, head } = await office()
    const { id, secret } = await tokenFor(head, ['ratings', 'summary'], 'Bảng tính của Sở')
    expect(secret).toMatch(/^hailong_[\w-]{43}$/)
    const response = await pull(api, `/api/v1/units/${head.unit}/summary`, secret)
    expect(await response.json()).toEqual(await head.get('/summary'))
    expect(await tokens(head)).toEqual([
      {
        ...{ id, name: 'Bảng tính của Sở', reads: ['summary', 'ratings'], by: 'Trần Văn Nam' },
        ...{ made: MONDAY, last: '2026-12-31', state: 'open', used: MONDAY },
      },
    ])
    expect(await deeds(api)).toContain(`${head.account} token-made ${id} summary ratings 2026-12-31`)
    const stored = JSON.stringify([
      await api.deps.db.selectFrom('token').selectAll().execute(),
      await deeds(api),
      api.logged,
    ])
    for (const part of [secret, secret.slice(8, 30), 'Bảng tính của Sở'])
      expect(stored.includes(part), part).toBe(part === 'Bảng tính của Sở')
    expect((await deeds(api)).join()).not.toContain('Sở')
  })

  test('P10: a token that was revoked, or is past its last day, opens nothing from the next request on', async () => {
    const { api, head } = await office()
    const path = `/api/v1/units/${head.unit}/summary`
    const { id, secret } = await tokenFor(head, ['summary'])
    const later = await tokenFor(head, ['summary'])
    expect((await pull(api, path, secret)).status).toBe(200)
    for (let twice = 0; twice < 2; twice += 1) await head.post(`/tokens/${id}/revoke`)
    const refused = await pull(api, path, secret)
    expect(refused.headers.get('WWW-Authenticate')).toMatch(/^Bearer/)
    expect(await problemOf(refused)).toBe('token-refused')
    expect((await deeds(api)).filter((line) => line.includes('token-revoked'))).toEqual([
      `${head.account} token-revoked ${id}`,
    ])
    expect((await pull(api, path, later.secret)).status).toBe(200)
    api.clock.now = instantOf('2027-01-01') - 1
    expect((await pull(api, path, later.secret)).status).toBe(200)
    api.clock.now += 1
    expect(await codeOf(await pull(api, path, later.secret))).toBe('token-refused')
    await api.deps.db.updateTable('session').set({ expires_at: Number.MAX_SAFE_INTEGER }).execute()
    expect((await tokens(head)).map(({ state }) => state).sort()).toEqual(['over', 'revoked'])
  })

  test('P10: a token that one process revoked is refused by another on the same database at once', async () => {
    const place = await open()
    const { db } = await openDatabase(place.url)
    onTestFinished(() => db.destroy())
    const [here, there] = [await openApi(async () => place), await openApi(async () => ({ ...place, db }))]
    const head = await setUpHead(here)
    const { id, secret } = await tokenFor(head, ['summary'])
    const path = `/api/v1/units/${head.unit}/summary`
    for (const api of [here, there]) expect((await pull(api, path, secret)).status).toBe(200)
    await head.post(`/tokens/${id}/revoke`)
    for (const api of [there, here]) expect(await codeOf(await pull(api, path, secret))).toBe('token-refused')
  })

  test.each<[string, object | undefined, object]>([
    ['no name', { ...FORM, name: ' ' }, { name: 'too-short' }],
    ['a name that is too long', { ...FORM, name: 'x'.repeat(61) }, { name: 'too-long' }],
    ['a name that is no text', { ...FORM, name: 7 }, { name: 'not-right' }],
    ['a name with half a letter', { ...FORM, name: 'a\ud800' }, { name: 'bad-form' }],
    ['nothing to read', { ...FORM, reads: [] }, { reads: 'too-short' }],
    ['comments to read', { ...FORM, reads: ['feedback'] }, { 'reads.0': 'not-right' }],
    ['what it reads as a text', { ...FORM, reads: 'summary' }, { reads: 'not-right' }],
    ['no last day', { ...FORM, last: undefined }, { last: 'not-right' }],
    ['a last day that is none', { ...FORM, last: '2026-02-30' }, { last: 'not-right' }],
    ['a last day that is past', { ...FORM, last: '2026-11-22' }, { last: 'day-past' }],
    ['a last day that is too far', { ...FORM, last: '2027-11-25' }, { last: 'day-far' }],
    ['a name that is taken', { ...FORM, name: 'BẢNG tính CŨ'.normalize('NFD') }, { name: 'taken' }],
  ])('%s is said beside its field, and nothing is made', async (_case, body, fields) => {
    const { api, head } = await office()
    await tokenFor(head, ['summary'], 'Bảng tính cũ')
    const response = await api.ask('POST', `/api/v1/units/${head.unit}/tokens`, { body, cookie: head.cookie })
    expect(((await response.json()) as { fields?: unknown }).fields).toEqual(fields)
    expect(await tokens(head)).toHaveLength(1)
    expect((await deeds(api)).filter((line) => line.includes('token-made'))).toHaveLength(1)
  })

  test('a name is free again once its token is good no more; twenty good ones are all', async () => {
    const { api, head } = await office()
    const first = await tokenFor(head, ['summary'], 'Sở')
    await head.post(`/tokens/${first.id}/revoke`)
    for (let i = 0; i < 20; i += 1) await tokenFor(head, ['ratings'], i === 0 ? 'Sở' : `${i}`)
    const one = { body: FORM, cookie: head.cookie }
    expect(await codeOf(await api.ask('POST', `/api/v1/units/${head.unit}/tokens`, one))).toBe('too-many')
    expect(await tokens(head)).toHaveLength(21)
  })

  test('P10: another unit’s token is neither listed nor revoked', async () => {
    const { api, head } = await office()
    const other = await setUpAnother(api, 'le.hoa')
    const { id, secret } = await tokenFor(other, ['summary'], 'Sở')
    for (const strange of [id, 'zzzzzz', '%00', 'x'.repeat(300)]) {
      const path = `/api/v1/units/${head.unit}/tokens/${strange}/revoke`
      expect(await codeOf(await api.ask('POST', path, { cookie: head.cookie })), strange).toBe('not-found')
    }
    expect(await tokens(head)).toEqual([])
    await tokenFor(head, ['summary'], 'Sở')
    expect((await pull(api, `/api/v1/units/${other.unit}/summary`, secret)).status).toBe(200)
  })

  async function office(): Promise<{ api: Api; head: Head }> {
    const api = await openApi(open)
    return { api, head: await setUpHead(api) }
  }
})
