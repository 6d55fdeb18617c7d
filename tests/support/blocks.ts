import { type Day, type Half, ordinal, type Period } from '#src/domain/calendar.ts'
import type { Reason, Score } from '#src/domain/conduct.ts'

/** A rating in the order in which the server received it. */
export type Rating = {
  day: Day
  half: Half
  counter: string
  score: Score
  reasons: Reason[]
  /** The eight standards as the log writes them. */
  std: string
  all: boolean
  comment: boolean
  /** Of no officer. */
  alone: boolean
}

type Placed = { rating: Rating; day: Day } & {
  /** Its place among the ratings of its day, or in the queue; none: it came late, after one of a day that is open, and waits for a closing. */
  place: { of: string; index: number } | undefined
  closed: boolean
}

/** Docs/decisions/002 said once more, in the plainest way: each rating has one place, and each five places are a block. */
export class Blocks {
  readonly all: Placed[] = []
  readonly #fixed = new Map<Placed, Placed[]>()
  #closed: number
  #queued = 0

  constructor(closed: number) {
    this.#closed = closed
  }

  receive(ratings: readonly Rating[]): void {
    for (const rating of ratings) {
      const place = this.#isOver(rating.day) ? this.#placeOfLate() : this.#placeIn(rating.day)
      this.all.push({ rating, day: rating.day, place, closed: false })
    }
  }

  #isOver(day: Day): boolean {
    return ordinal(day, 'pm') <= this.#closed
  }

  #placeIn(day: Day): Placed['place'] {
    return { of: day, index: this.all.filter(({ place }) => place?.of === day).length }
  }

  /** Behind the first rating of an open day nobody knows yet what will be before it in the queue. */
  #placeOfLate(): Placed['place'] {
    const isOpen = this.all.some(({ day }) => !this.#isOver(day))
    return isOpen ? undefined : { of: 'queue', index: this.#queued++ }
  }

  /** The closing of that half day, if it is news. */
  close(closed: number): void {
    if (closed === this.#closed) return
    this.#closed = closed
    const full = new Set(this.#full().flat())
    const over = this.all.filter((one) => {
      if (!one.place) return true
      return one.place.of === one.day && ordinal(one.day, 'pm') <= closed && !full.has(one)
    })
    for (const one of over) one.place = { of: 'queue', index: this.#queued++ }
    for (const one of this.all) one.closed = true
  }

  /** All that are full. */
  full(): Rating[][] {
    return this.#full().map((block) => block.map(({ rating }) => rating))
  }

  /** The blocks of which the unit's figures of a period are made. */
  shown({ from, to }: Pick<Period, 'from' | 'to'>): Rating[][] {
    const inside = ({ day }: Placed) => from <= day && day <= to
    const shown = this.#full().filter((block) => block.every(inside))
    for (const block of shown) this.#fix(block)
    return shown.map((block) => block.map(({ rating }) => rating))
  }

  /** What of a period is told above the unit: the blocks of days that are over, once closings brought all five. */
  shownAbove({ from, to }: Pick<Period, 'from' | 'to'>): Rating[][] {
    const inside = ({ day, closed }: Placed) => closed && from <= day && day <= to && this.#isOver(day)
    const shown = this.#full().filter((block) => block.every(inside))
    for (const block of shown) this.#fix(block)
    return shown.map((block) => block.map(({ rating }) => rating))
  }

  /** What a day among the days shows: of an open day the blocks whose half days are closed. */
  shownDay(day: Day): Rating[][] {
    return this.#full()
      .filter((block) => block.every((one) => one.day === day && one.closed))
      .map((block) => block.map(({ rating }) => rating))
  }

  /** Ratings that were ever shown together stay together for ever. */
  #fix(block: Placed[]): void {
    for (const one of block) {
      const before = this.#fixed.get(one) ?? block
      if (before.some((other) => !block.includes(other))) throw new Error('A block has changed')
      this.#fixed.set(one, before)
    }
  }

  #full(): Placed[][] {
    const blocks = new Map<string, Placed[]>()
    for (const one of this.all) {
      if (!one.place) continue
      const name = `${one.place.of} ${Math.floor(one.place.index / 5)}`
      blocks.set(name, [...(blocks.get(name) ?? []), one])
    }
    return [...blocks.values()].filter((block) => block.length === 5)
  }
}
