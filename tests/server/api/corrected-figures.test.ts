import { expect, test } from 'vitest'
import { addDays, instantOf } from '#src/domain/calendar.ts'
import type { DutyList } from '#src/protocol/duties.ts'
import type { OwnFigures } from '#src/protocol/own.ts'
import { rebuild } from '#src/server/rebuild.ts'
import { verify } from '#src/server/verify/verify.ts'
import { type Api, type Head, openApi, setUpHead } from '#tests/support/api.ts'
import { pairTablet, type Tablet } from '#tests/support/api-tablet.ts'
import { eachDatabase, type Open } from '#tests/support/database.ts'

type Office = { api: Api; head: Head; tablet: Tablet; lan: string; hung: string; day: string }

async function office(open: Open): Promise<Office> {
  const api = await openApi(open)
  await api.passTo(instantOf('2026-11-23', 7))
  const head = await setUpHead(api)
  await api.deps.db.updateTable('session').set({ expires_at: Number.MAX_SAFE_INTEGER }).execute()
  const added = async (name: string) => (await head.post<{ id: string }>('/officers', { name, title: '' })).id
  const [lan, hung] = [await added('Nguyễn Thị Lan'), await added('Phạm Văn Hùng')]
  return { api, head, tablet: await pairTablet(api, head), lan, hung, day: '2026-11-23' }
}

/** A day on which Lan is on duty and so many rate with 5, and one more says "Không đúng người?"; answers the duty. */
async function work(given: Office, ratings: number): Promise<string> {
  const { api, head, tablet, lan } = given
  given.day = addDays(given.day, 1)
  await api.passTo(instantOf(given.day, 8))
  tablet.write('duty', { officer: lan, counter: head.counter, change: 'start' })
  tablet.rate({ score: 1, with: { officer: null } })
  for (let i = 0; i < ratings; i += 1) {
    api.clock.now += 60_000
    tablet.rate({ score: 5, with: { officer: lan } })
  }
  await api.passTo(instantOf(given.day, 11))
  tablet.write('duty', { officer: lan, counter: head.counter, change: 'end' })
  await tablet.sendOk()
  const { duties } = await head.get<DutyList>('/duties')
  return duties[0]!.id
}

/** What that officer reads of the year, once the half days are closed and a night has passed. */
async function read(given: Office, officer: string): Promise<number> {
  const { api, head } = given
  given.day = addDays(given.day, 1)
  await api.passTo(instantOf(given.day, 7))
  await api.deps.db.updateTable('account').set({ officer }).where('id', '=', head.account).execute()
  const answer = await api.ask('GET', '/api/v1/own/figures?period=year', { cookie: head.cookie })
  await api.deps.db.updateTable('account').set({ officer: null }).where('id', '=', head.account).execute()
  return ((await answer.json()) as OwnFigures).figures?.n ?? 0
}

const both = async (given: Office) => [await read(given, given.lan), await read(given, given.hung)]

const correct = ({ head }: Office, id: string, officer: string | null) =>
  head.post(`/duties/${id}/correct`, { officer, why: 'not-me' })

eachDatabase((_, open) => {
  test('P8, P9: a corrected duty goes from one officer’s figures to another’s, and back, in whole blocks of five', {
    timeout: 60_000,
  }, async () => {
    const given = await office(open)
    const first = await work(given, 7)
    const second = await work(given, 13)
    expect(await both(given)).toEqual([20, 0])
    await correct(given, first, given.hung)
    // Of the block in which both duties lie, and of the seven that came, whole fives are told.
    expect(await both(given)).toEqual([10, 5])
    await correct(given, second, given.hung)
    expect(await both(given)).toEqual([0, 20])
    await correct(given, first, null)
    expect(await both(given), 'the blocks of the seven are gone').toEqual([0, 10])
    await correct(given, second, given.lan)
    expect(await both(given)).toEqual([10, 0])
    expect((await verify(given.api.deps.db, { keys: given.api.deps.keys })).faults).toEqual([])
    expect((await rebuild(given.api.deps)).changed).toBe(0)
  })

  test('P9: a correction is in no figure before the half day in which it was made has closed, and a day has passed', async () => {
    const given = await office(open)
    const duty = await work(given, 5)
    await both(given)
    await correct(given, duty, given.hung)
    const { api, head } = given
    await api.deps.db
      .updateTable('account')
      .set({ officer: given.hung })
      .where('id', '=', head.account)
      .execute()
    const answer = await api.ask('GET', '/api/v1/own/figures?period=year', { cookie: head.cookie })
    expect(((await answer.json()) as OwnFigures).figures).toBeNull()
    await api.deps.db.updateTable('account').set({ officer: null }).where('id', '=', head.account).execute()
    expect(await both(given)).toEqual([0, 5])
  })
})
