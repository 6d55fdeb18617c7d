import { expect, test } from 'vitest'
import { addDays, instantOf } from '#src/domain/calendar.ts'
import type { DutyList } from '#src/protocol/duties.ts'
import type { OwnFigures } from '#src/protocol/own.ts'
import { Summary } from '#src/protocol/reports.ts'
import { type Changed, UnitView } from '#src/protocol/session.ts'
import { configFor } from '#src/server/device-config.ts'
import { rebuild } from '#src/server/rebuild.ts'
import { verify } from '#src/server/verify/verify.ts'
import { type Api, type Head, openApi, setUpHead } from '#tests/support/api.ts'
import { pairTablet, type Tablet } from '#tests/support/api-tablet.ts'
import { eachDatabase, type Open } from '#tests/support/database.ts'

type Office = {
  api: Api
  head: Head
  hall: string
  sits: string
  own: Tablet
  inHall: Tablet
  lan: string
  hung: string
  day: string
}

/** A counter at whose tablet officers go on duty, one at which Hùng sits by the head's word, and the hall. */
async function office(open: Open): Promise<Office> {
  const api = await openApi(open)
  await api.passTo(instantOf('2026-11-23', 7))
  const head = await setUpHead(api)
  await api.deps.db.updateTable('session').set({ expires_at: Number.MAX_SAFE_INTEGER }).execute()
  const added = async (path: string, body: object) => (await head.post<Changed>(path, body)).id
  const lan = await added('/officers', { name: 'Nguyễn Thị Lan', title: '' })
  const hung = await added('/officers', { name: 'Phạm Văn Hùng', title: '' })
  const sits = await added('/counters', { label: 'Quầy 9', name: 'Đất đai', officer: hung })
  const hall = await added('/counters', { label: 'Sảnh', name: '', officer: null, hall: true })
  await head.patch(`/counters/${head.counter}`, { officer: null })
  const own = await pairTablet(api, head)
  const inHall = await pairTablet(api, head, { counter: hall })
  return { api, head, hall, sits, own, inHall, lan, hung, day: '2026-11-23' }
}

const tap = (counter: string) => ({ score: 5, with: { counter, officer: null, ch: 'hall' } }) as const

async function times(n: number, rate: () => void, { api }: Office) {
  for (let i = 0; i < n; i += 1) {
    api.clock.now += 60_000
    rate()
  }
}

/** What that officer reads of the year on the next morning. */
async function read(given: Office, officer: string): Promise<number> {
  const { api, head } = given
  given.day = addDays(given.day, 1)
  await api.passTo(instantOf(given.day, 7))
  const be = (whom: string | null) =>
    api.deps.db.updateTable('account').set({ officer: whom }).where('id', '=', head.account).execute()
  await be(officer)
  const answer = await api.ask('GET', '/api/v1/own/figures?period=year', { cookie: head.cookie })
  await be(null)
  return ((await answer.json()) as OwnFigures).figures?.n ?? 0
}

const duty = ({ own, head }: Office, officer: string, change: 'start' | 'end') =>
  own.write('duty', { officer, counter: head.counter, change })

const isWhole = async ({ api: { deps } }: Office) => {
  expect((await verify(deps.db, { keys: deps.keys })).faults).toEqual([])
  expect((await rebuild(deps)).changed).toBe(0)
}

const configOf = async ({ api, head }: Office, device: string) => {
  const { key } = await api.deps.db
    .selectFrom('device')
    .select('key')
    .where('id', '=', device)
    .executeTakeFirstOrThrow()
  const signed = await configFor(api.deps.db, api.deps, { id: device, key })
  expect(UnitView.parse(await head.get('')).counters).toHaveLength(3)
  return JSON.parse(signed.line)
}

