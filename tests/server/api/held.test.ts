import { expect, test } from 'vitest'
import { instantOf } from '#src/domain/calendar.ts'
import { UnitView } from '#src/protocol/session.ts'
import { rebuild } from '#src/server/rebuild.ts'
import { verify } from '#src/server/verify/verify.ts'
import { type Api, type Head, openApi, problemOf, setUpHead } from '#tests/support/api.ts'
import { pairTablet } from '#tests/support/api-tablet.ts'
import { eachDatabase, type Open } from '#tests/support/database.ts'

type Office = Awaited<ReturnType<typeof retired>>

/** An office whose tablet sent five ratings, was retired, and sent five more. */
async function retired(open: Open) {
  const api = await openApi(open)
  const head = await setUpHead(api)
  const tablet = await pairTablet(api, head)
  const five = () => tablet.rate(...Array.from({ length: 5 }, () => ({ score: 5 as const })))
  five()
  await tablet.sendOk()
  await head.post(`/devices/${tablet.device}/retire`)
  five()
  expect((await tablet.send()).status).toBe(202)
  return { api, head, tablet, five }
}

async function heldAt({ head }: { head: Head }) {
  const { devices } = UnitView.parse(await head.get(''))
  return devices.flatMap(({ faults }) => faults).filter(({ kind }) => kind === 'held')
}

function decide({ api, head, tablet }: Pick<Office, 'api' | 'head' | 'tablet'>, body: object) {
  const path = `/api/v1/units/${head.unit}/devices/${tablet.device}/held`
  return api.ask('POST', path, { cookie: head.cookie, body })
}

const faultsOf = async ({ deps }: Api) => (await verify(deps.db, { keys: deps.keys })).faults

eachDatabase((_, open) => {
  test('P4 P8 what a retired tablet still sent is counted where the head says so, and what comes later waits again', async () => {
    const office = await retired(open)
    const { api, head, tablet, five } = office
    expect(await head.get('/summary')).toMatchObject({ today: 5 })
    const [held] = await heldAt(office)
    const { from, to } = held!
    expect(to - from).toBe(4)
    expect((await decide(office, { log: held!.log, from, to, as: 'count' })).status).toBe(200)
    expect(await heldAt(office)).toEqual([])
    expect(await head.get('/summary')).toMatchObject({ today: 10 })
    five()
    expect((await tablet.send()).status).toBe(202)
    expect(await heldAt(office)).toMatchObject([{ from: to + 1, to: to + 5 }])
    await api.passTo(instantOf('2026-11-23', 19))
    expect(await head.get('/summary?day=2026-11-23')).toMatchObject({ figures: { n: 10 } })
    expect(await faultsOf(api)).toEqual([])
    expect(await rebuild(api.deps)).toMatchObject({ changed: 0 })
  })

  test('what is left is in no figure, before and after a rebuild, and what was counted stays', async () => {
    const office = await retired(open)
    const { api, head } = office
    const [held] = await heldAt(office)
    const { log, from, to } = held!
    expect((await decide(office, { log, from, to: from + 1, as: 'count' })).status).toBe(200)
    expect(await heldAt(office)).toMatchObject([{ from: from + 2, to }])
    expect((await decide(office, { log, from: from + 2, to, as: 'leave' })).status).toBe(200)
    expect(await heldAt(office)).toEqual([])
    expect(await head.get('/summary')).toMatchObject({ today: 7 })
    expect(await faultsOf(api)).toEqual([])
    await rebuild(api.deps)
    expect(await head.get('/summary')).toMatchObject({ today: 7 })
    expect(await faultsOf(api)).toEqual([])
  })

  test('a span that does not wait there as the head saw it is refused, and nothing is done', async () => {
    const office = await retired(open)
    const { api, head, tablet } = office
    const [held] = await heldAt(office)
    const { log, from, to } = held!
    const asked = (body: object) => decide(office, { log, from, to, as: 'count', ...body })
    const refused = async (body: object) => problemOf(await asked(body))
    expect(await refused({ from: from - 1 })).toBe('not-as-seen')
    expect(await refused({ from: from + 1 })).toBe('not-as-seen')
    expect(await refused({ to: to + 1 })).toBe('not-as-seen')
    expect(await refused({ from, to: from - 1 })).toBe('not-as-seen')
    expect(await refused({ log: `${head.unit}.1` })).toBe('not-found')
    for (const body of [
      { as: 'keep' },
      { from: 0 },
      { from: 1.5 },
      { to: 'x' },
      { log: 7 },
      { log: `${log}\u0000` },
      { more: 1 },
    ])
      expect(await refused(body), JSON.stringify(body)).toBe('invalid')
    const other = await pairTablet(api, head)
    expect(await problemOf(await decide({ api, head, tablet: other }, { log, from, to, as: 'count' }))).toBe(
      'not-found',
    )
    expect(await heldAt(office)).toEqual([held])
    expect((await asked({})).status).toBe(200)
    expect(await refused({}), 'a second time').toBe('not-as-seen')
    expect(await head.get('/summary')).toMatchObject({ today: 10 })
    expect(tablet.device).not.toBe(other.device)
  })

  test('two heads who decide at once decide once', async () => {
    const office = await retired(open)
    const [held] = await heldAt(office)
    const { log, from, to } = held!
    const both = await Promise.all(
      (['count', 'leave'] as const).map((as) => decide(office, { log, from, to, as })),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await faultsOf(office.api)).toEqual([])
  })

  test('verify names what was left, or is not left any more, without the head', async () => {
    const office = await retired(open)
    const { api } = office
    const [held] = await heldAt(office)
    const { log, from, to } = held!
    await decide(office, { log, from, to, as: 'leave' })
    await api.deps.db.deleteFrom('held_left').execute()
    expect((await faultsOf(api)).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['held', 'mark-missing']),
    )
    await api.deps.db
      .insertInto('held_left')
      .values([
        { log: log!, from_n: from, to_n: to },
        { log: log!, from_n: from - 1, to_n: from - 1 },
      ])
      .execute()
    const kinds = (await faultsOf(api)).map(({ kind, from: at }) => `${kind} ${at}`)
    expect(kinds).toEqual(expect.arrayContaining([`held ${from - 1}`, `mark-stray ${from - 1}`]))
  })
})
