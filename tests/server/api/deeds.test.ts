import { expect, test } from 'vitest'
import { instantOf, localTime } from '#src/domain/calendar.ts'
import { DeedList } from '#src/protocol/deeds.ts'
import { transact } from '#src/server/transact.ts'
import { appendUnitEntry } from '#src/server/unit-log.ts'
import { verify } from '#src/server/verify/verify.ts'
import { type Head, openApi, problemOf, setUpAnother, setUpHead } from '#tests/support/api.ts'
import { pairTablet } from '#tests/support/api-tablet.ts'
import { eachRole } from '#tests/support/database.ts'

const read = async (head: Head, query = '') => DeedList.parse(await head.get(`/deeds${query}`))

eachRole((_, open) => {
  test('a head reads who did what, the newest first, and looking adds nothing', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    await setUpAnother(api, 'le.hoa')
    await head.post('/officers', { name: 'Lê Văn An', title: '' })
    await head.patch('', { place: 'Nơi khác' })
    const list = await read(head)
    const { deeds, next } = list
    expect(deeds.map(({ deed, by }) => [deed, by?.name])).toEqual([
      ['unit-changed', 'Trần Văn Nam'],
      ['officer-added', 'Trần Văn Nam'],
      ['counter-added', 'Trần Văn Nam'],
      ['officer-added', 'Trần Văn Nam'],
      ['set-up', undefined],
    ])
    expect(deeds[0]).toMatchObject({ at: api.clock.now, of: 'place', by: { id: head.account } })
    expect(next).toBeNull()
    expect(await read(head)).toEqual(list)
  })

  test('each names what it was about as it was called then, and a tablet by its counter', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const { account, counter, officer } = head
    const { device } = await pairTablet(api, head)
    await head.patch(`/accounts/${account}`, { name: 'Trần Nam' })
    await head.patch(`/officers/${officer}`, { name: 'Nguyễn Thị Hòa' })
    await head.patch(`/counters/${counter}`, { label: '2', name: '' })
    await head.post(`/devices/${device}/retire`)
    const { deeds, people } = await read(head)
    const told = Object.fromEntries(deeds.map(({ deed, by, names }) => [deed, { by: by?.name, names }]))
    expect(told).toMatchObject({
      'officer-added': { by: 'Trần Văn Nam', names: { [officer]: 'Nguyễn Thị Hoa' } },
      'counter-added': { by: 'Trần Văn Nam', names: { [counter]: '1 · Hộ tịch' } },
      'device-begun': { by: 'Trần Văn Nam', names: { [device]: '1 · Hộ tịch' } },
      'account-changed': { by: 'Trần Nam', names: { [account]: 'Trần Nam' } },
      'officer-changed': { by: 'Trần Nam', names: { [officer]: 'Nguyễn Thị Hòa' } },
      'counter-changed': { names: { [counter]: '2' } },
      'device-retired': { by: 'Trần Nam', names: { [device]: '2' } },
    })
    expect(people).toEqual([{ id: account, name: 'Trần Nam' }])
  })

  test('of the days that are asked for, both included, by the unit’s own midnight', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    await api.deps.db.updateTable('session').set({ expires_at: Number.MAX_SAFE_INTEGER }).execute()
    const days = ['2026-11-24', '2026-11-25', '2026-11-26']
    for (const day of days)
      for (const at of [instantOf(day), instantOf(day, 24) - 1]) {
        api.clock.now = at
        await head.post('/officers', { name: 'Lê Văn An', title: '' })
      }
    const shown = async (query: string) =>
      (await read(head, query)).deeds.map(({ at }) => localTime(at).day).reverse()
    expect(await shown('?from=2026-11-24&to=2026-11-24')).toEqual([days[0], days[0]])
    expect(await shown('?from=2026-11-25')).toEqual([days[1], days[1], days[2], days[2]])
    expect(await shown('?to=2026-11-24&deed=officer-added')).toHaveLength(3)
    expect(await shown('?from=2026-11-27')).toEqual([])
  })

  test('by person, kind and number; each page goes on where the one before ended, and none is skipped or repeated', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const { unit, account } = head
    await transact(api.deps, async (trx) => {
      for (let i = 0; i < 250; i += 1)
        await appendUnitEntry(trx, api.deps, unit, 'deed', {
          by: i % 2 ? account : null,
          deed: 'tried',
          of: `${i}`,
        })
    })
    const seen: string[] = []
    let pages = 0
    for (let before = ''; ; pages += 1) {
      const { deeds, next } = await read(head, `?deed=tried&by=${account}${before}`)
      seen.push(...deeds.map(({ of }) => of))
      if (next === null) break
      before = `&before=${next}`
    }
    expect(seen).toEqual(Array.from({ length: 125 }, (_, i) => `${249 - 2 * i}`))
    expect(pages).toBe(1)
    const byProgram = await read(head, '?by=operator')
    expect(byProgram.deeds).toHaveLength(100)
    expect(byProgram.deeds.every(({ by }) => by === null)).toBe(true)
    expect((await read(head, '?deed=never-done')).deeds).toEqual([])
    const { faults } = await verify(api.deps.db, { keys: api.deps.keys })
    expect(faults).toEqual([])
  })

  test.each([
    'before=0',
    'before=-1',
    'before=1.5',
    'by=x',
    'by=%00',
    'deed=%3Cb%3E',
    'from=2026-02-30',
    'to=24/11/2026',
    'page=2',
    'deed=a&deed=b',
  ])('?%s is a bad query', async (query) => {
    const api = await openApi(open)
    const { unit, cookie } = await setUpHead(api)
    expect(await problemOf(await api.ask('GET', `/api/v1/units/${unit}/deeds?${query}`, { cookie }))).toBe(
      'bad-query',
    )
  })
})
