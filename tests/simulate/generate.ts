import { COUNTER_BY_PIN } from './duty.ts'
import { tapOf } from './generate-tap.ts'
import { counterOf } from './ground.ts'
import { makeRandom, type Random } from './random.ts'
import type { Event, Happening, Place, Story } from './story.ts'
import { DISK_FAULTS } from './world-disk.ts'
import { WEATHER } from './world-network.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const YEAR = 365 * DAY

/** So many at the least befall each office. */
export const LEAST_FAULTS = 20

/** The numbers that copies of tablets get. */
const CLONES = [20, 21, 22]

const IDLE = ['sync', 'worker', 'second page'] as const

/** The story of a seed: an office of at least five tablets, at least seven days, at least twenty faults. */
export function generate(seed: string): Story {
  const random = makeRandom(`story of ${seed}`)
  const tablets = Array.from({ length: random.int(5, 6) }, () => placeOf(random))
  const days = random.chance(0.1) ? random.int(60, 130) : random.int(7, 12)
  const events: Happening[] = []
  const add = (event: Event, at = timeOf(random, days)) => {
    events.push({ at, ...(random.chance(0.4) && { turns: random.int(0, 60) }), ...event })
    return at
  }
  for (const [tablet, { practice }] of tablets.entries()) if (practice) add({ do: 'begin', tablet }, DAY / 2)
  add({ do: 'closing' }, days * DAY)
  const any = () => random.int(0, tablets.length - 1)
  const tap = (tablet: number, at?: number) =>
    add({ do: 'tap', tablet, ...tapOf(random, events.length + 1) }, at)
  /** A day without a network on which more come than one batch can hold. */
  const crowd = (tablet: number, start: number) => {
    add({ do: 'offline', tablet }, start)
    for (let i = random.int(490, 520); i > 0; i -= 1) tap(tablet, start + i * 40_000)
    add({ do: 'online', tablet }, start + DAY)
  }
  for (let i = random.int(8, 12); i > 0; i -= 1) tap(any())
  for (let i = random.int(1, 3); i > 0; i -= 1) add({ do: random.pick(IDLE), tablet: any() })
  for (let i = random.int(1, 3); i > 0; i -= 1) add({ do: 'closing' })
  for (let i = random.int(LEAST_FAULTS, LEAST_FAULTS + 6); i > 0; i -= 1) {
    const tablet = any()
    const fault = faultOf(random, tablet)
    const start = add(fault.begins)
    for (const { ms, event } of fault.later ?? []) add(event, start + ms)
    // a fault is worth most where somebody is at work
    if (random.chance(0.6)) tap(tablet, start + random.int(0, 2_000))
    if (random.chance(0.25)) add({ do: 'sync', tablet }, start + random.int(0, 3_000))
  }
  if (random.chance(1 / 100)) crowd(any(), random.int(1, days - 1) * DAY + 2 * HOUR)
  events.sort((a, b) => a.at - b.at)
  const woken = events.map((event) => withWakes(random, event, tablets.length))
  const many = { days, tablets: tablets.length }
  const all = [...woken, ...sticks(random.fork('sticks'), many), ...duties(random.fork('duties'), many)]
  return { seed, tablets, events: all.toSorted((a, b) => a.at - b.at) }
}

/** Officers who come, take over, mistype and go, and citizens who tap around it, where duty is by a PIN. */
function duties(random: Random, { days, tablets }: { days: number; tablets: number }): Happening[] {
  const byPin = [...Array(tablets).keys(), ...CLONES].filter((name) => counterOf(name) === COUNTER_BY_PIN)
  const one = (_: unknown, i: number): Happening[] => {
    const tablet = random.pick(byPin)
    const at = timeOf(random, days)
    const turns = random.chance(0.5) ? { turns: random.int(0, 60) } : {}
    const change = random.chance(0.85) ? 'start' : 'wrong'
    const begins: Happening = { at, ...turns, do: 'duty', tablet, officer: random.int(0, 1), change }
    const taps = random.chance(0.7)
      ? [{ at: at + random.int(0, 2 * HOUR), do: 'tap', tablet, ...tapOf(random, 20_000 + i) } as const]
      : []
    const ends = random.chance(0.4)
      ? [{ at: at + random.int(0, 4 * HOUR), do: 'duty ends', tablet } as const]
      : []
    return [begins, ...taps, ...ends]
  }
  return Array.from({ length: random.int(1, 6) }, one).flat()
}

/** Rescue files that somebody saves, and brings once or more. */
function sticks(random: Random, { days, tablets }: { days: number; tablets: number }): Happening[] {
  const any = () => random.pick([...Array(tablets).keys(), ...CLONES])
  const bring = (file: number, after: number): Happening => ({
    at: after + random.int(MINUTE, 5 * DAY),
    do: 'bring file',
    file,
  })
  const single = (file: number): Happening[] => {
    const at = timeOf(random, days)
    const again = random.chance(0.3) ? [bring(file, at)] : []
    return [{ at, do: 'save file', tablet: any(), file }, bring(file, at), ...again]
  }
  const singles = Array.from({ length: random.int(0, 3) }, (_, file) => single(file)).flat()
  return random.chance(0.15)
    ? [...singles, ...decay(random, any(), { at: timeOf(random, days), bring })]
    : singles
}

type Decay = { at: number; bring: (file: number, after: number) => Happening }

