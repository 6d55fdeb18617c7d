import { expect, test } from 'vitest'
import { Config } from '#src/protocol/config.ts'
import type { DeedList } from '#src/protocol/deeds.ts'
import { UnitView } from '#src/protocol/session.ts'
import { verify } from '#src/server/verify/verify.ts'
import { type Api, type Head, openApi, problemOf, setUpHead } from '#tests/support/api.ts'
import { pairTablet, type Tablet } from '#tests/support/api-tablet.ts'
import { eachDatabase } from '#tests/support/database.ts'

async function withTwoCounters(api: Api): Promise<Head & { other: string }> {
  const head = await setUpHead(api)
  const { id } = await head.post<{ id: string }>('/counters', { label: '2', name: 'Đất đai', officer: null })
  return { ...head, other: id }
}

const told = async (tablet: Tablet) => {
  const { config } = (await (await tablet.send()).json()) as { config: { line: string } }
  return Config.parse(JSON.parse(config.line))
}

eachDatabase((_, open) => {
  test('a tablet that is moved is told its counter, and what it took before stays where it was given', async () => {
    const api = await openApi(open)
    const head = await withTwoCounters(api)
    const tablet = await pairTablet(api, head)
    tablet.rate({ score: 5 })
    await tablet.sendOk()
    await head.post(`/devices/${tablet.device}/move`, { counter: head.other })
    tablet.rate({ score: 5 }) // it has not heard of it yet
    expect((await told(tablet)).counter).toEqual({ id: head.other, label: '2', name: 'Đất đai' })
    tablet.rate({ score: 1, counter: head.other })
    await tablet.sendOk()
    expect(UnitView.parse(await head.get('')).devices).toMatchObject([{ counter: head.other }])
    const tallies = await api.deps.db
      .selectFrom('tally')
      .select(['counter', (of) => of.fn.sum('n').as('n')])
      .groupBy('counter')
      .execute()
    expect(new Map(tallies.map(({ counter, n }) => [counter, Number(n)]))).toEqual(
      new Map([
        [head.counter, 2],
        [head.other, 1],
      ]),
    )
    expect((await verify(api.deps.db)).faults).toEqual([])
  })

  test('the log names where it stood then, also where it was moved more than once', async () => {
    const api = await openApi(open)
    const head = await withTwoCounters(api)
    const { device } = await pairTablet(api, head, { practice: true })
    for (const counter of [head.other, head.other, head.counter])
      await head.post(`/devices/${device}/move`, { counter })
    await head.post(`/devices/${device}/begin`)
    const { deeds } = await head.get<DeedList>('/deeds')
    const about = deeds.filter(({ names }) => names[device]).map(({ deed, names }) => [deed, names[device]])
    expect(about.reverse()).toEqual([
      ['device-paired', '1 · Hộ tịch'],
      ['device-key', '1 · Hộ tịch'],
      ['device-moved', '2 · Đất đai'],
      ['device-moved', '1 · Hộ tịch'],
      ['device-begun', '1 · Hộ tịch'],
    ])
  })

  test('neither a counter of another unit, nor none, nor a tablet that is retired or unknown', async () => {
    const api = await openApi(open)
    const head = await withTwoCounters(api)
    const { device } = await pairTablet(api, head)
    const move = (id: string, body: object) =>
      api.ask('POST', `/api/v1/units/${head.unit}/devices/${id}/move`, { cookie: head.cookie, body })
    for (const counter of ['zzzzz9', '', null, 7])
      expect(await problemOf(await move(device, { counter })), String(counter)).toBe('invalid')
    expect(await problemOf(await move(device, {}))).toBe('invalid')
    expect(await problemOf(await move('zzzzzzz9', { counter: head.other }))).toBe('not-found')
    await head.post(`/devices/${device}/retire`)
    expect(await problemOf(await move(device, { counter: head.other }))).toBe('not-found')
    expect(UnitView.parse(await head.get('')).devices).toMatchObject([{ counter: head.counter }])
  })
})
