import * as z from 'zod/mini'
import { isDay, PERIODS } from '#src/domain/calendar.ts'
import { REASONS, SCORES, STANDARDS } from '#src/domain/conduct.ts'
import { Id } from '#src/domain/id-schema.ts'
import { atLeast, atMost } from '#src/domain/length.ts'

/** What a head's pages and a pull read. Shares are fractions in [0, 1] with their 95 % interval. */

/** A day that the calendar has: no 30 February. */
const Day = z.string().check(z.refine(isDay))
const Count = z.int().check(z.minimum(0))

export const Share = z.object({
  count: Count,
  n: Count,
  share: z.number(),
  low: z.number(),
  high: z.number(),
})

export const Period = z.object({ kind: z.literal(PERIODS), from: Day, to: Day })

/** Of an address that takes no query: any is a `bad-query`. */
export const NoQuery = z.strictObject({})

const Format = z.optional(z.literal(['json', 'csv']))

/**
 * `GET /api/v1/units/{unit}/summary?period=&day=&format=json|csv`: the period of that kind in which `day` lies (default: this
 * month). The CSV holds the same figures, one a line.
 */
export const SummaryQuery = z.strictObject({
  period: z.optional(z.literal(PERIODS)),
  day: z.optional(Day),
  format: Format,
})

/** A half day up to which closed figures reach. */
export const HalfDay = z.object({ day: Day, half: z.literal(['am', 'pm']) })

/**
 * One standard over the shown ratings: `count` met of the `n` that answered it. They are a group of their own: where
 * fewer than five answered, and where nobody did, it is `hidden` and `share` is null.
 */
export const StandardFigure = z.object({
  standard: z.literal(STANDARDS),
  share: z.nullable(Share),
  hidden: z.boolean(),
})

export const Figures = z.object({
  /** Ratings shown: whole blocks of five, the same in every period's figures. */
  n: Count,
  share: Share,
  /** How many chose each face, 1 to 5. */
  levels: z.array(Count).check(atLeast(SCORES.length), atMost(SCORES.length)),
  standards: z.array(StandardFigure),
  reasons: z.array(z.object({ reason: z.literal(REASONS), n: Count })),
  comments: Count,
  /** Ratings in which "Tất cả đều có" was used. */
  all: Count,
  /** Of a counter and of no officer: nobody was on duty, the clock vouched for nobody, or the citizen said "Không đúng người?". */
  alone: Count,
})
export type Figures = z.infer<typeof Figures>

/**
 * A group of the closed figures: a day in the unit's blocks of five, a counter in the groups of its released rows. `share` is
 * null where the group is empty, and where it is `hidden`: under five, or so that no other can be found by subtraction.
 */
const GroupFigure = z.object({ share: z.nullable(Share), hidden: z.boolean() })

export const CounterFigure = z.extend(GroupFigure, {
  counter: Id,
  label: z.string(),
  name: z.string(),
  through: z.nullable(HalfDay),
})
export const DayFigure = z.extend(GroupFigure, { day: Day })

export const Summary = z.object({
  unit: z.object({ id: Id, name: z.string(), place: z.string() }),
  period: Period,
  epoch: z.string(),
  /** How many ratings came in today: a live count and nothing more. */
  today: Count,
  /**
   * Null until a block of five lies wholly in the period; `missing` then says how many more ratings it needs, and 0 where
   * it has five that lie in no block of its own yet.
   */
  figures: z.nullable(Figures),
  missing: Count,
  counters: z.array(CounterFigure),
  days: z.array(DayFigure),
  /** The last closed half day, up to which `counters` and `days` can reach. */
  closed: z.nullable(HalfDay),
  /** When this was read, ms since 1970 on the server's clock: by it `today` is today. */
  now: z.int(),
})
export type Summary = z.infer<typeof Summary>

/** The span that a released row carries instead of its time. */
export const RowSpan = z.object({
  kind: z.literal(['half', 'day', 'week', 'month']),
  from: Day,
  half: z.optional(z.literal(['am', 'pm'])),
})

/** One released rating: never officer, comment, receipt code, log, number, hash or time. */
export const Row = z.object({
  score: z.literal(SCORES),
  /** For each standard of the rating's own questionnaire; empty for a version that this server does not know yet. */
  standards: z.partialRecord(z.literal(STANDARDS), z.literal(['met', 'unmet', 'blank'])),
  reasons: z.array(z.literal(REASONS)),
  counter: Id,
  channel: z.string(),
  version: z.string(),
  /** Null: not judged, the rules for suspect ratings are not built yet. */
  suspect: z.null(),
  span: RowSpan,
})
export type Row = z.infer<typeof Row>

const Cursor = z.string().check(z.regex(/^[\w-]{1,200}$/))
/** Plain digits: `1e3` and `0x10` are other ways to write a number. */
const Limit = z.pipe(
  z.pipe(z.string().check(z.regex(/^[1-9]\d{0,4}$/)), z.transform(Number)),
  z.int().check(z.maximum(10_000)),
)

/**
 * `GET /api/v1/units/{unit}/ratings?cursor=&limit=&format=json|ndjson|csv`: `next` continues, also when nothing is new yet. NDJSON,
 * a rating a line, and CSV carry it in their `Link` header (RFC 8288, `rel="next"`).
 */
export const RowsQuery = z.strictObject({
  cursor: z.optional(Cursor),
  limit: z.optional(Limit),
  format: z.optional(z.literal(['json', 'ndjson', 'csv'])),
})
export const Rows = z.object({ rows: z.array(Row), next: z.string(), more: z.boolean() })
export type Rows = z.infer<typeof Rows>

/** `GET /api/v1/units/{unit}/feedback?cursor=&limit=`: newest release first; `next` is null at the oldest. */
export const FeedbackQuery = z.strictObject({ cursor: z.optional(Cursor), limit: z.optional(Limit) })

/** A reason or comment as the head reads it. */
export const Feedback = z.object({
  kind: z.literal(['concern', 'suggestion']),
  counter: Id,
  reasons: z.array(z.literal(REASONS)),
  /** Null: none was left, or it cannot be read here. */
  comment: z.nullable(z.string()),
  /** There is one that this server cannot open: the key is kept elsewhere, or it has not arrived. */
  sealed: z.boolean(),
  /** There is one that does not match what the log says of it: not shown. */
  altered: z.boolean(),
  /** Local days, by the unit's own deadlines and calendar; `conclude` null: it is passed to those with the power to inquire. Null: a suggestion. */
  due: z.nullable(z.object({ acknowledge: z.string(), conclude: z.nullable(z.string()) })),
  span: RowSpan,
})
export type Feedback = z.infer<typeof Feedback>
export const FeedbackList = z.object({ items: z.array(Feedback), next: z.nullable(z.string()) })
export type FeedbackList = z.infer<typeof FeedbackList>
