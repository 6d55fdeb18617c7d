import { addDays, type Day, instantOf, isWorkingDay, localTime } from '#src/domain/calendar.ts'
import type { RatingBody } from '#src/domain/rating-schema.ts'
import type { Random } from '#tests/simulate/random.ts'
import { bodyOf, faceOf, paced, type Tap } from './citizen.ts'
import { END, HOURS, MINUTE, OFFICES, type Office } from './honest.ts'

type Stuffed = { random: Random; taps: readonly Tap[] }

/** A way to stuff: at which counter, on which half day of which day, and what the log's taps then are. */
export type Script = {
  name: string
  office: Office
  half: 'am' | 'pm'
  day?: Day
  stuff: (given: Stuffed) => Tap[]
}

const office = (name: string) => OFFICES.find((one) => one.name === name)!
const ORDINARY = office('an ordinary counter')
const SATURDAY = addDays(END, -4)

/** Written before the rules, and not changed to suit them. */
export const SCRIPTS: readonly Script[] = [
  script('a robot, thirty in five minutes', ({ random }) =>
    row(
      600,
      30,
      () => 10_000,
      () => robot(random, 1_200),
    ),
  ),
  script(
    'a thumb, fifteen in six minutes',
    ({ random }) =>
      row(
        540,
        15,
        () => random.int(18_000, 30_000),
        () => shortcut(random),
      ),
    office('market days'),
  ),
  script('slow drip, one every twenty minutes', ({ random }) =>
    row(
      455,
      12,
      () => 20 * MINUTE,
      () => shortcut(random),
    ),
  ),
  script('slow drip with chance in it, varied answers', ({ random }) =>
    row(
      460,
      12,
      () => random.int(14, 25) * MINUTE,
      () => good(random),
    ),
  ),
  script(
    'eight just before closing time',
    ({ random }) =>
      row(
        1008,
        8,
        () => random.int(60_000, 100_000),
        () => good(random),
      ),
    ORDINARY,
    'pm',
  ),
  script(
    'six after hours, at a person’s pace',
    ({ random }) =>
      row(
        1060,
        6,
        () => random.int(2, 6) * MINUTE,
        () => good(random),
      ),
    ORDINARY,
    'pm',
  ),
  script('five before the office opens', ({ random }) =>
    row(
      410,
      5,
      () => random.int(2, 5) * MINUTE,
      () => good(random),
    ),
  ),
  script('eight times yes tapped one by one, here and there', ({ random }) =>
    strewn(random, 12, () => robot(random, random.int(3_000, 4_500))),
  ),
  script('good ratings at a person’s pace, here and there', ({ random }) =>
    strewn(random, 15, () => good(random)),
  ),
  script('a colleague blackened in half an hour', ({ random }) =>
    row(
      600,
      10,
      () => random.int(2, 4) * MINUTE,
      () => bodyOf(random, 1),
    ),
  ),
  script('a colleague blackened slowly', ({ random }) =>
    strewn(random, 8, () => bodyOf(random, random.chance(0.5) ? 1 : 2)),
  ),
  script('mimicry of the tablet’s own ratings and hours', mimicry),
  script(
    'low faces changed upwards by another hand',
    ({ random, taps }) => changed(random, taps),
    ORDINARY,
    'am',
    true,
  ),
  script('ten at noon, while all are at lunch', ({ random }) =>
    row(
      702,
      10,
      () => random.int(40_000, 120_000),
      () => good(random),
    ),
  ),
  script(
    'six on a Saturday',
    ({ random }) =>
      row(
        540,
        6,
        () => random.int(3, 12) * MINUTE,
        () => good(random),
        SATURDAY,
      ),
    ORDINARY,
    'am',
    false,
    SATURDAY,
  ),
  script('three each day before closing, for weeks', ({ random }) => daily(random), ORDINARY, 'pm'),
  script(
    'a machine’s beat, two patterns in turn',
    ({ random }) =>
      row(
        560,
        15,
        () => MINUTE,
        (i) => ({ ...shortcut(random), score: i % 2 ? 4 : 5 }),
      ),
    office('a very liked officer'),
  ),
  script('one more after each true citizen', ({ random, taps }) => echo(random, taps)),
  script(
    'ten friends in a row, each in their own words',
    ({ random }) =>
      row(
        585,
        10,
        () => random.int(50_000, 110_000),
        () => ({ ...bodyOf(random, 5) }),
      ),
    office('businesses with ten dossiers'),
  ),
  script(
    'a quiet commune filled with all-yes',
    ({ random }) => strewn(random, 9, () => shortcut(random)),
    office('a quiet commune'),
  ),
]

