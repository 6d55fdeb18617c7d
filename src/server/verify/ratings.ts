import { ordinal } from '#src/domain/calendar.ts'
import type { Received } from '#src/domain/closings.ts'
import { feedbackOf, type RatingBody } from '#src/domain/rating-schema.ts'
import type { Schema } from '../db/schema.ts'
import type { Trx } from '../deps.ts'
import type { Unit } from '../unit.ts'

type Mark = Schema['receive_mark']

/** What the closings need of a rating; `hasFeedback`: reasons or a comment, which go out by themselves. */
export type Rating = Received & { log: string; n: number; score: number; hasFeedback: boolean }

export function ratingOf(mark: Omit<Mark, 'unit' | 'received_at' | 'offset_ms'>, body: RatingBody): Rating {
  const { log, n, position, release, day, hour } = mark
  const { counter, score } = body
  const hasFeedback = feedbackOf(body) !== undefined
  return { log, n, position, release, counter, score, half: halfOf(day, hour), hasFeedback }
}

function halfOf(day: string, hour: number): number {
  return ordinal(day, hour < 12 ? 'am' : 'pm')
}

/** So many ratings are remembered at a time, 160 MB; units beyond are read once more for their closings. */
const MOST = 4_000_000

/** A place for each unit's ratings, for as many units as there is room for. */
export function roomFor(units: readonly Unit[]): Map<string, Remembered> {
  const rooms = new Map<string, Remembered>()
  let left = MOST
  for (const { id, position } of units) {
    if (position < 0 || position > left) continue
    left -= position
    rooms.set(id, new Remembered(id, position))
  }
  return rooms
}

/**
 * The receive marks of a unit's ratings, and what of their lines the closings need, as they were read along the logs: 40
 * bytes each. So rows and lines are not read once more in the order of their positions.
 */
export class Remembered {
  readonly #unit: string
  readonly #size: number
  #count = 0
  /** Something that these columns cannot hold as it is stored. */
  #isOdd = false
  readonly #words = new Words()
  readonly #log: Uint32Array
  readonly #n: Uint32Array
  readonly #receivedAt: Float64Array
  /** NaN: none. */
  readonly #offset: Float64Array
  readonly #day: Uint32Array
  readonly #hour: Uint8Array
  readonly #release: Int32Array
  readonly #counter: Uint32Array
  /** 0: nothing is known of that position. */
  readonly #score: Uint8Array
  readonly #hasFeedback: Uint8Array

  constructor(unit: string, size: number) {
    this.#unit = unit
    this.#size = size
    this.#log = new Uint32Array(size)
    this.#n = new Uint32Array(size)
    this.#receivedAt = new Float64Array(size)
    this.#offset = new Float64Array(size)
    this.#day = new Uint32Array(size)
    this.#hour = new Uint8Array(size)
    this.#release = new Int32Array(size)
    this.#counter = new Uint32Array(size)
    this.#score = new Uint8Array(size)
    this.#hasFeedback = new Uint8Array(size)
  }

  keep(mark: Mark, body: RatingBody): void {
    const { position: at, n, hour, release } = mark
    if (this.#score[at] !== 0) {
      this.#isOdd = true
      return
    }
    this.#count += 1
    this.#log[at] = this.#words.numberOf(mark.log)
    this.#n[at] = n
    this.#receivedAt[at] = mark.received_at
    this.#offset[at] = mark.offset_ms ?? Number.NaN
    this.#day[at] = this.#words.numberOf(mark.day)
    this.#hour[at] = hour
    this.#release[at] = release
    this.#counter[at] = this.#words.numberOf(body.counter)
    this.#score[at] = body.score
    this.#hasFeedback[at] = feedbackOf(body) ? 1 : 0
    if (this.#n[at] !== n || this.#hour[at] !== hour || this.#release[at] !== release) this.#isOdd = true
  }

  /** Whether this is all that the table holds of the unit: of each position one mark, of a rating, and none besides. */
  async isWhole(trx: Trx): Promise<boolean> {
    if (this.#isOdd || this.#count !== this.#size) return false
    const { n, first, last } = await trx
      .selectFrom('receive_mark')
      .select((of) => [
        of.fn.countAll().as('n'),
        of.fn.min<number | null>('position').as('first'),
        of.fn.max<number | null>('position').as('last'),
      ])
      .where('unit', '=', this.#unit)
      .executeTakeFirstOrThrow()
    if (this.#size === 0) return Number(n) === 0
    return Number(n) === this.#size && Number(first) === 0 && Number(last) === this.#size - 1
  }

  /** The marks from a position to before another, in their order. */
  *marks(from: number, to = this.#size): Generator<Mark> {
    for (let at = Math.max(from, 0); at < Math.min(to, this.#size); at += 1) yield this.#markAt(at)
  }

  /** In order of position. */
  *ratings(): Generator<Rating> {
    for (let at = 0; at < this.#size; at += 1) {
      yield {
        log: this.#words.at(this.#log[at]),
        n: this.#n[at]!,
        position: at,
        release: this.#release[at]!,
        counter: this.#words.at(this.#counter[at]),
        score: this.#score[at]!,
        half: halfOf(this.#words.at(this.#day[at]), this.#hour[at]!),
        hasFeedback: this.#hasFeedback[at] === 1,
      }
    }
  }

  #markAt(position: number): Mark {
    const offset = this.#offset[position]!
    return {
      log: this.#words.at(this.#log[position]),
      n: this.#n[position]!,
      unit: this.#unit,
      position,
      received_at: this.#receivedAt[position]!,
      offset_ms: Number.isNaN(offset) ? null : offset,
      day: this.#words.at(this.#day[position]),
      hour: this.#hour[position]!,
      release: this.#release[position]!,
    }
  }
}

/** Names and days that come again and again, by number. */
class Words {
  readonly #words: string[] = []
  readonly #numbers = new Map<string, number>()

  numberOf(word: string): number {
    const known = this.#numbers.get(word)
    if (known !== undefined) return known
    this.#numbers.set(word, this.#words.length)
    return this.#words.push(word) - 1
  }

  at(number: number | undefined): string {
    return this.#words[number ?? -1] ?? ''
  }
}
