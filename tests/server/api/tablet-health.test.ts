import { expect, test } from 'vitest'
import { instantOf } from '#src/domain/calendar.ts'
import type { TabletState } from '#src/protocol/log-schema.ts'
import { type DeviceView, UnitView } from '#src/protocol/session.ts'
import { type Api, type Head, openApi, setUpHead } from '#tests/support/api.ts'
import { pairTablet, type Tablet } from '#tests/support/api-tablet.ts'
import { eachDatabase, type Open } from '#tests/support/database.ts'
import { staySignedIn } from '#tests/support/figures-office.ts'

const MINUTE = 60_000
const RUN = '22222222'

type Stand = { tablet: Tablet; lag: number }

/** Two tablets that are heard each minute, one at its beginning and one in its middle. */
async function start(open: Open): Promise<{ api: Api; head: Head; stands: Stand[] }> {
  const api = await openApi(open)
  const head = await setUpHead(api)
  await staySignedIn(api)
  const second = await head.post<{ id: string }>('/counters', { label: '2', name: '', officer: null })
  const stands = [
    { tablet: await pairTablet(api, head), lag: 0 },
    { tablet: await pairTablet(api, head, { counter: second.id }), lag: 30_000 },
  ]
  await api.passTo(instantOf('2026-11-23', 8))
  return { api, head, stands }
}

/** As a tablet says it: what waits on it includes what it is sending, and what came meanwhile. */
function send(
  { clock }: Api,
  { tablet }: Stand,
  waits: number,
  late = 0,
  worker?: TabletState['worker'],
): Promise<Response> {
  const wall = clock.now - 40 - late
  const storage = { used: 3 + waits, quota: 4_000, persisted: true }
  const state = {
    run: RUN,
    wall,
    mono: clock.now,
    pending: waits,
    oldest: 0,
    ...storage,
    build: '1',
    config: 0,
    worker,
  }
  return tablet.send(JSON.stringify(state))
}

/** What the head reads of them, that of the first counter first. */
async function health(head: Head): Promise<Partial<DeviceView>[]> {
  const { devices } = UnitView.parse(await head.get(''))
  devices.sort((a, b) => Number(b.counter === head.counter) - Number(a.counter === head.counter))
  return devices.map(({ id: _, counter: __, pairedAt: ___, ...said }) => said)
}

eachDatabase((_, open) => {
  test('P9: who asks each second for the tablets’ health does not see at which of them today’s count went up', async () => {
    const { api, head, stands } = await start(open)
    const begin = api.clock.now
    const rated = [
      10 * MINUTE + 12_000,
      14 * MINUTE + 58_000,
      15 * MINUTE + 7_000,
      31 * MINUTE,
      31 * MINUTE + 9_000,
    ]
    let today = 0
    for (let at = 0; at <= 40 * MINUTE; at += 1_000) {
      api.clock.now = begin + at
      for (const stand of stands) {
        if (at % MINUTE === stand.lag) await send(api, stand, 0, at % 7_000)
      }
      const rates = rated.includes(at)
      if (rates) {
        stands[1]!.tablet.rate({ score: 1 })
        stands[1]!.lag = at % MINUTE
        await send(api, stands[1]!, 2, 700)
        today += 1
      }
      if (at < MINUTE || (!rates && at % 15_000 !== 0)) continue
      const [one, other] = await health(head)
      expect(other, `${at / MINUTE} minutes past eight`).toEqual(one)
    }
    expect(await head.get('/summary?period=day&day=2026-11-23')).toMatchObject({ today })
  })

  test('P12: a tablet that falls silent is seen to, by the quarter hour, and what waits on it by fives', async () => {
    const { api, head, stands } = await start(open)
    await send(api, stands[0]!, 0)
    api.clock.now += 7 * MINUTE
    const silent = api.clock.now
    await send(api, stands[0]!, 13)
    const [heard] = await health(head)
    expect(heard).toMatchObject({ lastSync: silent - 22 * MINUTE, pending: 10 })
    api.clock.now += 4 * 60 * MINUTE
    const [later] = await health(head)
    expect(later).toMatchObject({ lastSync: silent - 7 * MINUTE, pending: 10, clockOffset: 0, used: 0 })
  })

  test('P12: a tablet that could not be opened again without a network is told of; one that does not say is not', async () => {
    const { api, head, stands } = await start(open)
    const told: unknown[] = []
    for (const state of [undefined, 'installing', 'none', 'activated', 'redundant'] as const) {
      api.clock.now += MINUTE
      await send(api, stands[0]!, 0, 0, state && { state, serves: true, update: false })
      const [{ worker } = {}] = await health(head)
      told.push(worker)
    }
    expect(told).toEqual([null, 'there', 'missing', 'there', 'missing'])
  })
})
