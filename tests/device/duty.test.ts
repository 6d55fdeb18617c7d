import { describe, expect, test } from 'vitest'
import { dutyEnds, isMet, standingOf } from '#src/device/duty-ends.ts'
import type { Tablet } from '#src/device/types.ts'
import { DAY_MS, instantOf } from '#src/domain/calendar.ts'
import { draftOf, entriesOf, type Paired, rate, restart } from '#tests/support/device-paired.ts'
import { HUNG, LAN, onRoster, PIN, tell, withRoster } from '#tests/support/device-roster.ts'

const MINUTE = 60_000
async function begin(tablet: Tablet, id: string, pin = PIN[id]!) {
  return (await tablet.duty()).start(id, pin)
}

function credited(tablet: Tablet): string | null | undefined {
  const status = tablet.status()
  return status.kind === 'paired' ? (status.config.officer?.id ?? null) : undefined
}

const bodies = async ({ device }: Pick<Paired, 'device'>, kind: string) =>
  (await entriesOf(device, kind)).map(({ body }) => body)

test('whoever begins a duty with the right PIN is credited, without a network, and the log says so', async () => {
  const paired = await withRoster()
  expect(credited(paired.tablet)).toBeNull()
  paired.network.always(() => Promise.reject(new TypeError('no network')))
  expect(await begin(paired.tablet, LAN)).toEqual({ ok: true })
  expect(credited(paired.tablet)).toBe(LAN)
  expect((await paired.tablet.duty()).on?.name).toBe('Nguyễn Thị Lan')
  expect(await bodies(paired, 'duty')).toEqual([{ officer: LAN, counter: 'c2n3m4', change: 'start' }])
})

test('another one takes over, and an end credits nobody', async () => {
  const paired = await withRoster()
  await begin(paired.tablet, LAN)
  await begin(paired.tablet, HUNG)
  expect(credited(paired.tablet)).toBe(HUNG)
  expect(await (await paired.tablet.duty()).end()).toEqual({ ok: true })
  expect(credited(paired.tablet)).toBeNull()
  expect((await bodies(paired, 'duty')).map(({ officer, change }) => [officer, change])).toEqual([
    [LAN, 'start'],
    [HUNG, 'takeover'],
    [HUNG, 'end'],
  ])
  expect(await (await paired.tablet.duty()).end(), 'nothing is left to end').toEqual({ ok: true })
  expect(await bodies(paired, 'duty')).toHaveLength(3)
})

test('P6: a duty outlives a restart, on a tablet that meets no server', async () => {
  const paired = await withRoster()
  await begin(paired.tablet, LAN)
  paired.network.always(() => Promise.reject(new TypeError('no network')))
  const tablet = await restart(paired)
  expect(credited(tablet)).toBe(LAN)
})

test('P2: a rating that was left after a write had failed is not closed by a change of duty, and is whose it was at its tap', async () => {
  const paired = await withRoster()
  await begin(paired.tablet, LAN)
  const draft = draftOf(paired.clock, { officer: LAN })
  await paired.tablet.keepDraft(draft)
  paired.device.faults.transaction = (tx) => (tx.mode === 'readwrite' ? 'QuotaExceededError' : undefined)
  expect(await paired.tablet.keepDraft(draft)).toMatchObject({ ok: false })
  paired.device.faults.transaction = undefined
  expect(await begin(paired.tablet, HUNG)).toEqual({ ok: true })
  expect(await paired.tablet.close(draft, 'done', undefined, 2_000)).toMatchObject({ ok: true })
  expect((await bodies(paired, 'rating')).map(({ officer }) => officer)).toEqual([LAN])
})

test('P2: a PIN that is still being checked when the next citizen taps leaves their rating whole, counted once', async () => {
  const paired = await withRoster()
  await begin(paired.tablet, LAN)
  const draft = draftOf(paired.clock, { officer: LAN })
  const takeover = begin(paired.tablet, HUNG)
  await paired.tablet.keepDraft(draft)
  expect(await takeover).toEqual({ ok: true })
  const more = { ...draft, answers: { ...draft.answers, all: true } }
  await paired.tablet.keepDraft(more)
  expect(await paired.tablet.close(more, 'done', undefined, 2_000)).toMatchObject({ ok: true })
  expect((await bodies(paired, 'rating')).map(({ officer, all }) => [officer, all])).toEqual([[LAN, 1]])
})

