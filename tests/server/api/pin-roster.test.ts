import { createHash, pbkdf2Sync } from 'node:crypto'
import { expect, test } from 'vitest'
import { instantOf } from '#src/domain/calendar.ts'
import { MOST_PINS } from '#src/domain/pin.ts'
import { Config, type RosterOfficer } from '#src/protocol/config.ts'
import { UnitView } from '#src/protocol/session.ts'
import { configFor } from '#src/server/device-config.ts'
import {
  type Api,
  cookieOf,
  type Head,
  headOf,
  openApi,
  PASSWORD,
  problemOf,
  setUpHead,
} from '#tests/support/api.ts'
import { givePin, pinToken } from '#tests/support/api-pin.ts'
import { pairTablet } from '#tests/support/api-tablet.ts'
import { eachDatabase } from '#tests/support/database.ts'

const PIN = '493817'
type Device = { device: string }

async function configOf(api: Api, { device }: Device): Promise<{ line: string; config: Config }> {
  const { line } = await configFor(api.deps.db, api.deps, { id: device, key: 'k'.repeat(87) })
  return { line, config: Config.parse(JSON.parse(line)) }
}

const rosterOf = async (api: Api, tablet: Device) => (await configOf(api, tablet)).config.roster
const namesOn = async (api: Api, tablet: Device) => (await rosterOf(api, tablet))?.map(({ name }) => name)

/** What a tablet computes of a PIN that is entered there. */
function hashOf(pin: string, device: string, { salt, rounds }: RosterOfficer['pin']): string {
  const stretched = pbkdf2Sync(pin, Buffer.from(salt, 'base64url'), rounds, 32, 'sha256')
  return createHash('sha256')
    .update(`${device} ${stretched.toString('base64url')}`)
    .digest('base64url')
}

/** Signed in once more: a session ends by itself. */
async function again(api: Api, head: Head): Promise<Head> {
  const body = { user: 'tran.nam', password: PASSWORD }
  return headOf(api, { ...head, cookie: cookieOf(await api.ask('POST', '/api/v1/session', { body })) })
}

async function add(head: Head, name: string, title = ''): Promise<string> {
  return (await head.post<{ id: string }>('/officers', { name, title })).id
}