eachDatabase((_, open) => {
  test('a tablet in the hall is told the open counters, in order, and no roster; the others know of no hall', async () => {
    const given = await office(open)
    const { head, hall, sits, own, inHall } = given
    const told = await configOf(given, inHall.device)
    expect(told.counter).toEqual({ id: hall, label: 'Sảnh', name: '' })
    expect(told.hall.map(({ id }: { id: string }) => id)).toEqual([head.counter, sits])
    expect(told).toMatchObject({ officer: null })
    expect(told).not.toHaveProperty('roster')
    expect(await configOf(given, own.device)).toMatchObject({ elsewhere: 'Quầy 9' })
    expect(await configOf(given, own.device)).not.toHaveProperty('hall')
    await head.patch(`/counters/${sits}`, { closed: true })
    const after = await configOf(given, inHall.device)
    expect(after.hall.map(({ id }: { id: string }) => id)).toEqual([head.counter])
    expect(after.version).toBeGreaterThan(told.version)
    expect(await configOf(given, own.device), 'nobody is sent to the hall').toMatchObject({ elsewhere: null })
  })

  test('a hall has no officer', async () => {
    const { api, head, hall, lan } = await office(open)
    const path = `/api/v1/units/${head.unit}/counters`
    const body = { label: 'Sảnh 2', name: '', officer: lan, hall: true }
    const made = await api.ask('POST', path, { body, cookie: head.cookie })
    expect([made.status, await made.json()]).toMatchObject([422, { fields: { officer: 'not-right' } }])
    const changed = await api.ask('PATCH', `${path}/${hall}`, { body: { officer: lan }, cookie: head.cookie })
    expect([changed.status, await changed.json()]).toMatchObject([422, { fields: { officer: 'not-right' } }])
    expect(UnitView.parse(await head.get('')).counters.filter((one) => one.hall)).toMatchObject([
      { id: hall },
    ])
  })

  test('P2, P9: what citizens say in the hall counts for the counter, and for whoever served there then', {
    timeout: 60_000,
  }, async () => {
    const given = await office(open)
    const { api, head, hall, sits, own, inHall, lan, hung } = given
    await api.passTo(instantOf(given.day, 8))
    await times(2, () => inHall.rate(tap(head.counter)), given)
    duty(given, lan, 'start')
    await times(5, () => inHall.rate(tap(head.counter)), given)
    await times(10, () => inHall.rate(tap(sits)), given)
    await times(5, () => inHall.rate(tap(hall)), given)
    api.clock.now += 60_000
    duty(given, lan, 'end')
    await times(3, () => inHall.rate(tap(head.counter)), given)
    await own.sendOk()
    await inHall.sendOk()
    expect([await read(given, lan), await read(given, hung)]).toEqual([5, 10])
    const summary = Summary.parse(await head.get('/summary?period=year&day=2026-11-23'))
    const shares = Object.fromEntries(summary.counters.map(({ counter, share }) => [counter, share?.n]))
    expect(shares).toEqual({ [head.counter]: 10, [sits]: 10, [hall]: 5 })
    expect(summary.figures).toMatchObject({ n: 25, alone: 0 })
    await isWhole(given)
  })

  test('what the server hears of a duty after the half day of the rating has closed credits nobody', {
    timeout: 60_000,
  }, async () => {
    const given = await office(open)
    const { api, head, own, inHall, lan } = given
    await api.passTo(instantOf(given.day, 8))
    duty(given, lan, 'start')
    await times(10, () => inHall.rate(tap(head.counter)), given)
    await inHall.sendOk()
    expect(await read(given, lan)).toBe(0)
    await own.sendOk()
    expect(await read(given, lan), 'it stays').toBe(0)
    await isWhole(given)
  })

  test('an end that the server hears later takes nothing away', { timeout: 60_000 }, async () => {
    const given = await office(open)
    const { api, head, own, inHall, lan } = given
    await api.passTo(instantOf(given.day, 8))
    duty(given, lan, 'start')
    await own.sendOk()
    duty(given, lan, 'end')
    api.clock.now += 60_000
    await times(5, () => inHall.rate(tap(head.counter)), given)
    await inHall.sendOk()
    expect(await read(given, lan)).toBe(5)
    await own.sendOk()
    expect(await read(given, lan)).toBe(5)
    await isWhole(given)
  })

  test('whoever sits there by the head’s word is credited from the deed on, and no longer once another one sits there', {
    timeout: 60_000,
  }, async () => {
    const given = await office(open)
    const { api, head, sits, inHall, lan, hung } = given
    await api.passTo(instantOf(given.day, 8))
    await times(5, () => inHall.rate(tap(sits)), given)
    await head.patch(`/counters/${sits}`, { officer: lan })
    await times(10, () => inHall.rate(tap(sits)), given)
    await head.patch(`/counters/${sits}`, { officer: null })
    await times(5, () => inHall.rate(tap(sits)), given)
    await inHall.sendOk()
    expect([await read(given, hung), await read(given, lan)]).toEqual([5, 10])
    await isWhole(given)
  })

  test('a corrected duty takes the hall’s ratings with it, in whole blocks', {
    timeout: 60_000,
  }, async () => {
    const given = await office(open)
    const { api, head, own, inHall, lan, hung } = given
    await api.passTo(instantOf(given.day, 8))
    duty(given, lan, 'start')
    await times(5, () => inHall.rate(tap(head.counter)), given)
    api.clock.now += 60_000
    duty(given, lan, 'end')
    await own.sendOk()
    await inHall.sendOk()
    expect([await read(given, lan), await read(given, hung)]).toEqual([5, 0])
    const { duties } = await head.get<DutyList>('/duties?day=2026-11-23')
    await head.post(`/duties/${duties[0]!.id}/correct`, { officer: hung, why: 'not-me' })
    expect([await read(given, lan), await read(given, hung)]).toEqual([0, 5])
    await isWhole(given)
  })
})