function script(
  name: string,
  stuff: (given: Stuffed) => Tap[],
  office = ORDINARY,
  half: 'am' | 'pm' = 'am',
  isWhole = false,
  day: Day = END,
): Script {
  return {
    name,
    office,
    half,
    day,
    stuff: (given) => (isWhole ? stuff(given) : [...given.taps, ...stuff(given)]),
  }
}

/** So many, one after another from that minute of the day on. */
function row(
  minute: number,
  count: number,
  gap: () => number,
  body: (i: number) => RatingBody,
  day = END,
): Tap[] {
  let at = instantOf(day) + minute * MINUTE
  return Array.from({ length: count }, (_, i) => {
    const tap = { at, honest: false, body: body(i) }
    at += gap()
    return tap
  })
}

/** Anywhere in the morning of the last day. */
function strewn(random: Random, count: number, body: () => RatingBody): Tap[] {
  const [opens, closes] = HOURS[0]
  return Array.from({ length: count }, () => {
    const at = instantOf(END) + random.int(opens * MINUTE, (closes - 2) * MINUTE)
    return { at, honest: false, body: body() }
  })
}

function robot(random: Random, ms: number): RatingBody {
  const { all: _, ...body } = shortcut(random)
  return { ...body, ms: [0, ms] }
}

/** The best face and "Tất cả đều có", by somebody who knows the screens. */
function shortcut(random: Random): RatingBody {
  const { rechosen: _, ...body } = bodyOf(random, 5, 1)
  return { ...body, ms: [0, paced(random, 2_500, 0.25)] }
}

/** As a citizen would, but always satisfied. */
function good(random: Random): RatingBody {
  return bodyOf(random, faceOf(random, [0, 0, 0, 25, 75]))
}

/** As many as the morning has, each a rating of an earlier day, at that rating's own time of day. */
function mimicry({ random, taps }: Stuffed): Tap[] {
  const earlier = taps.filter(({ at }) => at < instantOf(END) && isMorning(at))
  return Array.from({ length: ORDINARY.pace }, () => {
    const { at, body } = random.pick(earlier)
    return { at: instantOf(END) + dayTime(at) + random.int(-MINUTE, MINUTE), honest: false, body }
  })
}

/** An officer's hand chooses anew for six of those who were not quick enough. */
function changed(random: Random, taps: readonly Tap[]): Tap[] {
  let left = 6
  return taps.map((tap) => {
    if (left === 0 || tap.at < instantOf(END) || !isMorning(tap.at)) return tap
    left -= 1
    const low = `${random.int(1, 3)}`
    return { ...tap, honest: false, body: { ...bodyOf(random, 5), rechosen: low } }
  })
}

function daily(random: Random): Tap[] {
  const days = Array.from({ length: 28 }, (_, i) => addDays(END, -i)).filter(isWorkingDay)
  return days.flatMap((day) =>
    row(
      random.int(1005, 1012),
      3,
      () => random.int(30_000, 60_000),
      () => good(random),
      day,
    ),
  )
}

function echo(random: Random, taps: readonly Tap[]): Tap[] {
  const today = taps.filter(({ at }) => at > instantOf(END) && isMorning(at))
  return today.map(({ at, body }) => ({
    at: at + body.ms[1] + random.int(15_000, 45_000),
    honest: false,
    body: good(random),
  }))
}

function isMorning(at: number): boolean {
  return dayTime(at) < 12 * 60 * MINUTE
}

/** Milliseconds since local midnight. */
function dayTime(at: number): number {
  return at - instantOf(localTime(at).day)
}
