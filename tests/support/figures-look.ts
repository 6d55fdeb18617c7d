import { expect } from 'vitest'
import { type Day, halfDayOf, localTime, PERIODS, type Period, periodOf } from '#src/domain/calendar.ts'
import { REASONS, SCORES, STANDARDS } from '#src/domain/conduct.ts'
import { groupBy } from '#src/domain/release.ts'
import { daysOf } from '#src/domain/span.ts'
import { share } from '#src/domain/statistics.ts'
import { Summary } from '#src/protocol/reports.ts'
import type { Rating } from './blocks.ts'
import { countsIn, type Differences } from './differences.ts'
import { feedbackOf, type RowGroup, type World } from './figures-office.ts'

/** Live by PRODUCT.md: a count of ratings, and of what is missing to five; and by which clock. */
const LIVE = ['today', 'missing', 'now'] as const

/**
 * One look at every period in which anything came. Each number is what the model of the blocks gives, and whatever looks
 * are added and subtracted, what is left speaks of whole groups.
 */
export async function look(world: World, differences: Differences<Rating>): Promise<void> {
  const today = localTime(world.api.clock.now).day
  const days = [...new Set([today, ...world.received.map(({ day }) => day)])]
  const periods = days.flatMap((day) => PERIODS.map((kind) => periodOf(kind, day)))
  for (const period of new Map(periods.map((one) => [`${one.kind} ${one.from}`, one])).values()) {
    await lookAt(world, period, differences)
  }
  const { read, ought } = await feedbackOf(world)
  expect(read, 'reasons and comments').toEqual(ought)
  for (const { ratings, span } of world.groups) {
    expect(ratings.length, `rows of ${JSON.stringify(span)}`).toBeGreaterThanOrEqual(5)
  }
  joinRows(world, differences)
}

async function lookAt(world: World, period: Period, differences: Differences<Rating>): Promise<void> {
  const { head, received, blocks, groups } = world
  const name = `${period.kind} ${period.from}`
  const answer = await head.get<Record<string, unknown>>(`/summary?period=${period.kind}&day=${period.from}`)
  const { counters, days, figures, ...rest } = Summary.parse(answer)
  expect(Summary.parse(answer), `${name}: a field that nobody looks at`).toEqual(answer)
  const shown = blocks.shown(period)
  const within = received.filter(({ day }) => period.from <= day && day <= period.to)
  expect(figures, name).toEqual(figuresOf(shown.flat()))
  expect(rest.now, name).toBe(world.api.clock.now)
  expect(rest.missing, name).toBe(shown.length > 0 ? 0 : Math.max(0, 5 - within.length))
  expect(rest.today, name).toBe(
    received.filter(({ day }) => day === localTime(world.api.clock.now).day).length,
  )

  const closed = new Set(received.slice(0, world.brought))
  const inside = groups.filter(({ span }) => isWithin(daysOf(span), period))
  for (const one of counters) {
    const own = inside.filter(({ counter }) => counter === one.counter)
    const came = within.some((rating) => rating.counter === one.counter && closed.has(rating))
    const hidden = own.length === 0 && came
    expect(one, `${name} ${one.label}`).toMatchObject({ ...counterOf(own), hidden })
    const path = `counter ${one.counter}`
    const names = namesOf(own.map(({ ratings }) => ratings))
    for (const [at, n] of countsIn(one)) differences.look(`${path}${at}`, names, n)
  }
  leavesFive(inside, shown, name)
  if (period.kind === 'day') {
    const looks = world.live.get(period.from) ?? []
    world.live.set(period.from, [...looks, shown.flat()])
  }

  for (const one of days) seeDay(one, blocks.shownDay(one.day), differences)
  // All the rest, also what is added one day, speaks of the unit and moves in its blocks.
  const { counters: _, days: __, ...unit } = answer
  for (const live of LIVE) delete unit[live]
  for (const [at, n] of countsIn(unit)) differences.look(`unit${at}`, namesOf(shown), n)
}

