import { expect, test } from 'vitest'
import { instantOf } from '#src/domain/calendar.ts'
import type { Score } from '#src/domain/conduct.ts'
import { FeedbackList, type Row, Rows } from '#src/protocol/reports.ts'
import { type Api, type Head, openApi, problemOf, setUpAnother, setUpHead } from '#tests/support/api.ts'
import { pairTablet, sealed } from '#tests/support/api-tablet.ts'
import { eachDatabase } from '#tests/support/database.ts'

const five = (score: Score) => Array.from({ length: 5 }, () => ({ score }))
const closing = (day: number, hour: 13 | 19) => instantOf(`2026-11-${day}`, hour)
const afterwards = async (api: Api) =>
  api.deps.db.updateTable('session').set({ expires_at: Number.MAX_SAFE_INTEGER }).execute()

async function pullAll(head: Head, limit: number, from?: string): Promise<{ rows: Row[]; next: string }> {
  const rows: Row[] = []
  let next = from
  for (;;) {
    const page = Rows.parse(await head.get(`/ratings?limit=${limit}${next ? `&cursor=${next}` : ''}`))
    rows.push(...page.rows)
    next = page.next
    if (!page.more) return { rows, next }
  }
}

eachDatabase((_, open) => {
  test('the cursor never skips or repeats, whatever the page, across closings', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const tablet = await pairTablet(api, head)
    await afterwards(api)
    const pulled: Row[] = []
    let cursor: string | undefined
    for (const [i, limit] of [1, 2, 3, 7, 1000].entries()) {
      tablet.rate(...five(5), ...five(2), { score: 1 })
      await tablet.sendOk()
      await api.passTo(closing(23 + i, 19))
      const { rows, next } = await pullAll(head, limit, cursor)
      pulled.push(...rows)
      cursor = next
      expect(Rows.parse(await head.get(`/ratings?cursor=${next}`))).toEqual({ rows: [], next, more: false })
      api.clock.now = instantOf(`2026-11-${24 + i}`, 8)
    }
    const { rows: all } = await pullAll(head, 10_000)
    expect(all).toHaveLength(55)
    expect(pulled).toEqual(all)
  })

  test('a cursor of another unit, epoch or list, and one that is none, are refused', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const other = await setUpAnother(api, 'le.hoa')
    const { next } = Rows.parse(await head.get('/ratings'))
    const ask = (who: Head, query: string) =>
      api.ask('GET', `/api/v1/units/${who.unit}/${query}`, { cookie: who.cookie })
    const otherEpoch = Buffer.from(JSON.stringify(['rows', 'zzzzzzzz', head.unit, 1, 1])).toString(
      'base64url',
    )
    const none = Buffer.from('["rows"]').toString('base64url')
    expect(await problemOf(await ask(other, `ratings?cursor=${next}`))).toBe('bad-cursor')
    expect(await problemOf(await ask(head, `feedback?cursor=${next}`))).toBe('bad-cursor')
    for (const cursor of [otherEpoch, none, 'abc']) {
      expect(await problemOf(await ask(head, `ratings?cursor=${cursor}`))).toBe('bad-cursor')
    }
  })

  test('P9: a row holds what PRODUCT.md lists and nothing else, in the order of no log', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const tablet = await pairTablet(api, head)
    tablet.rate({ score: 1, reasons: ['tho_o'] }, { score: 2 }, { score: 3 }, { score: 4 }, { score: 5 })
    await tablet.sendOk()
    expect(Rows.parse(await head.get('/ratings')).rows).toEqual([])
    await api.passTo(closing(23, 13))
    const { rows } = await head.get<{ rows: Row[] }>('/ratings')
    expect(rows).toHaveLength(5)
    for (const row of rows) {
      expect(Object.keys(row).sort()).toEqual(
        ['channel', 'counter', 'reasons', 'score', 'span', 'standards', 'suspect', 'version'].sort(),
      )
      expect(row.span).toEqual({ kind: 'half', from: '2026-11-23', half: 'am' })
      expect(Object.values(row.standards)).toEqual(Array.from({ length: 8 }, () => 'blank'))
    }
    expect(rows.find(({ score }) => score === 1)?.reasons).toEqual(['tho_o'])
    const text = JSON.stringify(rows)
    for (const secret of [head.officer, tablet.device, `${api.clock.now}`.slice(0, 6)])
      expect(text).not.toContain(secret)
  })

  test('opening rows or words is an entry of the unit’s log; an empty answer is none', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const tablet = await pairTablet(api, head)
    const opened = async () => {
      const lines = await api.deps.db
        .selectFrom('entry')
        .select('line')
        .where('log', '=', `${head.unit}.1`)
        .execute()
      return lines.flatMap(({ line }) => {
        const { deed, of } = JSON.parse(Buffer.from(line).toString()).body
        return /opened/.test(deed) ? [`${deed} ${of}`] : []
      })
    }
    await head.get('/ratings')
    await head.get('/feedback')
    expect(await opened()).toEqual([])
    tablet.rate(...five(1).map((tap) => ({ ...tap, reasons: ['tho_o' as const] })))
    await tablet.sendOk()
    await api.passTo(closing(23, 13))
    await head.get('/ratings?limit=3')
    await head.get('/feedback')
    expect(await opened()).toEqual(['rows-opened 3', 'feedback-opened 5'])
  })

  test('CSV: a BOM, RFC 4180, a link to what follows, and no cell that starts a formula', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const tablet = await pairTablet(api, head)
    const channels = ['=1+1', '+1', '-1', '@x', '＝1', '"a,b"', '\t=1', '=cmd|x', 'web', 'qr']
    tablet.rate(...channels.map((ch) => ({ score: 3 as const, with: { ch } })))
    await tablet.sendOk()
    await api.passTo(closing(23, 13))
    const response = await api.ask('GET', `/api/v1/units/${head.unit}/ratings?format=csv`, {
      cookie: head.cookie,
    })
    expect(response.headers.get('Content-Type')).toBe('text/csv; charset=utf-8; header=present')
    const bytes = Buffer.from(await response.arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const lines = bytes.subarray(3).toString().split('\r\n')
    expect(lines).toHaveLength(channels.length + 2)
    expect(lines[0]).toMatch(/^score,xin_chao,.*,reasons,counter,channel,version,suspect,span,from,half$/)
    const cells = lines.slice(1, -1).flatMap((line) => line.match(/(?<=^|,)("(?:[^"]|"")*"|[^,]*)/g) ?? [])
    expect(cells.filter((cell) => /^"?[=+\-@\t＝]/.test(cell))).toEqual([])
    expect(cells).toContain("'=1+1")
    expect(cells).toContain('"""a,b"""')
    const next = /<(.*)>; rel="next"/.exec(response.headers.get('Link') ?? '')?.[1] ?? ''
    const empty = await api.ask('GET', next, { cookie: head.cookie })
    expect((await empty.text()).trim().split('\r\n')).toHaveLength(1)
  })

  test('reasons and comments are listed with every strange letter; a changed comment is not shown', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const tablet = await pairTablet(api, head)
    const strange = [
      'a\0b',
      '👩🏽‍⚖️',
      'ệ'.normalize('NFD'),
      `e${'\u0301'.repeat(499)}`,
      '\u202e=1+1',
      '<b onload=x>',
    ]
    const { key } = api.deps.keys.seal
    for (const text of strange) tablet.rate({ score: 5, comment: await sealed(key, text) })
    const altered = { ...(await sealed(key, 'xin')), sealed: (await sealed(key, 'cho')).sealed }
    tablet.rate({ score: 2, comment: altered }, { score: 2, reasons: ['voi_vinh'] })
    tablet.rate({ score: 4 }, { score: 4 })
    await tablet.sendOk()
    expect(FeedbackList.parse(await head.get('/feedback')).items).toEqual([])
    await api.passTo(closing(23, 13))
    const first = FeedbackList.parse(await head.get('/feedback?limit=3'))
    const second = FeedbackList.parse(await head.get(`/feedback?limit=10&cursor=${first.next}`))
    const items = [...first.items, ...second.items]
    expect(second.next).toBeNull()
    expect(new Set(items.flatMap(({ comment }) => comment ?? []))).toEqual(new Set(strange))
    expect(items.filter((item) => item.altered)).toMatchObject([
      {
        kind: 'concern',
        comment: null,
        sealed: false,
        due: { acknowledge: '2026-11-25', conclude: '2026-12-01' },
      },
    ])
    expect(items.filter(({ reasons }) => reasons.length > 0)).toMatchObject([
      { kind: 'concern', reasons: ['voi_vinh'], due: { acknowledge: '2026-11-25', conclude: null } },
    ])
    const suggestions = items.filter(({ kind }) => kind === 'suggestion')
    expect(suggestions.map(({ due }) => due)).toEqual(strange.map(() => null))
    await head.patch('', {
      deadlines: { acknowledge: 2, conclude: 3 },
      days: { off: ['2026-11-27'], work: [] },
    })
    const own = FeedbackList.parse(await head.get('/feedback')).items.find(({ due }) => due?.conclude)
    expect(own?.due, 'by the unit’s own days').toEqual({ acknowledge: '2026-11-26', conclude: '2026-11-30' })
    for (const item of items) {
      expect(Object.keys(item).sort()).toEqual(
        ['altered', 'comment', 'counter', 'due', 'kind', 'reasons', 'sealed', 'span'].sort(),
      )
    }
  })

  test('a comment is sealed for a server without the key, and one that has not arrived', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const tablet = await pairTablet(api, head)
    tablet.rate(...five(4).slice(1))
    tablet.rate({ score: 5, comment: await sealed(api.deps.keys.seal.key, 'cảm ơn') })
    await tablet.sendOk()
    await api.passTo(closing(23, 13))
    api.deps.keys.seal.holds = false
    expect(await head.get('/feedback')).toMatchObject({
      items: [{ comment: null, sealed: true, altered: false }],
    })
  })
})
