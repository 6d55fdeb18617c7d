import { expect, test } from 'vitest'
import { Config } from '#src/protocol/config.ts'
import { openApi, problemOf, setUpHead } from '#tests/support/api.ts'
import { signedInAs } from '#tests/support/api-people.ts'
import { pairTablet } from '#tests/support/api-tablet.ts'
import { eachDatabase } from '#tests/support/database.ts'

eachDatabase((_, open) => {
  test('a tablet that is called hears so at its next exchange, for a minute and a half; the others hear nothing', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const [tablet, other] = [await pairTablet(api, head), await pairTablet(api, head)]
    const told = async (of: typeof tablet) => {
      of.rate({ score: 4 })
      const answer = (await (await of.send()).json()) as { config: { line: string } }
      return Config.parse(JSON.parse(answer.config.line))
    }
    const before = await told(tablet)
    expect(before.called).toBeUndefined()
    await head.post(`/devices/${tablet.device}/call`)
    const after = await told(tablet)
    expect(after.called).toBe(api.clock.now + 90_000)
    expect(after.version).toBe(before.version + 1)
    expect((await told(other)).called).toBeUndefined()
    const { deeds } = await head.get<{ deeds: { deed: string; of: string }[] }>('/deeds')
    expect(deeds[0]).toMatchObject({ deed: 'device-called', of: tablet.device })
  })

  test('P9: when it answered is told to nobody', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const tablet = await pairTablet(api, head)
    const view = async () => JSON.stringify(await head.get(''))
    await tablet.send()
    await head.post(`/devices/${tablet.device}/call`)
    const before = await view()
    await tablet.send()
    expect(await view()).toBe(before)
  })

  test('a retired tablet and one of nobody are not called, nor is any by a deputy', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const tablet = await pairTablet(api, head)
    const cookie = await signedInAs(api, head, 'deputy')
    const call = (device: string, by = head.cookie) =>
      api.ask('POST', `/api/v1/units/${head.unit}/devices/${device}/call`, { cookie: by })
    expect(await problemOf(await call(tablet.device, cookie))).toBe('forbidden')
    expect(await problemOf(await call('zzzzzzzz'))).toBe('not-found')
    await head.post(`/devices/${tablet.device}/retire`)
    expect(await problemOf(await call(tablet.device))).toBe('not-found')
  })
})
