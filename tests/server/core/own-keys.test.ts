import { expect, test } from 'vitest'
import { verify } from '#src/server/verify/verify.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { makeOffice, type Office, UNIT } from '#tests/support/ingest.ts'
import { makeTablet, receiptOf, type Tablet } from '#tests/support/tablet.ts'

/** The same tablet under another key that it was given once: the clone of one that was emptied and known again. */
async function underAnotherKey(office: Office, { id }: Tablet): Promise<Tablet> {
  const other = await makeTablet(office.deps, { id, unit: UNIT, counter: COUNTER })
  await office.db.insertInto('device_key').values({ device: id, key: other.key }).execute()
  return other
}

const COUNTER = 'quay22'

eachDatabase((_name, open) => {
  test('P6: a receipt of a log of which the server has more says how far it has what was sent', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    for (let i = 0; i < 5; i += 1) tablet.rate()
    expect(receiptOf(await tablet.send())).not.toHaveProperty('has')
    const { hash } = tablet.links[5]!
    expect(receiptOf(await tablet.send({ from: 3, to: 6 }))).toMatchObject({ n: 8, has: { n: 6, hash } })
    expect(receiptOf(await tablet.send({ from: 7, to: 6 }))).toMatchObject({ n: 8, has: { n: 6, hash } })
    expect(receiptOf(await tablet.send({ from: 20, to: 19 }))).not.toHaveProperty('has')
  })

  test('P1 P6: one log under two keys of the tablet is two, each under the key that its first entry names', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    tablet.rate()
    await tablet.send()
    const other = await underAnotherKey(office, tablet)
    other.rate()
    expect(receiptOf(await other.send())).toMatchObject({ n: 4, branch: `${tablet.log}~1` })
    tablet.rate()
    other.rate()
    expect(receiptOf(await tablet.send({ from: 5 }))).toMatchObject({ n: 5, hash: tablet.links[4]!.hash })
    expect(receiptOf(await other.send({ from: 5 }))).toMatchObject({ n: 5, hash: other.links[4]!.hash })
    const { faults, ratings } = await verify(office.db, { keys: office.deps.keys })
    expect(ratings).toBe(4)
    expect(faults.map(({ kind, log }) => [kind, log])).toEqual([['branch', `${tablet.log}~1`]])
  })

  test('P3: no other key goes on with a log, though it is one of the same tablet', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    await tablet.send()
    const other = await underAnotherKey(office, tablet)
    other.links.splice(0, other.links.length, ...tablet.links)
    other.rate()
    expect(await other.send({ from: 4 })).toEqual({ kind: 'refused', code: 'bad-signature' })
    expect(await other.send({ from: 4, to: 3 })).toEqual({ kind: 'refused', code: 'bad-signature' })
    expect(await other.send()).toEqual({ kind: 'refused', code: 'malformed' })
    const stranger = await makeTablet(office.deps, { id: tablet.id, unit: UNIT, counter: COUNTER })
    expect(await stranger.send()).toEqual({ kind: 'refused', code: 'bad-signature' })
    expect(
      await office.db.selectFrom('log').select('head').where('device', 'is not', null).execute(),
    ).toEqual([{ head: 3 }])
  })
})
