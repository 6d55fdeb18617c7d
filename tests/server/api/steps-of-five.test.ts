import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instantOf } from '#src/domain/calendar.ts'
import type { Score } from '#src/domain/conduct.ts'
import { Rows, Summary } from '#src/protocol/reports.ts'
import { verify } from '#src/server/verify/verify.ts'
import { openApi, setUpHead } from '#tests/support/api.ts'
import { pairTablet } from '#tests/support/api-tablet.ts'
import type { Rating } from '#tests/support/blocks.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { Differences } from '#tests/support/differences.ts'
import { look } from '#tests/support/figures-look.ts'
import { CLOSED_AT_ONCE, newWorld, staySignedIn, steps, take } from '#tests/support/figures-office.ts'

const RUNS = Number(process.env.STEPS_RUNS ?? 12)

eachDatabase((_, open) => {
  test('P9: whatever comes in and whenever a head looks, looks added and subtracted in any way speak of whole groups of five and more', {
    timeout: 20_000 * RUNS,
  }, async () => {
    const api = await openApi(open)
    await setUpHead(api)
    let run = 0
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), steps, async (size, all) => {
        run += 1
        const world = await newWorld(api, `head.${run}`, size)
        const differences = new Differences<Rating>()
        for (const next of [...all, { kind: 'look' as const }]) {
          if (next.kind === 'look') await look(world, differences)
          else await take(world, next)
        }
      }),
      { numRuns: RUNS, endOnFailure: !process.env.STEPS_SHRINK },
    )
    expect((await verify(api.deps.db)).faults, 'P8: what went out is what the closings give').toEqual([])
  })

  test('P9: a month less its days does not tell what the sixth citizen of Monday chose', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    await staySignedIn(api)
    const tablet = await pairTablet(api, head)
    const day = async (date: string, ...scores: Score[]) => {
      await api.passTo(instantOf(date, 9))
      tablet.rate(...scores.map((score) => ({ score, with: { ms: CLOSED_AT_ONCE } })))
      await tablet.sendOk()
      await api.passTo(instantOf(date, 19))
    }
    const levels = async (period: string) =>
      Summary.parse(await head.get(`/summary?${period}`)).figures?.levels ?? [0, 0, 0, 0, 0]
    const rest = async (...days: string[]) => {
      const shown = await Promise.all(days.map((date) => levels(`period=day&day=${date}`)))
      const month = await levels('period=month&day=2026-11-23')
      return month.map((n, i) => n - shown.reduce((sum, one) => sum + (one[i] ?? 0), 0))
    }
    await day('2026-11-23', 5, 5, 5, 5, 5, 4)
    await day('2026-11-24', 5, 5, 5, 5, 1)
    expect(await rest('2026-11-23', '2026-11-24')).toEqual([0, 0, 0, 0, 0])
    await day('2026-11-25', 3, 3, 3, 3)
    expect(await rest('2026-11-23', '2026-11-24', '2026-11-25'), 'one block').toEqual([0, 0, 4, 1, 0])
  })

  test('P9: in the evening, when the day is closed, the unit’s figures go on in fives, until a citizen of the next day comes', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    await staySignedIn(api)
    const [tablet, other] = [await pairTablet(api, head), await pairTablet(api, head)]
    const five = Array.from({ length: 5 }, () => ({ score: 5 as const, with: { ms: CLOSED_AT_ONCE } }))
    const rate = async (day: string, hour: number, n: number) => {
      await api.passTo(instantOf(day, hour))
      tablet.rate(...[...five, ...five].slice(0, n))
      await tablet.sendOk()
    }
    const shown = async () => Summary.parse(await head.get('/summary?period=month&day=2026-11-23')).figures?.n
    await rate('2026-11-23', 9, 3)
    await rate('2026-11-23', 20, 1)
    expect(await shown()).toBeUndefined()
    await rate('2026-11-23', 21, 6)
    expect(await shown()).toBe(10)
    tablet.rate(...five)
    other.rate(...five)
    await rate('2026-11-24', 8, 1)
    expect(await shown(), 'a block of what was late, since nobody of Tuesday was before it').toBe(15)
    await other.sendOk()
    expect(await shown(), 'what follows somebody of Tuesday waits').toBe(15)
    await api.passTo(instantOf('2026-11-24', 13))
    await tablet.sendOk()
    expect(await shown()).toBe(20)
  })

  test('P9: what the unit showed live, less the rows of one counter, does not tell what the only citizen of another chose', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    await staySignedIn(api)
    const tablets = [await pairTablet(api, head)]
    for (const label of ['2', '3']) {
      const { id } = await head.post<{ id: string }>('/counters', { label, name: '', officer: null })
      tablets.push(await pairTablet(api, head, { counter: id }))
    }
    const rate = async (at: number, hour: number, ...scores: Score[]) => {
      await api.passTo(instantOf('2026-11-23', hour))
      tablets[at]?.rate(...scores.map((score) => ({ score, with: { ms: CLOSED_AT_ONCE } })))
      await tablets[at]?.sendOk()
    }
    const live = async () =>
      Summary.parse(await head.get('/summary?period=day&day=2026-11-23')).figures?.levels
    const scores = async () =>
      Rows.parse(await head.get('/ratings'))
        .rows.map(({ score }) => score)
        .sort()

    await rate(0, 8, 5, 4)
    await rate(1, 8.2, 1)
    await rate(0, 9, 5, 5)
    expect(await live()).toEqual([1, 0, 0, 1, 3])
    await rate(0, 10, 4)
    await rate(2, 11, 3, 3, 3, 3)
    expect(await live()).toEqual([1, 0, 4, 2, 3])
    await api.passTo(instantOf('2026-11-23', 13))
    expect(await scores(), 'four of the five at counter 1 share a block with counter 2').toEqual([])
    await rate(1, 14, 2, 2, 2, 2)
    await rate(2, 15, 4)
    expect(await live()).toEqual([1, 4, 4, 3, 3])
    await api.passTo(instantOf('2026-11-23', 19))
    expect(await scores(), 'whole blocks').toEqual([1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 5])
  })

  test('P9: a standard that fewer than five answered is hidden by the API itself, and so is one that nobody did', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const tablet = await pairTablet(api, head)
    const answered = ['11------', '10------', '-0------', '10------', '11------']
    tablet.rate(...answered.map((std) => ({ score: 4 as const, with: { std } })))
    await tablet.sendOk()
    const { figures } = await head.get<Summary>('/summary?period=day')
    expect(figures?.standards.slice(0, 3)).toEqual([
      { standard: 'xin_chao', share: null, hidden: true },
      { standard: 'xin_loi', share: expect.objectContaining({ count: 2, n: 5 }), hidden: false },
      { standard: 'xin_cam_on', share: null, hidden: true },
    ])
  })

  test('P9: a standard moves when five more ratings of the unit have come in, however many of them leave it blank', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const tablet = await pairTablet(api, head)
    const seen = async (...answers: string[]) => {
      tablet.rate(...answers.map((std) => ({ score: 4 as const, with: { std } })))
      await tablet.sendOk()
      const { figures } = await head.get<Summary>('/summary?period=day')
      return [figures?.n, figures?.standards[0]?.share?.n]
    }
    const [yes, blank] = ['1-------', '--------']
    expect(await seen(yes, yes, yes, yes, yes)).toEqual([5, 5])
    expect(await seen('0-------', blank, blank, blank), 'four more').toEqual([5, 5])
    expect(await seen(blank), 'the sixth answer belongs to any of five').toEqual([10, 6])
    expect(await seen(blank, blank, blank, blank, blank)).toEqual([15, 6])
  })
})
