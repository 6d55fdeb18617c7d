import { addWorkingDays, halfDayOf, ordinal } from '#src/domain/calendar.ts'
import { GROUP } from '#src/domain/release.ts'
import { daysOf, type Span, spanOf } from '#src/domain/span.ts'

type Rating = { log: string; n: number; counter: string; half: number; hasFeedback: boolean }
type Going<R> = { span: Span; rating: R }

/** Which reasons and comments each closing releases, made once more from the ratings and the rows that go out (P8). */
export class FeedbackAgain<R extends Rating> {
  #waiting: R[] = []
  /** Of each counter and half day, how many ratings have come. */
  readonly #counts = new Map<string, number>()

  /** In order of position. */
  receive(rating: R): void {
    const key = keyOf(rating.counter, rating.half)
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
    if (rating.hasFeedback) this.#waiting.push(rating)
  }

  /** `rows`: what the closing releases, by rating. */
  close(closed: number, rows: ReadonlyMap<R, Span>): Going<R>[] {
    const going = this.#waiting.flatMap((rating) => {
      const span = rows.get(rating) ?? (deadline(rating.half) <= closed ? this.#shortest(rating) : undefined)
      return span ? [{ span, rating }] : []
    })
    const gone = new Set(going.map(({ rating }) => rating))
    this.#waiting = this.#waiting.filter((rating) => !gone.has(rating))
    return going
  }

  #shortest({ counter, half }: R): Span {
    const kinds = ['half', 'day', 'week'] as const
    const spans = kinds.map((kind) => spanOf(kind, half))
    return spans.find((span) => this.#count(counter, span) >= GROUP) ?? spanOf('month', half)
  }

  #count(counter: string, span: Span): number {
    const { from, to } = daysOf(span)
    let count = 0
    for (let half = ordinal(from, 'am'); half <= ordinal(to, 'pm'); half += 1) {
      if (span.half === undefined || halfDayOf(half).half === span.half)
        count += this.#counts.get(keyOf(counter, half)) ?? 0
    }
    return count
  }
}

function deadline(half: number): number {
  return ordinal(addWorkingDays(halfDayOf(half).day, 2), 'pm')
}

function keyOf(counter: string, half: number): string {
  return `${counter} ${half}`
}
