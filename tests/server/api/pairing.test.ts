import { expect, test } from 'vitest'
import { Config } from '#src/protocol/config.ts'
import { PairAnswer } from '#src/protocol/pairing.ts'
import { type PairingOffer, UnitView } from '#src/protocol/session.ts'
import { type Api, type Head, openApi, problemOf, setUpHead } from '#tests/support/api.ts'
import { GENERATOR as KEY } from '#tests/support/api-routes.ts'
import { pairTablet } from '#tests/support/api-tablet.ts'
import { eachDatabase } from '#tests/support/database.ts'

const offer = (head: Head) => head.post<PairingOffer>('/pairing-codes', { counter: head.counter })
const pair = (api: Api, code: string, key = KEY) => api.ask('POST', '/api/v1/pair', { body: { code, key } })

eachDatabase((_, open) => {
  test('a code pairs one tablet, in practice, with a signed config and a cookie of its own', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const { code, address, seconds, expires } = await offer(head)
    expect(address).toBe(`http://localhost:3000/kiosk/#${code}`)
    expect([seconds, expires]).toEqual([600, api.clock.now + 600_000])
    const response = await pair(api, ` ${code.toLowerCase()} `)
    const answer = PairAnswer.parse(await response.json())
    const config = Config.parse(JSON.parse(answer.config.line))
    expect(config).toMatchObject({ device: answer.device, practice: true, counter: { id: head.counter } })
    expect(answer.serverKeys[0]?.key).toBe(api.deps.keys.sign.key)
    const [cookie = ''] = response.headers.getSetCookie()
    expect(cookie).toMatch(/^__Host-device=[\w-]{43}; /)
    for (const attribute of ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Strict'])
      expect(cookie).toContain(attribute)
  })

  test('a code used twice, an expired and a wrong one: each its own problem, and no tablet more', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const used = await offer(head)
    expect((await pair(api, used.code)).status).toBe(200)
    expect(await problemOf(await pair(api, used.code))).toBe('code-used')
    const late = await offer(head)
    api.clock.now += 600_000
    expect(await problemOf(await pair(api, late.code))).toBe('code-expired')
    expect(await problemOf(await pair(api, '2222-2222'))).toBe('code-wrong')
    expect(await api.deps.db.selectFrom('device').selectAll().execute()).toHaveLength(1)
  })

  test('of ten tablets with one code at once one is paired', async () => {
    const api = await openApi(open)
    const { code } = await offer(await setUpHead(api))
    const answers = await Promise.all(Array.from({ length: 10 }, () => pair(api, code)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(9)
  })

  test('guessing is slowed; a code that is no code, or a key that is no key, is no guess', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const { code } = await offer(head)
    expect(await problemOf(await pair(api, 'O0O0'))).toBe('invalid')
    expect(await problemOf(await pair(api, code, 'A'.repeat(87)))).toBe('invalid')
    for (let i = 0; i < 20; i += 1) expect(await problemOf(await pair(api, '22222222'))).toBe('code-wrong')
    expect(await problemOf(await pair(api, code))).toBe('slow-down')
    api.clock.now += 10_000
    expect((await pair(api, code)).status).toBe(200)
  })

  test('practice ends and a tablet retires: once each, in the log, and the tablet is told', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const tablet = await pairTablet(api, head, { practice: true })
    for (const act of ['begin', 'begin', 'retire', 'retire'])
      await head.post(`/devices/${tablet.device}/${act}`)
    const { devices } = UnitView.parse(await head.get(''))
    expect(devices).toMatchObject([{ practice: false, retired: true }])
    const response = await tablet.send()
    const { config } = (await response.json()) as { config: { line: string } }
    expect(Config.parse(JSON.parse(config.line))).toMatchObject({ practice: false, retired: true })
    const entries = await api.deps.db
      .selectFrom('entry')
      .select('line')
      .where('log', '=', `${head.unit}.1`)
      .execute()
    const deeds = entries.map(({ line }) => JSON.parse(Buffer.from(line).toString()).body.deed)
    expect(deeds.filter((deed) => /begun|retired/.test(deed))).toEqual(['device-begun', 'device-retired'])
  })

  test('a retired tablet is held: 202, in no figure, shown to the head', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const tablet = await pairTablet(api, head)
    tablet.rate(...Array.from({ length: 5 }, () => ({ score: 5 as const })))
    await head.post(`/devices/${tablet.device}/retire`)
    api.clock.now += 12_345
    expect((await tablet.send()).status).toBe(202)
    expect(await head.get('/summary')).toMatchObject({ today: 0, figures: null, missing: 5 })
    const { devices } = UnitView.parse(await head.get(''))
    const at = api.clock.now - 12_345 // the minute, and no more
    expect(devices[0]).toMatchObject({ faults: [{ kind: 'held', at }] })
  })
})