/** What rows and counters tell of a period is a part of what the unit's figures do, and leaves nothing or five and more. */
function leavesFive(inside: readonly RowGroup[], shown: readonly Rating[][], name: string): void {
  const all = new Set(shown.flat())
  const gone = inside.flatMap(({ ratings }) => ratings)
  expect(gone.filter((rating) => !all.has(rating)).length, `${name}: rows beyond the figures`).toBe(0)
  const rest = all.size - gone.length
  expect(rest === 0 || rest >= 5, `${name}: figures less rows speak of ${rest}`).toBe(true)
}

/**
 * Rows laid beside the looks at the unit's figures, live ones too: what they leave of a look, or of what came between two
 * looks, is nothing or five and more, and the rows of all counters that went out together are whole blocks of the unit's.
 */
function joinRows({ live, groups, blocks }: World, differences: Differences<Rating>): void {
  const gone = new Set(groups.flatMap(({ ratings }) => ratings))
  for (const [day, looks] of live) {
    for (const [i, later] of looks.entries()) {
      for (const earlier of [[], ...looks.slice(0, i)]) {
        const rest = later.filter((rating) => !earlier.includes(rating) && !gone.has(rating)).length
        expect(rest === 0 || rest >= 5, `${day}: two looks less rows speak of ${rest}`).toBe(true)
      }
    }
  }
  const full = blocks.full()
  const together = groupBy(groups, ({ through, span }) => `${through} ${daysOf(span).kind} ${span.from}`)
  for (const [name, some] of together) {
    const rows = some.flatMap(({ ratings }) => ratings)
    const whole = full.filter((block) => block.some((rating) => rows.includes(rating)))
    expect(whole.flat().length, `${name}: rows are whole blocks`).toBe(rows.length)
    for (const [i, score] of SCORES.entries()) {
      const count = rows.filter((rating) => rating.score === score).length
      differences.look(`unit.figures.levels.${i}`, namesOf(whole), count)
    }
  }
}

function figuresOf(ratings: readonly Rating[]): Summary['figures'] {
  const count = (is: (rating: Rating) => boolean) => ratings.filter(is).length
  const overall = share(count(isHigh), ratings.length)
  if (!overall) return null
  return {
    n: ratings.length,
    share: overall,
    levels: SCORES.map((score) => count((rating) => rating.score === score)),
    standards: STANDARDS.map((standard, i) => {
      const met = count(({ std }) => std[i] === '1')
      const answered = met + count(({ std }) => std[i] === '0')
      const few = answered < 5
      return { standard, share: few ? null : (share(met, answered) ?? null), hidden: few }
    }),
    reasons: REASONS.map((reason) => ({ reason, n: count(({ reasons }) => reasons.includes(reason)) })),
    comments: count(({ comment }) => comment),
    all: count(({ all }) => all),
    alone: count(({ alone }) => alone),
  }
}

function counterOf(own: readonly RowGroup[]): Pick<Summary['counters'][number], 'share' | 'through'> {
  const ratings = own.flatMap((group) => group.ratings)
  if (ratings.length === 0) return { share: null, through: null }
  return {
    share: share(ratings.filter(isHigh).length, ratings.length) ?? null,
    through: halfDayOf(Math.max(...own.map(({ through }) => through))),
  }
}

function seeDay(
  one: Summary['days'][number],
  shown: readonly Rating[][],
  differences: Differences<Rating>,
): void {
  if (shown.length === 0) expect(one).toEqual({ day: one.day, share: null, hidden: true })
  const high = shown.flat().filter(isHigh).length
  if (one.share) expect(one.share, one.day).toMatchObject({ n: shown.flat().length, count: high })
  for (const [at, n] of countsIn(one)) differences.look(`day ${one.day}${at}`, namesOf(shown), n)
}

/** A block or group is known by its first rating, which lies in no other. */
function namesOf(groups: readonly (readonly Rating[])[]): Rating[] {
  return groups.flatMap(([first]) => first ?? [])
}

function isHigh({ score }: Rating): boolean {
  return score >= 4
}

function isWithin(inner: { from: Day; to: Day }, outer: { from: Day; to: Day }): boolean {
  return outer.from <= inner.from && inner.to <= outer.to
}
