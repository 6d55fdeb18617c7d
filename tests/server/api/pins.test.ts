import { expect, test } from 'vitest'
import { DAY_MS } from '#src/domain/calendar.ts'
import { DeedList } from '#src/protocol/deeds.ts'
import { UnitView } from '#src/protocol/session.ts'
import { type Api, type Head, openApi, problemOf, setUpAnother, setUpHead } from '#tests/support/api.ts'
import { givePin, pinToken, setPin } from '#tests/support/api-pin.ts'
import { eachDatabase } from '#tests/support/database.ts'

const PIN = '493817'

const ofHead = async (head: Head, id = head.officer) =>
  UnitView.parse(await head.get('')).officers.find((one) => one.id === id)
const link = (api: Api, token: unknown) => api.ask('POST', '/api/v1/pin/link', { body: { token } })
const asked = (api: Api, { unit, cookie }: Head, path: string) =>
  api.ask('POST', `/api/v1/units/${unit}/officers/${path}`, { cookie })
const pinDeeds = async (head: Head) =>
  DeedList.parse(await head.get('/deeds')).deeds.filter(({ deed }) => deed.startsWith('pin-'))
const stored = ({ deps }: Api) => deps.db.selectFrom('officer_pin').selectAll().execute()

eachDatabase((_, open) => {
  test('the head gives a link, which says whose it is and sets one PIN; the log says who did what', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    expect(await ofHead(head)).toMatchObject({ pin: 'none', pinLink: null })
    const token = await pinToken(head, head.officer)
    expect(Buffer.from(token, 'base64url')).toHaveLength(16)
    expect(JSON.stringify(await api.deps.db.selectFrom('pin_link').selectAll().execute())).not.toContain(
      token,
    )
    expect(await ofHead(head)).toMatchObject({ pin: 'none', pinLink: api.clock.now + DAY_MS })
    const said = await link(api, token)
    expect(await said.json()).toEqual({ officer: 'Nguyễn Thị Hoa', unit: 'UBND xã Hòa Bình' })
    expect((await setPin(api, token, PIN)).status).toBe(200)
    expect(await ofHead(head)).toMatchObject({ pin: 'set', pinLink: null })
    expect((await pinDeeds(head)).map(({ deed, by, of }) => [deed, by?.id ?? null, of])).toEqual([
      ['pin-set', null, head.officer],
      ['pin-offered', head.account, head.officer],
    ])
    expect(api.logged.join()).not.toContain(token)
    expect(api.logged.join()).not.toContain(PIN)
  })

  test('a link that was used, has expired, was withdrawn, replaced or never given sets nothing', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const refused = async (token: string) => {
      const answers = [await link(api, token), await setPin(api, token, PIN)]
      expect(answers.map(({ status }) => status)).toEqual([410, 410])
      for (const answer of answers) expect(await problemOf(answer)).toBe('pin-link-used')
    }
    const replaced = await pinToken(head, head.officer)
    const withdrawn = await pinToken(head, head.officer)
    await refused(replaced)
    await head.post(`/officers/${head.officer}/pin/withdraw`)
    await refused(withdrawn)
    const expired = await pinToken(head, head.officer)
    await api.deps.db.updateTable('pin_link').set({ expires_at: api.clock.now }).execute()
    await refused(expired)
    expect(await ofHead(head)).toMatchObject({ pinLink: null })
    await refused('')
    await refused('guess')
    expect(await stored(api)).toEqual([])
    const used = await pinToken(head, head.officer)
    expect((await setPin(api, used, PIN)).status).toBe(200)
    const before = await stored(api)
    api.clock.now += 10 * 60_000
    await refused(used)
    expect(await stored(api)).toEqual(before)
  })

  test('the link of an officer who has left sets nothing, and none is given to one', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const token = await pinToken(head, head.officer)
    await head.post(`/officers/${head.officer}/leave`, { last: '2026-11-22' })
    expect(await problemOf(await setPin(api, token, PIN))).toBe('pin-link-used')
    const response = await asked(api, head, `${head.officer}/pin`)
    expect(await response.clone().json()).toMatchObject({ fields: { officer: 'officer-away' } })
    expect(await problemOf(response)).toBe('invalid')
  })

  test('what is no PIN, or one that is tried first, is refused, and the link stays good', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const token = await pinToken(head, head.officer)
    for (const [pin, why] of [
      [undefined, 'not-right'],
      [493817, 'not-right'],
      ['', 'bad-form'],
      ['49381', 'bad-form'],
      ['4938170', 'bad-form'],
      ['49381a', 'bad-form'],
      ['４９３８１７', 'bad-form'],
      ['493817\n', 'bad-form'],
      ['111111', 'easy-pin'],
      ['234567', 'easy-pin'],
      ['765432', 'easy-pin'],
      ['121212', 'easy-pin'],
      ['123123', 'easy-pin'],
    ] as const) {
      const response = await api.ask('POST', '/api/v1/pin', { body: { token, pin } })
      expect(await response.clone().json(), `${pin}`).toMatchObject({ code: 'invalid', fields: { pin: why } })
    }
    for (const body of [
      '',
      '{',
      '[]',
      { pin: PIN },
      { token: 'x'.repeat(101), pin: PIN },
      { token: 1, pin: PIN },
    ])
      expect((await api.ask('POST', '/api/v1/pin', { body })).status, JSON.stringify(body)).toBeLessThan(423)
    const foreign = { body: { token, pin: PIN }, headers: { 'Sec-Fetch-Site': 'cross-site' } }
    expect(await problemOf(await api.ask('POST', '/api/v1/pin', foreign))).toBe('cross-site')
    expect(await stored(api)).toEqual([])
    expect((await setPin(api, token, PIN)).status).toBe(200)
  })

  test('of two who use one link at once, one sets the PIN', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const token = await pinToken(head, head.officer)
    const answers = await Promise.all([setPin(api, token, PIN), setPin(api, token, '271936')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410])
    expect(await stored(api)).toHaveLength(1)
    expect(await pinDeeds(head)).toHaveLength(2)
  })

  test('who guesses links is slowed; who has a good one is not counted', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const token = await pinToken(head, head.officer)
    const from = '203.0.113.9'
    const ask = (guess: string) => api.ask('POST', '/api/v1/pin/link', { body: { token: guess }, from })
    for (let i = 0; i < 40; i += 1) expect((await ask(token)).status).toBe(200)
    for (let i = 0; i < 20; i += 1) expect((await ask(`guess${i}`)).status).toBe(410)
    const slow = await ask('once more')
    expect([slow.status, Number(slow.headers.get('Retry-After')) > 0]).toEqual([429, true])
    const pin = { body: { token: 'guess', pin: PIN }, from }
    expect(await problemOf(await api.ask('POST', '/api/v1/pin', pin))).toBe('slow-down')
    expect((await link(api, token)).status).toBe(200)
  })

  test('P10: another unit’s officer gets no link, and keeps PIN and lock', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const other = await setUpAnother(api, 'le.hoa')
    await givePin(api, other, { officer: other.officer, pin: PIN })
    await api.deps.db.updateTable('officer_pin').set({ locked_at: 1 }).execute()
    const before = await stored(api)
    for (const officer of [other.officer, 'zzzzzz', 'no-id'])
      for (const end of ['', '/withdraw', '/unlock'])
        expect(await problemOf(await asked(api, head, `${officer}/pin${end}`))).toBe('not-found')
    expect(await stored(api)).toEqual(before)
    expect(await api.deps.db.selectFrom('pin_link').selectAll().execute()).toEqual([])
  })

  test('a lock is lifted by the head, or by a PIN that is set with a link given since', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    await givePin(api, head, { officer: head.officer, pin: PIN })
    const lock = () => api.deps.db.updateTable('officer_pin').set({ locked_at: api.clock.now }).execute()
    await lock()
    expect(await ofHead(head)).toMatchObject({ pin: 'locked' })
    for (let i = 0; i < 2; i += 1) await head.post(`/officers/${head.officer}/pin/unlock`)
    expect(await ofHead(head)).toMatchObject({ pin: 'set' })
    await lock()
    const token = await pinToken(head, head.officer)
    expect(await ofHead(head)).toMatchObject({ pin: 'locked', pinLink: api.clock.now + DAY_MS })
    expect((await setPin(api, token, '271936')).status).toBe(200)
    expect(await ofHead(head)).toMatchObject({ pin: 'set', pinLink: null })
    expect((await pinDeeds(head)).map(({ deed }) => deed)).toEqual([
      ...['pin-set', 'pin-offered', 'pin-unlocked', 'pin-set', 'pin-offered'],
    ])
  })
})
