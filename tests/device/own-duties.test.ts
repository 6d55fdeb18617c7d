import { expect, test } from 'vitest'
import type { OwnDuties } from '#src/device/types.ts'
import { DAY_MS } from '#src/domain/calendar.ts'
import { entriesOf, type Paired, rate } from '#tests/support/device-paired.ts'
import { HUNG, LAN, PIN, withRoster } from '#tests/support/device-roster.ts'

const HOUR = 3_600_000

const own = async ({ tablet }: Pick<Paired, 'tablet'>, id: string, pin = PIN[id]!): Promise<OwnDuties> =>
  (await tablet.duty()).own(id, pin)

const seen = async (paired: Paired, id: string) => {
  const answer = await own(paired, id)
  if (!answer.ok) throw new Error('not let in')
  return answer
}

/** Lan for an hour, then Hùng for two, who ended it. */
async function lived(): Promise<Paired> {
  const paired = await withRoster()
  const { tablet, clock } = paired
  await (await tablet.duty()).start(LAN, PIN[LAN]!)
  await clock.pass(HOUR)
  await (await tablet.duty()).start(HUNG, PIN[HUNG]!)
  await clock.pass(2 * HOUR)
  await (await tablet.duty()).end()
  return paired
}

test('an officer sees by their PIN, without a network, when they were on duty here, and nobody else’s', async () => {
  const paired = await lived()
  paired.network.always(() => Promise.reject(new TypeError('no network')))
  const [lans, hungs] = [await seen(paired, LAN), await seen(paired, HUNG)]
  expect(lans.duties.map(({ from, to }) => to! - from)).toEqual([HOUR])
  expect(hungs.duties.map(({ from, to }) => to! - from)).toEqual([2 * HOUR])
  expect(await own(paired, LAN, '000000')).toEqual({ ok: false, triesLeft: 4 })
  expect(await own(paired, 'f9n9m9')).toEqual({ ok: false, why: 'gone' })
})

test('an objection is an entry that names the entry of the duty, and is brought once', async () => {
  const paired = await lived()
  await rate(paired, { officer: null })
  const first = await seen(paired, LAN)
  const { n } = first.duties[0]!
  expect(await first.object(n, 'part')).toEqual({ ok: true })
  const [entry] = await entriesOf(paired.device, 'objection')
  expect(entry?.body).toEqual({ officer: LAN, n, why: 'part' })
  const begun = (await entriesOf(paired.device, 'duty')).find((one) => one.n === n)
  expect(begun?.body).toMatchObject({ officer: LAN, change: 'start' })
  expect((await seen(paired, LAN)).duties.map(({ objected }) => objected)).toEqual([true])
  expect((await seen(paired, HUNG)).duties.map(({ objected }) => objected)).toEqual([false])
})

test('a duty that goes on is not there yet, and one from more than two weeks ago no longer', async () => {
  const paired = await lived()
  await (await paired.tablet.duty()).start(LAN, PIN[LAN]!)
  expect((await seen(paired, LAN)).duties).toHaveLength(1)
  await (await paired.tablet.duty()).end()
  expect((await seen(paired, LAN)).duties).toHaveLength(2)
  await paired.clock.pass(14 * DAY_MS - HOUR)
  expect((await seen(paired, LAN)).duties, 'the latest first').toHaveLength(1)
  await paired.clock.pass(2 * HOUR)
  expect((await seen(paired, LAN)).duties).toEqual([])
})

test('P12: where the disk fails nobody is told that an objection was recorded', async () => {
  const paired = await lived()
  const { duties, object } = await seen(paired, LAN)
  paired.device.faults.transaction = () => 'UnknownError'
  expect((await object(duties[0]!.n, 'not-me')).ok).toBe(false)
})
