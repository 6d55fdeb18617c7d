import { addDays, halfDayOf, localTime, ordinal, type Period, periodOf } from '#src/domain/calendar.ts'
import { GROUP, ownBlocks } from '#src/domain/release.ts'
import { addTally, emptyTally, type Tally, tallyOf } from '#src/domain/tally.ts'
import type { OwnFigures, OwnQuery } from '#src/protocol/own.ts'
import type { Deps, Trx } from './deps.ts'
import { type Came, creditedTo } from './duties/credited.ts'
import { figuresOf } from './figures.ts'
import { ratingIn } from './rows.ts'
import { presentTime } from './trusted-time.ts'

type Self = { officer: string; unit: string }

/**
 * An officer's own figures of a period (P9): their ratings in the order in which they were received are blocks of five for ever, and a
 * block shows where its five count in the period and were closed on a day before today. A corrected duty takes whole blocks away, and
 * brings blocks of their own (docs/decisions/014).
 */
export async function ownFigures(
  trx: Trx,
  deps: Deps,
  self: Self,
  { period: kind = 'month', day }: OwnQuery,
): Promise<OwnFigures> {
  const now = await presentTime(trx, deps)
  const today = localTime(now).day
  const period = periodOf(kind, day ?? today)
  const { closed, ...unit } = await trx
    .selectFrom('unit')
    .select(['name', 'place', 'closed'])
    .where('id', '=', self.unit)
    .executeTakeFirstOrThrow()
  const through = Math.min(closed, ordinal(addDays(today, -1), 'pm'))
  const tallies = await shownTallies(trx, self, { period, through })
  const sum = tallies.reduce((all, one) => addTally(all, one), emptyTally())
  const figures = figuresOf(sum)
  return {
    officer: await trx
      .selectFrom('officer')
      .select(['name', 'title', 'field'])
      .where('id', '=', self.officer)
      .executeTakeFirstOrThrow(),
    unit,
    counters: await countersOf(trx, self),
    period,
    figures: figures && {
      n: figures.n,
      share: figures.share,
      standards: figures.standards,
      reasons: figures.reasons.filter(({ n }) => n >= GROUP),
    },
    through: halfDayOf(through),
    now,
  }
}

type Reach = { period: Period; through: number }

async function shownTallies(trx: Trx, { officer, unit }: Self, { period, through }: Reach): Promise<Tally[]> {
  const rows = await trx
    .selectFrom('tally')
    .select((of) => ['day', 'release', of.fn.sum<number | string>('n').as('n')])
    .where('unit', '=', unit)
    .where('officer', '=', officer)
    .where('release', '<=', through)
    .groupBy(['day', 'release'])
    .execute()
  const inside = rows.filter(({ day }) => period.from <= day && day <= period.to)
  const credited = await creditedTo(trx, { officer, unit }, through)
  const came = blocksThatCame(credited.came, period).map(({ rating }) => tallyOf(rating))
  if (inside.length === 0) return came
  const [first, last] = ends(inside.map(({ release }) => release))
  const before = rows.filter(({ release }) => release < first)
  const asked = rows.filter(({ release }) => first <= release && release <= last)
  const days = asked.map(({ day }) => day).sort()
  const marks = await trx
    .selectFrom('receive_mark as mark')
    .innerJoin('entry', (join) => join.onRef('entry.log', '=', 'mark.log').onRef('entry.n', '=', 'mark.n'))
    .select(['mark.log', 'mark.n', 'mark.day', 'entry.line'])
    .where('mark.unit', '=', unit)
    .where('mark.day', '>=', days[0] ?? '')
    .where('mark.day', '<=', days.at(-1) ?? '')
    .where('mark.release', '>=', first)
    .where('mark.release', '<=', last)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('tally')
          .select('tally.n')
          .whereRef('tally.log', '=', 'mark.log')
          .whereRef('tally.day', '=', 'mark.day')
          .where('tally.officer', '=', officer),
      ),
    )
    .orderBy('mark.position')
    .execute()
  const own = marks
    .map(({ log, n, day, line }) => ({ day, rating: ratingIn(line), name: `${log} ${n}` }))
    .filter(({ rating }) => rating.officer === officer)
  const behind = before.reduce((sum, { n }) => sum + Number(n), 0)
  const kept = fives(ownBlocks(own, behind, period)).filter((block) =>
    block.every(({ name }) => !credited.taken.has(name)),
  )
  return [...kept.flat().map(({ rating }) => tallyOf(rating)), ...came]
}

/** Ratings that corrections gave lie in blocks of their own; one of which any was given on is shown no more. */
function blocksThatCame(came: readonly Came[], period: Period): Came[] {
  return fives(ownBlocks(came, 0, period))
    .filter((block) => block.every(({ over }) => !over))
    .flat()
}

function fives<T>(shown: readonly T[]): T[][] {
  return Array.from({ length: shown.length / GROUP }, (_, i) => shown.slice(i * GROUP, (i + 1) * GROUP))
}

function ends(numbers: readonly number[]): [number, number] {
  return [Math.min(...numbers), Math.max(...numbers)]
}

function countersOf(trx: Trx, { officer, unit }: Self): Promise<OwnFigures['counters']> {
  return trx
    .selectFrom('counter')
    .select(['label', 'name'])
    .where('unit', '=', unit)
    .where('officer', '=', officer)
    .orderBy('label')
    .execute()
}
