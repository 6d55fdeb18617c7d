import { type Day, halfDayOf } from './calendar.ts'
import type { Place } from './ground.ts'
import { GROUP, groupBy, leftOver, openFrom, shownOf } from './release.ts'
import { type Group, groupsToRelease, type Waiting } from './row-groups.ts'
import type { SecondGround } from './second-row-groups.ts'
import { daysOf, type Span } from './span.ts'

/** A rating as the server received it: on which half day it counts, which closing brings it, its place in the order. */
export type Received = { counter: string; half: number; release: number; position: number }

/** By which a closing releases rows: that of its version. */
export type Rule = <Row extends Waiting>(
  waiting: readonly Row[],
  ground: SecondGround,
  closed: number,
) => Group<Row>[]

/** All that closings make of a unit's ratings, once more and in memory: the queue of leftovers, and which rows go out when. */
export class Closings<Rating extends Received> {
  #brought: Rating[] = []
  #open: Rating[] = []
  #waiting: Rating[] = []
  readonly #own = new Map<Day, number>()
  readonly #places = new Map<Rating, Place>()
  readonly #queue = new Map<number, Day>()
  readonly #out = new Map<string, SecondGround['out'][number]>()

  /** In order of position. */
  receive(rating: Rating): void {
    this.#brought.push(rating)
  }

  /** Closes the half day with all that was received; answers what goes out, by the rule of that closing. */
  close(closed: number, rule: Rule = groupsToRelease): Group<Rating>[] {
    this.#open = [...this.#open, ...this.#brought]
    this.#waiting = [...this.#waiting, ...this.#brought]
    this.#brought = []
    this.#leaveOver(closed)
    this.#fillDays(closed)
    const placed = this.#waiting.map((rating) => ({ ...rating, rating, place: this.#places.get(rating) }))
    const ground = { own: this.#own, queue: this.#queue, out: [...this.#out.values()] }
    const groups = rule(placed, ground, closed)
    const gone = new Set(groups.flatMap(({ rows }) => rows.map(({ rating }) => rating)))
    this.#waiting = this.#waiting.filter((rating) => !gone.has(rating))
    for (const rating of gone) this.#places.delete(rating)
    for (const group of groups) this.#goOut(group)
    return groups.map(({ rows, ...group }) => ({ ...group, rows: rows.map(({ rating }) => rating) }))
  }

  #leaveOver(closed: number): void {
    const open = this.#open.map((rating) => ({ ...rating, rating, day: dayOf(rating) }))
    for (const { rating, day } of leftOver(open, closed)) {
      const seq = this.#queue.size
      this.#places.set(rating, { of: 'queue', seq })
      this.#queue.set(seq, day)
    }
  }

  /** The full blocks of the days that were open; those that this closing closed leave. */
  #fillDays(closed: number): void {
    const own = this.#open.filter((rating) => this.#places.get(rating)?.of !== 'queue')
    for (const [day, ratings] of groupBy(own, dayOf)) {
      const full = ratings.slice(0, shownOf(ratings.length))
      this.#own.set(day, full.length)
      for (const [i, rating] of full.entries()) {
        this.#places.set(rating, { of: 'day', block: Math.floor(i / GROUP) })
      }
    }
    this.#open = this.#open.filter((rating) => dayOf(rating) >= openFrom(closed))
  }

  #goOut({ span, rows }: { span: Span; rows: readonly unknown[] }): void {
    const days = daysOf(span)
    const key = `${days.kind} ${days.from}`
    const before = this.#out.get(key)?.n ?? 0
    this.#out.set(key, { days, n: before + rows.length })
  }
}

function dayOf({ half }: Received): Day {
  return halfDayOf(half).day
}
