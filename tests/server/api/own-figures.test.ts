import { expect, test } from 'vitest'
import { instantOf } from '#src/domain/calendar.ts'
import type { AccountList } from '#src/protocol/accounts.ts'
import { OwnFigures } from '#src/protocol/own.ts'
import { type FeedbackList, Rows, type Summary } from '#src/protocol/reports.ts'
import { type Api, type Head, openApi, problemOf, setUpHead } from '#tests/support/api.ts'
import { signedInAs } from '#tests/support/api-people.ts'
import { pairTablet, sealed } from '#tests/support/api-tablet.ts'
import { tokenFor } from '#tests/support/api-token.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { staySignedIn } from '#tests/support/figures-office.ts'

const words = (text: string) => text.trim().split(/\s+/).sort()

/** What an officer reads, and nothing else. */
const FIELDS = words(`
  officer.name officer.title officer.field unit.name unit.place counters[].label counters[].name
  period.kind period.from period.to through.day through.half now
  figures.n figures.share.count figures.share.n figures.share.share figures.share.low figures.share.high
  figures.standards[].standard figures.standards[].hidden figures.standards[].share
  figures.standards[].share.count figures.standards[].share.n figures.standards[].share.share
  figures.standards[].share.low figures.standards[].share.high
  figures.reasons[].reason figures.reasons[].n
`)

