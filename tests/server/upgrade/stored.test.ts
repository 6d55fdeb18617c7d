import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { instantOf, localTime } from '#src/domain/calendar.ts'
import { SATISFIED_FROM } from '#src/domain/conduct.ts'
import type { FeedbackList, Rows, Summary } from '#src/protocol/reports.ts'
import { closeDue } from '#src/server/closing.ts'
import { versionOf } from '#src/server/db/migrate.ts'
import { MIGRATIONS } from '#src/server/db/migrations/index.ts'
import { openDatabase } from '#src/server/db/open.ts'
import { confirmTime } from '#src/server/trusted-time.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { LANDED, type Landed } from '#tests/support/landed.ts'
import { expectWhole, type LandedOffice, openLanded } from '#tests/support/landed-office.ts'

/** What that version answered. */
function then<T>({ looks }: Landed, path: string): T {
  return looks.find((look) => look.path === path)?.answer as T
}

describe.each(LANDED)('the database of version $name', (landed) => {
  const { facts } = landed

  eachDatabase((dialect) => {
    test('P6, P8: is brought to this version, verifies, and no fold changes', async () => {
      const office = await openLanded(landed, dialect)
      expect(await versionOf(office.deps.db)).toBe(MIGRATIONS.length)
      expect(office.deps.epoch, 'the same life of the database').toBe(facts.epoch)
      const { ratings } = await expectWhole(office)
      expect(ratings).toBeGreaterThan(80)
      const again = await openDatabase(office.url)
      await again.db.destroy()
      expect(await versionOf(office.deps.db), 'a second start').toBe(MIGRATIONS.length)
    })

    test('P8, P10: the session of that time shows the same rows, reasons, comments and figures of the unit', async () => {
      const office = await openLanded(landed, dialect)
      expect(await office.look('/ratings?limit=30')).toMatchObject({
        rows: then<Rows>(landed, '/ratings?limit=30').rows,
      })
      const said = then<FeedbackList>(landed, '/feedback')
      expect(await office.look('/feedback'), 'and since then until when').toMatchObject(said)
      for (const path of ['/summary?period=day', '/summary?period=month']) {
        const before = then<Summary>(landed, path)
        const now = (await office.look(path)) as Summary
        const same = ['unit', 'period', 'epoch', 'today', 'closed', 'days'] as const
        for (const part of same) expect(now[part], `${path} ${part}`).toEqual(before[part])
        for (const part of ['n', 'share', 'levels', 'reasons', 'comments', 'all'] as const)
          expect(now.figures?.[part], `${path} figures.${part}`).toEqual(before.figures?.[part])
      }
    })

    test('P8: counters show the sum of their released rows, those of before included', async () => {
      const office = await openLanded(landed, dialect)
      const { rows } = (await office.look('/ratings')) as Rows
      const november = rows.filter(({ span: { kind, from } }) =>
        kind === 'week' ? from <= '2026-11-23' : from.startsWith('2026-11'),
      )
      const { counters } = (await office.look('/summary?period=month&day=2026-11-30')) as Summary
      expect(counters.map(({ counter }) => counter).sort()).toEqual(facts.counters.toSorted())
      for (const { counter, share } of counters) {
        const own = november.filter((row) => row.counter === counter)
        expect(own.length).toBeGreaterThan(0)
        expect(share?.n, counter).toBe(own.length)
        expect(share?.count).toBe(own.filter(({ score }) => score >= SATISFIED_FROM).length)
      }
    })

    test('P1: a code that was shown then is known now, once its half day has closed', async () => {
      const office = await openLanded(landed, dialect)
      const codes = facts.thanked.flatMap((stand) => stand.codes)
      const answers = await Promise.all(codes.map((code) => ask(office, code)))
      const kinds = (kind: string) => answers.filter((answer) => answer.kind === kind).length
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from receive_mark join unit on unit.id = receive_mark.unit
        where receive_mark.release <= unit.closed`.execute(office.deps.db)
      expect(kinds('known')).toBe(Number(rows[0]?.n))
      expect(kinds('altered')).toBe(0)
    })

    test('P3: the password of that time signs in, and a wrong one does not', async () => {
      const { app } = await openLanded(landed, dialect)
      const signIn = (password: string) =>
        app.request('/api/v1/session', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' },
          body: JSON.stringify({ user: facts.user, password }),
        })
      expect((await signIn(`${facts.password}!`)).status).toBe(401)
      expect((await signIn(facts.password)).status).toBe(200)
    })

    test('P4: the log is still only added to', async () => {
      const { deps } = await openLanded(landed, dialect)
      for (const name of ['entry', 'receive_mark', 'batch', 'closing']) {
        const change = sql`delete from ${sql.table(name)}`.execute(deps.db)
        await expect(change, name).rejects.toThrow(`${name} is only added to`)
      }
    })

    test('P8, P9: the half days that close next go on from there, and verify still finds nothing', async () => {
      const office = await openLanded(landed, dialect)
      const { day } = localTime(facts.at)
      const waiting = await countOf(office, 'waiting')
      for (const hour of [13, 19]) {
        office.clock.now = instantOf(day, hour)
        await confirmTime(office.deps.db, office.clock.now)
        expect(await closeDue(office.deps)).toBe(1)
      }
      expect(await countOf(office, 'waiting')).not.toBe(waiting)
      await expectWhole(office)
    })
  })
})

async function ask({ app }: LandedOffice, code: string): Promise<{ kind: string }> {
  const response = await app.request('/api/v1/receipts', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' },
    body: JSON.stringify({ code }),
  })
  return (await response.json()) as { kind: string }
}

async function countOf({ deps }: LandedOffice, name: 'waiting'): Promise<number> {
  const { n } = await deps.db
    .selectFrom(name)
    .select(({ fn }) => fn.countAll().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}
