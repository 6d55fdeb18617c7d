import { expect, test } from 'vitest'
import { instantOf } from '#src/domain/calendar.ts'
import { Summary } from '#src/protocol/reports.ts'
import { type Api, type Head, openApi, setUpHead } from '#tests/support/api.ts'
import { pairTablet } from '#tests/support/api-tablet.ts'
import { eachDatabase } from '#tests/support/database.ts'

async function table(api: Api, head: Head): Promise<{ bytes: Buffer; lines: Record<string, string>[] }> {
  const path = `/api/v1/units/${head.unit}/summary?period=day&format=csv`
  const response = await api.ask('GET', path, { cookie: head.cookie })
  expect(response.headers.get('Content-Type')).toBe('text/csv; charset=utf-8; header=present')
  expect(response.headers.get('Content-Disposition')).toBe(`attachment; filename="summary-${head.unit}.csv"`)
  const bytes = Buffer.from(await response.arrayBuffer())
  const [names = [], ...rows] = bytes
    .subarray(3)
    .toString()
    .split('\r\n')
    .slice(0, -1)
    .map((line) => line.split(','))
  return {
    bytes,
    lines: rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i] ?? 'missing']))),
  }
}

eachDatabase((_, open) => {
  test('P9: the summary as CSV holds the figures of the JSON, and a hidden one has no number', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const tablet = await pairTablet(api, head)
    await head.patch('', { name: '=1+1' })
    await head.patch(`/counters/${head.counter}`, { label: '@quầy', name: '' })
    const few = await head.post<{ id: string }>('/counters', { label: 'Quầy 9', name: '', officer: null })
    const rated = { reasons: ['tho_o' as const], standards: { xin_chao: 'met' as const } }
    tablet.rate(...([1, 2, 3, 4, 5, 5, 5] as const).map((score) => ({ score, ...rated })))
    await tablet.sendOk()
    await api.passTo(instantOf('2026-11-23', 13))
    const json = Summary.parse(await head.get('/summary?period=day'))
    const { bytes, lines } = await table(api, head)
    const of = (figure: string) => lines.filter((line) => line.figure === figure)
    const numbers = (line: Record<string, string> | undefined) =>
      [line?.count, line?.n, line?.share, line?.low, line?.high].map(String)
    const share = (given: object | null) => (given ? Object.values(given).map(String) : ['', '', '', '', ''])

    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(lines.flatMap((line) => Object.values(line)).filter((cell) => /^[=+\-@]/.test(cell))).toEqual([])
    expect(of('unit')[0]).toMatchObject({ of: head.unit, name: "'=1+1", from: json.period.from })
    expect(numbers(of('unit')[0])).toEqual(share(json.figures!.share))
    expect(of('today')[0]).toMatchObject({ n: String(json.today) })
    expect(of('closed')[0]).toMatchObject({ to: '2026-11-23', half: 'am' })
    expect(of('level').map((line) => Number(line.count))).toEqual(json.figures!.levels)
    expect(of('reason').map((line) => [line.of, Number(line.count)])).toEqual(
      json.figures!.reasons.map(({ reason, n }) => [reason, n]),
    )
    expect(of('alone')[0]).toMatchObject({ count: `${json.figures!.alone}`, n: `${json.figures!.n}` })
    for (const [i, standard] of json.figures!.standards.entries()) {
      expect(of('standard')[i]).toMatchObject({
        of: standard.standard,
        hidden: standard.hidden ? 'true' : '',
      })
      expect(numbers(of('standard')[i])).toEqual(share(standard.share))
    }
    for (const [i, day] of json.days.entries()) {
      expect(of('day')[i]).toMatchObject({ of: day.day, hidden: day.hidden ? 'true' : '' })
      expect(numbers(of('day')[i])).toEqual(share(day.share))
    }
    expect(of('counter').map(({ of, name }) => [of, name])).toEqual(
      json.counters.map(({ counter, label }) => [counter, label.replace('@', "'@")]),
    )
    for (const [i, counter] of json.counters.entries()) {
      expect(numbers(of('counter')[i])).toEqual(share(counter.share))
    }
    expect(of('counter').find((line) => line.of === few.id)).toMatchObject({ n: '', share: '', hidden: '' })
    expect(of('standard').some((line) => line.hidden === 'true')).toBe(true)
  })

  test('P9: before there are five, the summary as CSV has no figure but how many are missing', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const tablet = await pairTablet(api, head)
    tablet.rate({ score: 1 }, { score: 5 })
    await tablet.sendOk()
    const { lines } = await table(api, head)
    const told = lines.filter(({ figure }) => figure !== 'epoch' && figure !== 'period')
    expect(told.map(({ figure, count, n, share }) => [figure, count, n, share])).toEqual([
      ['closed', '', '', ''],
      ['today', '', '2', ''],
      ['missing', '', '3', ''],
      ['unit', '', '', ''],
      ['counter', '', '', ''],
    ])
  })
})