eachDatabase((_, open) => {
  test('P9 P10: an officer reads their own figures in fives, the next day, and nothing of a colleague’s', async () => {
    const { api, head, own, cookie, rate } = await office()
    const { id: colleague } = await head.post<{ id: string }>('/officers', { name: 'Lê Lan', title: '' })
    await rate(head.officer, [5, 5, 4])
    await rate(colleague, [1, 1, 1, 1, 1, 1])
    await rate(head.officer, [1, 5, 2])
    await api.passTo(instantOf('2026-11-23', 19))
    expect((await own()).figures, 'not on the same day').toBeNull()
    await api.passTo(instantOf('2026-11-24', 8))
    const { figures, officer, counters } = await own()
    expect(figures).toMatchObject({ n: 5, share: { count: 4, n: 5 } })
    expect(officer.name).toBe('Nguyễn Thị Hoa')
    expect(counters).toEqual([{ label: '1', name: 'Hộ tịch' }])
    await rate(head.officer, [1, 1, 1])
    await api.passTo(instantOf('2026-11-25', 8))
    expect((await own()).figures?.n, 'three more and the one before fill no block').toBe(5)
    await rate(head.officer, [1])
    await api.passTo(instantOf('2026-11-26', 8))
    expect((await own()).figures).toMatchObject({ n: 10, share: { count: 4, n: 10 } })
    expect((await own('?period=day&day=2026-11-23')).figures?.n).toBe(5)
    expect((await own('?period=day&day=2026-11-24')).figures, 'its block reaches into another day').toBeNull()
    for (const query of ['?officer=zzzzzz', '?period=age', '?day=2026-02-30'])
      expect(await problemOf(await api.ask('GET', `/api/v1/own/figures${query}`, { cookie }))).toBe(
        'bad-query',
      )
  })

  test('P9: what an officer’s own page contains, field by field; reasons only from five on', async () => {
    const { api, head, own, rate } = await office()
    await rate(head.officer, [1, 1, 1, 1, 1], { reasons: ['tho_o'], std: '1-------' })
    await rate(head.officer, [2, 2, 2, 2, 2], { reasons: ['keo_dai'], std: '1-------' })
    await rate(head.officer, [3, 3, 3, 3], { reasons: ['giay_to'] })
    await rate(head.officer, [3], {})
    await api.passTo(instantOf('2026-11-24', 8))
    const read = await own()
    expect(pathsIn(read)).toEqual(FIELDS)
    expect(read.figures?.reasons).toEqual([
      { reason: 'tho_o', n: 5 },
      { reason: 'keo_dai', n: 5 },
    ])
  })

  test('P9 P10: a head who sits at a counter reads no row, comment or counter’s figure of their own duty; nor does a token that they gave', async () => {
    const { api, head, rate } = await office()
    const { id: colleague } = await head.post<{ id: string }>('/officers', { name: 'Lê Lan', title: '' })
    const { id: other } = await head.post<{ id: string }>('/counters', {
      ...{ label: '2', name: '', officer: colleague },
    })
    await rate(head.officer, [1, 2, 3, 4, 5], { reasons: ['tho_o'] })
    await rate(colleague, [5, 5, 5, 5, 5], { reasons: ['keo_dai'], counter: other })
    await api.passTo(instantOf('2026-11-23', 19))
    const { secret } = await tokenFor(head, ['ratings'])
    const rows = async () => Rows.parse(await head.get('/ratings')).rows
    const pulled = async () =>
      Rows.parse(
        await (
          await api.ask('GET', `/api/v1/units/${head.unit}/ratings`, {
            headers: { Authorization: `Bearer ${secret}` },
          })
        ).json(),
      ).rows
    const feedback = async () => (await head.get<FeedbackList>('/feedback')).items
    const shown = async () =>
      (await head.get<Summary>('/summary')).counters.map(({ share }) => share?.n ?? null)
    expect([(await rows()).length, (await pulled()).length, (await feedback()).length]).toEqual([10, 10, 10])
    expect(await shown()).toEqual([5, 5])
    const { accounts } = await head.get<AccountList>('/accounts')
    const before = accounts.find(({ role }) => role === 'officer')?.id
    await head.patch(`/accounts/${before}`, { ended: true })
    await head.patch(`/accounts/${head.account}`, { officer: head.officer })
    for (const read of [await rows(), await pulled(), await feedback()]) {
      expect(read.map(({ counter }) => counter)).toEqual(Array(5).fill(other))
    }
    expect(await shown()).toEqual([null, 5])
    expect(await (await api.ask('GET', '/api/v1/own/figures', { cookie: head.cookie })).json()).toMatchObject(
      {
        officer: { name: 'Nguyễn Thị Hoa' },
      },
    )
  })

  test('P10: a duty that a correction gave to a head is kept back from them as well', async () => {
    const { api, head } = await office()
    const { id: other } = await head.post<{ id: string }>('/officers', { name: 'Lê Lan', title: '' })
    const tablet = await pairTablet(api, head)
    tablet.write('duty', { officer: head.officer, counter: head.counter, change: 'start' })
    api.clock.now += 60_000
    tablet.rate(
      ...([1, 2, 3, 4, 5] as const).map((score) => ({
        ...{ score, reasons: ['tho_o' as const], with: { officer: head.officer } },
      })),
    )
    api.clock.now += 60_000
    tablet.write('duty', { officer: head.officer, counter: head.counter, change: 'end' })
    await tablet.sendOk()
    const { duties } = await head.get<{ duties: { id: string }[] }>('/duties')
    await head.post(`/duties/${duties[0]?.id}/correct`, { officer: other, why: 'not-me' })
    await api.passTo(instantOf('2026-11-23', 19))
    const read = async () => [
      Rows.parse(await head.get('/ratings')).rows.length,
      (await head.get<FeedbackList>('/feedback')).items.length,
    ]
    expect(await read()).toEqual([5, 5])
    await head.patch(`/accounts/${head.account}`, { officer: other })
    expect(await read()).toEqual([0, 0])
  })

  test('P10: who is no officer has no figures of their own', async () => {
    const { api, head } = await office()
    const ask = async (cookie?: string) =>
      problemOf(await api.ask('GET', '/api/v1/own/figures', { ...(cookie && { cookie }) }))
    expect(await ask(head.cookie)).toBe('not-found')
    expect(await ask(await signedInAs(api, head, 'operator'))).toBe('forbidden')
    expect(await ask()).toBe('signed-out')
  })

  async function office() {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const cookie = await signedInAs(api, head, 'officer')
    await staySignedIn(api)
    const own = async (query = '') =>
      OwnFigures.parse(await (await api.ask('GET', `/api/v1/own/figures${query}`, { cookie })).json())
    return { api, head, cookie, own, rate: await ratingAt(api, head) }
  }
})

type Said = { reasons?: ('tho_o' | 'keo_dai' | 'giay_to')[]; std?: string; counter?: string }

/** Lets citizens rate that officer, and sends it. */
async function ratingAt(api: Api, head: Head) {
  const tablets = new Map<string, Awaited<ReturnType<typeof pairTablet>>>()
  const comment = await sealed(api.deps.keys.seal.key, 'xin cảm ơn')
  return async (officer: string, scores: (1 | 2 | 3 | 4 | 5)[], said: Said = {}) => {
    const { counter = head.counter, reasons = [], std = '--------' } = said
    const tablet = tablets.get(counter) ?? (await pairTablet(api, head, { counter }))
    tablets.set(counter, tablet)
    tablet.rate(...scores.map((score) => ({ score, reasons, comment, with: { std, officer } })))
    await tablet.sendOk()
  }
}

/** Each place in a piece of JSON that holds something other than places. */
function pathsIn(json: unknown, path = ''): string[] {
  if (typeof json !== 'object' || json === null) return [path]
  const inner = Array.isArray(json)
    ? json.flatMap((one) => pathsIn(one, `${path}[]`))
    : Object.entries(json).flatMap(([key, one]) => pathsIn(one, path ? `${path}.${key}` : key))
  return [...new Set(inner)].sort()
}