/** Citizens come while nothing can be sent; then a line rots after the other, and a file is saved after each, brought in any order. */
function decay(random: Random, tablet: number, { at, bring }: Decay): Happening[] {
  const taps = Array.from({ length: random.int(2, 6) }, (_, i): Happening => {
    return { at: at + (i + 1) * MINUTE, do: 'tap', tablet, ...tapOf(random, 10_000 + i) }
  })
  const first = random.int(0, taps.length)
  const lines = Array.from({ length: random.int(1, 3) }, (_, i): Happening[] => {
    const start = at + HOUR + 3 * i
    return [
      { at: start, do: 'rot', tablet, back: Math.max(0, random.chance(0.7) ? first - i : first + i) },
      { at: start + 1, do: 'save file', tablet, file: 10 + i },
      bring(10 + i, start + 2),
    ]
  })
  const online: Happening = { at: at + 6 * DAY, do: 'online', tablet }
  return [{ at, do: 'offline', tablet }, ...taps, ...lines.flat(), online]
}

function placeOf(random: Random): Place {
  const isWrong = random.chance(0.3)
  return {
    skew: isWrong ? random.int(-3 * HOUR, 3 * HOUR) : random.int(-30_000, 30_000),
    practice: random.chance(0.1),
  }
}

/** Within an office's hours, ms after the start, which is at seven in the morning. */
function timeOf(random: Random, days: number): number {
  return random.int(0, days - 1) * DAY + HOUR + random.int(0, 9 * HOUR)
}

/** A fault, and what comes of it by itself: what fell out comes back, what died is turned on again. */
type Fault = { begins: Event; later?: readonly { ms: number; event: Event }[] }

/** Tablets sleep most of the time: now and then the one wakes that an event touches, seldom another. */
function withWakes(random: Random, event: Happening, tablets: number): Happening {
  const touched = 'tablet' in event ? event.tablet : -1
  const names = [...Array(tablets).keys(), ...CLONES]
  const wakes = names.filter((name) => random.chance(name === touched ? 0.25 : 0.02))
  return wakes.length > 0 ? { ...event, wakes } : event
}

type Kind = { share: number; make: (random: Random, tablet: number) => Fault }

/** What befalls an office, and how often each. */
const FAULTS: readonly Kind[] = [
  {
    share: 16,
    make: (random, tablet) => ({ begins: { do: 'weather', tablet, weather: random.pick(WEATHER) } }),
  },
  {
    share: 3,
    make: (random, tablet) => ({
      begins: { do: 'offline', tablet },
      later: [{ ms: random.int(MINUTE, 3 * DAY), event: { do: 'online', tablet } }],
    }),
  },
  { share: 1, make: (_, tablet) => ({ begins: { do: 'deliver', tablet } }) },
  { share: 6, make: (random, tablet) => ({ begins: { do: 'restart', tablet, landed: random.chance(0.5) } }) },
  {
    share: 2,
    make: (random, tablet) => ({
      begins: { do: 'off', tablet, landed: random.chance(0.5) },
      later: [{ ms: random.int(1_000, 2 * DAY), event: { do: 'on', tablet } }],
    }),
  },
  {
    share: 8,
    make: (random, tablet) => ({
      begins: { do: 'disk', tablet, fault: random.pick(DISK_FAULTS), times: random.int(1, 4) },
      later: [{ ms: random.int(1_000, 4 * HOUR), event: { do: 'disk heals', tablet } }],
    }),
  },
  {
    share: 2,
    make: (random, tablet) => ({
      begins: { do: 'cache', tablet },
      later: [{ ms: random.int(MINUTE, DAY), event: { do: 'put back', tablet } }],
    }),
  },
  { share: 1, make: (random, tablet) => ({ begins: { do: 'wipe', tablet, cookie: random.chance(0.7) } }) },
  { share: 0.7, make: (_, tablet) => ({ begins: { do: 'rot', tablet } }) },
  {
    share: 0.7,
    make: (random) => ({
      begins: { do: 'backup' },
      later: [{ ms: random.int(MINUTE, 4 * DAY), event: { do: 'restore' } }],
    }),
  },
  { share: 1, make: (random, tablet) => ({ begins: { do: 'clone', tablet, as: random.pick(CLONES) } }) },
  { share: 4, make: (random, tablet) => ({ begins: { do: 'clock', tablet, ms: leapOf(random) } }) },
  {
    share: 1,
    make: (random, tablet) => ({
      begins: { do: 'room', tablet, used: random.pick([0.2, 0.3, 0.9]) },
      later: [{ ms: random.int(HOUR, 3 * DAY), event: { do: 'room', tablet, used: 0.01 } }],
    }),
  },
  { share: 0.7, make: (_, tablet) => ({ begins: { do: 'retire', tablet } }) },
  { share: 4, make: () => ({ begins: { do: 'server restart' } }) },
  {
    share: 0.7,
    make: (random) => {
      const ms = leapOf(random)
      const back: Event = { do: 'server clock', ms: -ms }
      return {
        begins: { do: 'server clock', ms },
        later: [{ ms: random.int(MINUTE, 2 * DAY), event: back }],
      }
    },
  },
  {
    share: 0.7,
    make: (random) => {
      const counter = random.int(0, 2)
      const opens: Event = { do: 'counter', counter, closed: false }
      return {
        begins: { do: 'counter', counter, closed: true },
        later: [{ ms: random.int(HOUR, DAY), event: opens }],
      }
    },
  },
]

const SHARES = FAULTS.reduce((sum, { share }) => sum + share, 0)

function faultOf(random: Random, tablet: number): Fault {
  let left = random.next() * SHARES
  for (const { share, make } of FAULTS) {
    if (left < share) return make(random, tablet)
    left -= share
  }
  return FAULTS[0]!.make(random, tablet)
}

/** A clock is set: by minutes, by a day, or to where an empty battery puts it. */
function leapOf(random: Random): number {
  const far = random.pick([5 * MINUTE, 3 * HOUR, DAY, YEAR, 60 * YEAR])
  return random.chance(0.5) ? random.int(-far, far) : random.pick([-far, far])
}