test('P2: a duty that ends by itself leaves an open rating alone: it is whole, counted once, and whose it was at the tap', async () => {
  const paired = await withRoster()
  await begin(paired.tablet, LAN)
  const draft = draftOf(paired.clock, { officer: LAN })
  await paired.tablet.keepDraft(draft)
  await tell(paired, { roster: [] })
  expect((await bodies(paired, 'duty')).at(-1)).toMatchObject({ change: 'auto' })
  expect(await bodies(paired, 'rating')).toEqual([])
  const more = { ...draft, answers: { ...draft.answers, all: true } }
  await paired.tablet.keepDraft(more)
  expect(await paired.tablet.close(more, 'done', undefined, 2_000)).toMatchObject({ ok: true })
  expect((await bodies(paired, 'rating')).map(({ officer }) => officer)).toEqual([LAN])
})

describe('a wrong PIN', () => {
  test('begins nothing, is counted in the log for its officer alone, and five lock for 5, 15 and 60 minutes', async () => {
    const paired = await withRoster()
    const { tablet, clock } = paired
    const wrong = []
    for (let i = 0; i < 5; i += 1) wrong.push(await begin(tablet, LAN, '000000'))
    expect(wrong.slice(0, 4)).toEqual([4, 3, 2, 1].map((triesLeft) => ({ ok: false, triesLeft })))
    expect(wrong[4]).toEqual({ ok: false, lockedMinutes: 5 })
    expect(credited(tablet)).toBeNull()
    expect(await begin(tablet, LAN), 'the right one opens no lock').toEqual({ ok: false, lockedMinutes: 5 })
    expect(await bodies(paired, 'pin')).toEqual(
      [1, 2, 3, 4, 5].map((failures) => ({ officer: LAN, failures })),
    )
    expect(await begin(tablet, HUNG), 'nobody else waits').toEqual({ ok: true })
    expect(await tablet.checkPin('000000'), 'nor does the staff corner').toEqual({ ok: false, triesLeft: 4 })
    await clock.pass(5 * MINUTE)
    expect(await begin(tablet, LAN, '000000')).toEqual({ ok: false, lockedMinutes: 15 })
    await clock.pass(15 * MINUTE)
    expect(await begin(tablet, LAN, '000000')).toEqual({ ok: false, lockedMinutes: 60 })
    await clock.pass(60 * MINUTE)
    expect(await begin(tablet, LAN)).toEqual({ ok: true })
    expect(await begin(tablet, LAN, '000000'), 'the right one forgets them').toEqual({
      ok: false,
      triesLeft: 4,
    })
  })

  test('neither a set clock nor a restart shortens its lock', async () => {
    const paired = await withRoster()
    for (let i = 0; i < 5; i += 1) await begin(paired.tablet, LAN, '000000')
    paired.device.jump(3_600_000)
    const tablet = await restart(paired)
    expect(await begin(tablet, LAN)).toEqual({ ok: false, lockedMinutes: 5 })
  })

  test('many at the same moment count one by one', async () => {
    const { tablet } = await withRoster()
    const pins = ['1', '2', '3', '4', '5', PIN[LAN]!]
    const tries = await Promise.all(pins.map((pin) => begin(tablet, LAN, pin)))
    expect(tries.at(-1)).toEqual({ ok: false, lockedMinutes: 5 })
    expect(credited(tablet)).toBeNull()
  })

  test('of one tablet is of no use at another: the same PIN is known by another hash', async () => {
    const paired = await withRoster()
    const roster = await Promise.all([LAN, HUNG].map((id) => onRoster(id, 'k9m9x9aq')))
    await tell(paired, { roster })
    expect(await begin(paired.tablet, LAN)).toEqual({ ok: false, triesLeft: 4 })
  })
})

test('whom the server has locked, or who left the roster, begins no duty', async () => {
  const paired = await withRoster()
  const [lan, hung] = paired.network.config.roster!
  await tell(paired, { roster: [{ ...lan!, locked: true }] })
  expect(await begin(paired.tablet, LAN)).toEqual({ ok: false, why: 'locked' })
  expect(await begin(paired.tablet, hung!.id)).toEqual({ ok: false, why: 'gone' })
  expect(await bodies(paired, 'duty')).toEqual([])
})

test.each([
  ['leaves the roster', { roster: [] }],
  ['works at a counter that the head gave to another', { officer: { id: HUNG, name: 'Hùng', title: '' } }],
  ['has a tablet that is moved', { counter: { id: 'c9n9m9', label: 'Quầy 09', name: '' } }],
  ['has a tablet that is retired', { retired: true }],
])('the duty ends by itself when its officer %s', async (_, news) => {
  const paired = await withRoster()
  await begin(paired.tablet, LAN)
  await tell(paired, news)
  expect(await bodies(paired, 'duty')).toEqual([
    { officer: LAN, counter: 'c2n3m4', change: 'start' },
    { officer: LAN, counter: 'c2n3m4', change: 'auto' },
  ])
  expect(credited(paired.tablet)).not.toBe(LAN)
})

