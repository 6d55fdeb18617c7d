import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SCORES } from '#src/domain/conduct.ts'
import { type Link, receiptCode, receiptText } from '#src/domain/entry.ts'
import { createApp } from '#src/server/app.ts'
import { rebuild } from '#src/server/rebuild.ts'
import { openApi, problemOf } from '#tests/support/api.ts'
import { eachDatabase, unguarded } from '#tests/support/database.ts'
import { chained } from '#tests/support/forge.ts'
import { COUNTERS, makeOffice, type Office } from '#tests/support/ingest.ts'
import { retireAll } from '#tests/support/retire.ts'
import { makeTablet, type Tablet } from '#tests/support/tablet.ts'
import { faults, furnished, LOG } from '#tests/support/whole-office.ts'

const DAY = '2026-11-23'
const NOVEMBER = '{"kind":"known","unit":"Trung tâm Phục vụ hành chính công phường Mẫu","month":"2026-11"}'

const UNKNOWN = '{"kind":"unknown"}'
const ALTERED = '{"kind":"altered"}'

/** What the tablet shows of an entry. */
function shown({ hash }: Link): string {
  return receiptCode(createHash('sha256').update(receiptText(hash)).digest('hex'))
}

const ratings = ({ links }: Tablet) => links.filter(({ line }) => line.includes('"kind":"rating"'))