eachDatabase((_, open) => {
  test('a counter with an officer has no roster; one without has all who have a PIN, by given name, and none where nobody has', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const tablet = await pairTablet(api, head)
    await head.patch(`/counters/${head.counter}`, { officer: null })
    expect(await configOf(api, tablet)).toMatchObject({ config: { officer: null } })
    expect(await rosterOf(api, tablet)).toBeUndefined()

    const an = await add(head, 'Vũ Đình Ân', 'Chuyên viên')
    await add(head, 'Lê Văn Bình')
    await givePin(api, head, { officer: head.officer, pin: PIN })
    await givePin(api, head, { officer: an, pin: PIN })
    expect(await namesOn(api, tablet)).toEqual(['Vũ Đình Ân', 'Nguyễn Thị Hoa'])
    const [first, second] = (await rosterOf(api, tablet))!
    expect(first).toEqual({ id: an, name: 'Vũ Đình Ân', title: 'Chuyên viên', pin: first!.pin })
    expect(first!.pin.rounds).toBe(600_000)
    expect(first!.pin.salt).not.toBe(second!.pin.salt)

    await head.patch(`/counters/${head.counter}`, { officer: an })
    expect(await configOf(api, tablet)).toMatchObject({ config: { officer: { id: an } } })
    expect(await rosterOf(api, tablet)).toBeUndefined()
  })

  test('each tablet checks the PIN by a hash of its own', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const tablets = [await pairTablet(api, head), await pairTablet(api, head)]
    await head.patch(`/counters/${head.counter}`, { officer: null })
    await givePin(api, head, { officer: head.officer, pin: PIN })
    const pins = []
    for (const tablet of tablets) {
      const [{ pin } = { pin: undefined }] = (await rosterOf(api, tablet)) ?? []
      expect(hashOf(PIN, tablet.device, pin!)).toBe(pin!.hash)
      expect(hashOf('493818', tablet.device, pin!)).not.toBe(pin!.hash)
      pins.push(pin!.hash)
    }
    expect(pins[0]).not.toBe(pins[1])
    const stored = await api.deps.db.selectFrom('officer_pin').selectAll().execute()
    expect(JSON.stringify(stored)).not.toContain(PIN)
    expect(pins).not.toContain(stored[0]!.stretched)
  })

  test('who leaves is on no roster from the next day on, and is again when they return, with the PIN that they had', async () => {
    const api = await openApi(open)
    const first = await setUpHead(api)
    const tablet = await pairTablet(api, first)
    await first.patch(`/counters/${first.counter}`, { officer: null })
    const an = await add(first, 'Vũ Đình Ân')
    await givePin(api, first, { officer: first.officer, pin: PIN })
    await givePin(api, first, { officer: an, pin: '271936' })
    const version = async () => (await configOf(api, tablet)).config.version
    const told = async (what: () => Promise<unknown>) => {
      const before = await version()
      await what()
      return (await version()) > before
    }
    await first.post(`/officers/${an}/leave`, { last: '2026-11-23' })
    expect(await namesOn(api, tablet)).toEqual(['Vũ Đình Ân', 'Nguyễn Thị Hoa'])
    expect(await told(() => api.passTo(instantOf('2026-11-23', 13)))).toBe(false)
    expect(await told(() => api.passTo(instantOf('2026-11-23', 19)))).toBe(true)
    expect(await namesOn(api, tablet)).toEqual(['Nguyễn Thị Hoa'])
    await api.passTo(instantOf('2026-11-25', 9))
    const head = await again(api, first)
    await head.post(`/officers/${an}/return`, { back: '2026-11-27' })
    expect(await namesOn(api, tablet)).toEqual(['Nguyễn Thị Hoa'])
    expect(await told(() => api.passTo(instantOf('2026-11-28', 9)))).toBe(true)
    const [back] = (await rosterOf(api, tablet))!
    expect([back!.id, hashOf('271936', tablet.device, back!.pin)]).toEqual([an, back!.pin.hash])
    // All who have a PIN are away: the list is empty, and the tablet says so.
    const later = await again(api, head)
    for (const officer of [an, head.officer])
      await later.post(`/officers/${officer}/leave`, { last: '2026-11-27' })
    expect(await rosterOf(api, tablet)).toEqual([])
  })

  test('a withdrawn PIN is on no roster, and the tablets are told', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const tablet = await pairTablet(api, head)
    await head.patch(`/counters/${head.counter}`, { officer: null })
    await givePin(api, head, { officer: head.officer, pin: PIN })
    const before = (await configOf(api, tablet)).config.version
    await head.post(`/officers/${head.officer}/pin/withdraw`)
    const { config } = await configOf(api, tablet)
    expect([config.roster, config.version]).toEqual([undefined, before + 1])
  })

  test('the line of a config has room for as many officers as may have a PIN, whatever all are called', {
    timeout: 120_000,
  }, async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const tablet = await pairTablet(api, head)
    // A quotation mark is two characters of JSON.
    const long = (length: number) => '"'.repeat(length)
    const day = Array.from({ length: 6 }, (_, i) => [1200 + i * 30, 1210 + i * 30])
    await head.patch('', {
      ...{ name: long(120), place: long(120), hours: Array.from({ length: 7 }, () => day) },
      meet: { room: long(80), phone: long(30) },
    })
    await head.patch(`/counters/${head.counter}`, { label: long(20), name: long(80), officer: null })
    await head.post('/counters', { label: `${long(19)}2`, name: '', officer: null })
    const officers = Array.from({ length: MOST_PINS }, (_, i) => ({
      ...{ id: null, name: `${long(77)} ${i}`, title: long(80), initials: 'ABC' },
    }))
    await head.post('/officers/import', { officers })
    const { officers: listed } = UnitView.parse(await head.get(''))
    const long50 = listed.filter(({ id }) => id !== head.officer)
    for (const { id } of long50) await pinToken(head, id)
    const refused = await api.ask('POST', `/api/v1/units/${head.unit}/officers/${head.officer}/pin`, {
      cookie: head.cookie,
    })
    expect(await problemOf(refused)).toBe('too-many')
    // As the longest are stored, without half a minute of stretching.
    const pin = { salt: 's'.repeat(22), rounds: 600_000, stretched: 't'.repeat(43), set_at: 0, tries_from: 0 }
    await api.deps.db
      .insertInto('officer_pin')
      .values(long50.map(({ id }) => ({ officer: id, ...pin, locked_at: 1 })))
      .execute()
    const { line, config } = await configOf(api, tablet)
    expect(config.roster).toHaveLength(MOST_PINS)
    expect(line.length).toBeLessThanOrEqual(20_000)
    expect(config.roster?.[0]).toMatchObject({ title: '', locked: true })

    await api.deps.db
      .updateTable('officer')
      .set({ name: 'Nguyễn Hoàng Bảo Ngọc Trâm', title: 'Công chức Tư pháp – Hộ tịch, Một cửa' })
      .execute()
    const usual = await configOf(api, tablet)
    expect(usual.config.roster?.[0]?.title).toBe('Công chức Tư pháp – Hộ tịch, Một cửa')
    expect(usual.line.length).toBeLessThanOrEqual(20_000)
  })
})