describe('working hours', () => {
  const morning = [450, 690] as [number, number]
  const afternoon = [810, 1020] as [number, number]
  const hours = Array.from({ length: 7 }, () => [morning, afternoon])

  test('end a duty with their last hour, not at noon', async () => {
    const paired = await withRoster()
    await tell(paired, { hours })
    await begin(paired.tablet, LAN)
    const ends = dutyEnds(hours, paired.clock.now())
    await paired.clock.pass(ends - paired.clock.now() - MINUTE)
    expect(credited(paired.tablet)).toBe(LAN)
    await paired.clock.pass(2 * MINUTE)
    await expect.poll(() => credited(paired.tablet), { timeout: 10_000 }).toBeNull()
    expect((await bodies(paired, 'duty')).at(-1)).toEqual({ officer: LAN, counter: 'c2n3m4', change: 'auto' })
  })

  test('that are over by a clock that no server vouches for credit nobody and end nothing: the tablet asks', async () => {
    const paired = await withRoster()
    await tell(paired, { hours })
    await begin(paired.tablet, LAN)
    paired.network.always(() => Promise.reject(new TypeError('no network')))
    paired.device.jump(3 * DAY_MS)
    const tablet = await restart(paired)
    expect(credited(tablet)).toBeNull()
    const duty = await tablet.duty()
    expect([duty.asks, duty.on?.id]).toEqual([true, LAN])
    expect((await bodies(paired, 'duty')).map(({ change }) => change)).toEqual(['start'])
    expect(await begin(tablet, LAN), 'the officer says: I am still here').toEqual({ ok: true })
    expect(credited(tablet)).toBe(LAN)
    expect((await tablet.duty()).asks).toBe(false)
  })

  test.each([
    ['08:00', '17:00'],
    ['12:15', '17:00'],
    ['17:00', '24:00'],
    ['05:10', '17:00'],
  ])('a duty of %s ends at %s', (from, to) => {
    const at = (time: string) =>
      instantOf('2026-11-23') + Number(time.slice(0, 2)) * 60 * MINUTE + Number(time.slice(3)) * MINUTE
    expect(dutyEnds(hours, at(from))).toBe(at(to))
  })

  test('a day without hours, and no hours at all, end it at midnight', () => {
    const at = instantOf('2026-11-23', 9)
    expect(dutyEnds(null, at)).toBe(instantOf('2026-11-24'))
    expect(
      dutyEnds(
        Array.from({ length: 7 }, () => []),
        at,
      ),
    ).toBe(instantOf('2026-11-24'))
  })
})

test('a clock that went back to before the duty’s beginning is not believed', async () => {
  const { network } = await withRoster()
  const officer = { id: LAN, name: 'Lan', title: '' }
  const duty = { officer, counter: 'c2n3m4', since: instantOf('2026-11-23', 9) }
  const standing = (at: number, met: boolean) => standingOf(duty, network.config, { at, isMet: met })
  const HOUR = 60 * MINUTE
  expect(standing(duty.since, false)).toBe('stands')
  expect(standing(duty.since - HOUR, false), 'as far off as a clock may be').toBe('stands')
  for (const met of [false, true]) expect(standing(duty.since - HOUR - 1, met)).toBe('unsure')
  expect(standing(duty.since + DAY_MS, true)).toBe('over')
})

test('a tablet has met its server within a day only by a clock that says so', () => {
  expect(isMet(DAY_MS, undefined)).toBe(false)
  expect(isMet(DAY_MS, DAY_MS)).toBe(true)
  expect(isMet(2 * DAY_MS, DAY_MS)).toBe(false)
  expect(isMet(0, 1)).toBe(false)
})

test('P12: a disk that fails begins no duty, and says so', async () => {
  const paired = await withRoster()
  paired.device.faults.transaction = () => 'UnknownError'
  const begun = await begin(paired.tablet, LAN)
  expect(begun.ok).toBe(false)
  expect(credited(paired.tablet)).toBeNull()
})

test('ratings go on while a duty begins: each is whole, and whose it was at the tap', async () => {
  const paired = await withRoster()
  await Promise.all([rate(paired, { officer: null }), begin(paired.tablet, LAN), begin(paired.tablet, HUNG)])
  expect(await bodies(paired, 'rating')).toHaveLength(1)
  expect((await bodies(paired, 'duty')).map(({ change }) => change)).toEqual(['start', 'takeover'])
})