const HEADERS = { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' }

async function ask({ deps }: Pick<Office, 'deps'>, code: string): Promise<Response> {
  const body = JSON.stringify({ code })
  return createApp(deps).request('/api/v1/receipts', { method: 'POST', headers: HEADERS, body })
}

/** An answer as it goes over the wire. */
async function bytes(response: Response): Promise<string> {
  return `${response.status}\n${[...response.headers].toSorted().join('\n')}\n\n${await response.text()}`
}

async function said(office: Office, link: Link): Promise<string> {
  return (await ask(office, shown(link))).text()
}

/** A rating in whatever way it can be given. */
const Given = fc.record(
  {
    score: fc.constantFrom(...SCORES),
    reasons: fc.constantFrom('1-------', '-------1', '11111111'),
    text: fc.string({ minLength: 1, maxLength: 500 }),
    std: fc.constantFrom('--------', '11111111', '01-01-01'),
    officer: fc.constant(null),
    counter: fc.constantFrom(...COUNTERS),
    rechosen: fc.constant('54321'),
    tablet: fc.nat(1),
    late: fc.boolean(),
  },
  { requiredKeys: ['score', 'tablet', 'late'] },
)

eachDatabase((_name, open) => {
  test('P9: whatever the ratings of a unit and month say, their codes all get the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(Given, { minLength: 2, maxLength: 20 }), async (given) => {
        const office = await makeOffice(open)
        const tablets = [await office.tablet(), await office.tablet('tabet333')] as const
        for (const { tablet, late, ...rating } of given) if (!late) tablets[tablet as 0 | 1].rate(rating)
        for (const tablet of tablets) await tablet.send()
        await office.closeAt(DAY, 13)
        for (const { tablet, late, ...rating } of given) if (late) tablets[tablet as 0 | 1].rate(rating)
        for (const tablet of tablets) await tablet.send()
        const all = tablets.flatMap(ratings)
        const now = new Set(await Promise.all(all.map(async (link) => bytes(await ask(office, shown(link))))))
        expect(now.size, 'known, or not known yet').toBeLessThanOrEqual(2)
        await office.closeAt('2026-11-24', 13)
        const then = await Promise.all(all.map(async (link) => bytes(await ask(office, shown(link)))))
        expect([...new Set(then)]).toHaveLength(1)
        expect(then[0]).toMatch(`\n\n${NOVEMBER}`)
        expect(await faults(office)).toEqual([])
        expect(await rebuild(office)).toMatchObject({ changed: 0 })
      }),
      { numRuns: 10 },
    )
  }, 120_000)

  test('a code is known once the half day has closed, in the month in which its rating counts', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    const first = tablet.rate()
    office.clock.now += 60_000
    await tablet.send()
    expect(await said(office, first)).toBe(UNKNOWN)
    await office.closeAt(DAY, 13)
    expect(await said(office, first)).toBe(NOVEMBER)
    const kept = tablet.rate()
    await office.closeAt('2026-12-03', 13)
    const next = tablet.rate({ score: 1, reasons: '1-------' })
    await tablet.send({ from: 5 })
    expect(await said(office, kept)).toBe(UNKNOWN)
    await office.closeAt('2026-12-03', 19)
    expect(await said(office, kept)).toBe(NOVEMBER)
    expect(await said(office, next)).toBe(NOVEMBER.replace('2026-11', '2026-12'))
  })

  test('what counts nowhere has no code: practice, what a retired tablet adds, and entries that are no ratings', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    const practice = tablet.add('practice', JSON.parse(tablet.copy().rate().line).body)
    await tablet.send()
    await retireAll(office.deps)
    const held = tablet.rate()
    expect((await tablet.send({ from: 5 })).kind).toBe('held')
    await office.closeAt(DAY, 19)
    for (const link of [practice, held, tablet.links[0]!]) {
      expect(await said(office, link)).toBe(UNKNOWN)
    }
  })

  test('P2, P4: a rating on a branch, and one behind a hole, are known like any other', async () => {
    const { office, tablet } = await furnished(open)
    const copy = tablet.copy()
    tablet.rate()
    await tablet.send({ from: 18 })
    const branched = [copy.rate({ score: 1 }), copy.rate({ score: 1 })]
    await copy.send({ from: 18 })
    for (let i = 0; i < 6; i += 1) tablet.rate()
    const receipt = { log: LOG, n: 21, hash: tablet.links[20]?.hash, epoch: 'x', config: 1, at: 1 }
    const signed = office.deps.keys.sign.sign('receipt', JSON.stringify(receipt))
    const after = Buffer.from(JSON.stringify(signed)).toString('base64url')
    expect((await tablet.send({ from: 22, after })).kind).toBe('stored')
    await office.closeAt('2026-11-24', 13)
    for (const link of [...branched, ...tablet.links.slice(21)]) {
      expect(await said(office, link)).toBe(NOVEMBER)
    }
    expect(await said(office, tablet.links[19]!)).toBe(UNKNOWN)
    expect(await faults(office)).toEqual([`hole ${LOG} 19–21`, `branch ${LOG}~1 18–19`])
  })

  test('P10: of two units each code names its own', async () => {
    const { office, tablet } = await furnished(open)
    const { db, deps } = office
    const unit = await db.selectFrom('unit').selectAll().executeTakeFirstOrThrow()
    const another = { ...unit, id: 'dvhcc3', name: 'UBND xã Khác', position: 0 }
    await db.insertInto('unit').values(another).execute()
    const other = await makeTablet(deps, { id: 'tabet444', unit: 'dvhcc3', counter: COUNTERS[0] })
    const link = other.rate()
    await other.send()
    await office.closeAt('2026-11-24', 13)
    expect(await said(office, link)).toBe('{"kind":"known","unit":"UBND xã Khác","month":"2026-11"}')
    expect(await said(office, tablet.links[4]!)).toBe(NOVEMBER)
  })

  const line = (link: Link) => Buffer.from(link.line.replace(/"score":\d/, '"score":4'))
  type Change = (office: Office, link: Link) => Promise<unknown>
  const at = { log: LOG, n: 7 }
  test.each<[string, Change, string]>([
    [
      'its line was altered',
      ({ db }, link) =>
        db
          .updateTable('entry')
          .set({ line: line(link) })
          .where('log', '=', at.log)
          .where('n', '=', at.n)
          .execute(),
      `altered ${LOG} 7`,
    ],
    [
      'its hash was altered',
      ({ db }) =>
        db
          .updateTable('entry')
          .set({ hash: 'a'.repeat(64) })
          .where('log', '=', at.log)
          .where('n', '=', at.n)
          .execute(),
      `receipt ${LOG} 7`,
    ],
    [
      'it was removed',
      ({ db }) => db.deleteFrom('entry').where('log', '=', at.log).where('n', '=', at.n).execute(),
      `missing ${LOG} 7`,
    ],
    [
      'the entry before it was removed',
      ({ db }) =>
        db
          .deleteFrom('entry')
          .where('log', '=', at.log)
          .where('n', '=', at.n - 1)
          .execute(),
      `missing ${LOG} 6`,
    ],
    [
      'its receive mark was removed',
      ({ db }) => db.deleteFrom('receive_mark').where('log', '=', at.log).where('n', '=', at.n).execute(),
      `mark-missing ${LOG} 7`,
    ],
    [
      'its log was removed',
      ({ db }) => db.deleteFrom('log').where('id', '=', at.log).execute(),
      `stray ${LOG} 1–17`,
    ],
  ])('P4: a rating is not called whole after %s, and verify names it', async (_, change, named) => {
    const { office, tablet } = await furnished(open)
    const link = tablet.links[at.n - 1]!
    expect(await said(office, link)).toBe(NOVEMBER)
    await unguarded(office, () => change(office, link))
    expect(await said(office, link)).toBe(ALTERED)
    expect(await faults(office)).toContain(named)
  })

  test('P4: a rating that was written anew with all its hashes has another code than the citizen holds', async () => {
    const { office, tablet } = await furnished(open)
    const link = tablet.links[12]!
    const [forged] = chained(LOG, 13, tablet.links[11]!.hash, [link.line.replace('"score":5', '"score":4')])
    await unguarded(office, () =>
      office.db
        .updateTable('entry')
        .set({ hash: forged!.hash, line: Buffer.from(forged!.line) })
        .where('log', '=', LOG)
        .where('n', '=', 13)
        .execute(),
    )
    expect(await said(office, link)).toBe(ALTERED)
    await rebuild(office)
    expect(await said(office, link)).toBe(UNKNOWN)
    expect(await faults(office)).toContain(`closing-differs ${LOG} 13`)
  })

  test('what is asked wrongly is one clear problem, and no code is in a log, a cache or a header', async () => {
    const api = await openApi(open)
    const path = '/api/v1/receipts'
    const post = (body: unknown, headers = {}) => api.ask('POST', path, { body, headers })
    const code = '5XQD-JE88-3PVA'
    for (const body of [
      {},
      { code: 7 },
      { code: '' },
      { code: '5XQD-JE88-3PV0' },
      { code: 'x'.repeat(1_000) },
    ]) {
      const response = await post(body)
      expect(await response.clone().json()).toMatchObject({ fields: { code: expect.any(String) } })
      expect(await problemOf(response)).toBe('invalid')
    }
    const unknown = await post({ code: '５xqd je88–3pva' })
    expect(Object.fromEntries(unknown.headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    expect(await bytes(unknown.clone())).not.toContain('5XQD')
    expect(await unknown.text()).toBe(UNKNOWN)
    expect(await problemOf(await post({ code }, { 'Sec-Fetch-Site': 'cross-site' }))).toBe('cross-site')
    expect(await problemOf(await api.ask('GET', path))).toBe('method-not-allowed')
    expect(await problemOf(await api.ask('GET', `${path}/${code}`))).toBe('not-found')
    expect(api.logged.join('\n')).toContain(`"route":"${path}","status":200`)
    expect(api.logged.join('\n').toUpperCase()).not.toContain('5XQD')
  })
})
