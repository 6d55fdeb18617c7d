import * as z from 'zod' // not mini: compiled, this schema takes less than half the time, and it is read for every rating
import {
  type Answer,
  MAX_COMMENT,
  type Questionnaire,
  type Reason,
  SCORES,
  type Standard,
} from './conduct.ts'
import type { AnyEntry } from './entry-schema.ts'
import { Id } from './id-schema.ts'
import { atMost } from './length.ts'
import { ENDS } from './rating.ts'

/** What stands in the line of a rating. Times are ms, capped so that a line stays short. */
export const RatingBody = z.object({
  q: z.string().check(atMost(20)),
  score: z.literal(SCORES),
  /** One character a standard, in the questionnaire's order: `1` met, `0` unmet, `-` blank. */
  std: z.string().check(z.regex(/^[10-]{1,16}$/)),
  /** The shortcut "Tất cả đều có" was used. */
  all: z.optional(z.literal(1)),
  /** The unit's local statements, as in `std`. */
  local: z.optional(z.string().check(z.regex(/^[10-]{1,3}$/))),
  /** One character a reason, in the questionnaire's order: `1` chosen, `-` not. */
  reasons: z.optional(z.string().check(z.regex(/^[1-]{1,16}$/))),
  /** Length in UTF-16 units, and SHA-256(salt ‖ text) in base64url; the text itself is sealed beside the entry. */
  comment: z.optional(
    z.tuple([z.int().check(z.gte(1), z.lte(MAX_COMMENT)), z.string().check(z.regex(/^[\w-]{43}$/))]),
  ),
  counter: Id,
  officer: z.nullable(Id),
  /** The faces that were chosen before the last one, oldest first. */
  rechosen: z.optional(z.string().check(z.regex(/^[1-5]{1,9}$/))),
  /** [screen shown → tap, tap → close] */
  ms: z.tuple([z.int().check(z.gte(0), z.lte(99_999)), z.int().check(z.gte(0), z.lte(999_999))]),
  end: z.literal(ENDS),
  /** The channel that the rating came by. */
  ch: z.string().check(atMost(8)),
})
export type RatingBody = z.infer<typeof RatingBody>

/** The rating in an entry, or undefined where it is not one, or one of a version that this program cannot read yet. */
export function readRating(entry: AnyEntry): RatingBody | undefined {
  if (entry.v !== 1 || entry.kind !== 'rating') return undefined
  return RatingBody.safeParse(entry.body).data
}

/** When the face was tapped, on the tablet's wall clock: a rating counts then, not when it was closed. */
export function tappedAt(entry: AnyEntry, body: RatingBody): number {
  return entry.at - body.ms[1]
}

/** The answer to each standard of the rating's own questionnaire. */
export function answersOf(body: RatingBody, q: Questionnaire): ReadonlyMap<Standard, Answer> {
  const read = { '1': 'met', '0': 'unmet', '-': 'blank' } as const
  return new Map(q.standards.map((s, i) => [s, read[body.std[i] as '1'] ?? 'blank']))
}

export function reasonsOf(body: RatingBody, q: Questionnaire): readonly Reason[] {
  return q.reasons.filter((_, i) => body.reasons?.[i] === '1')
}

/** A reason, or a comment with 3 or less, opens a concern; a comment with 4 or 5 and no reason is a suggestion. */
export function feedbackOf(body: RatingBody): 'concern' | 'suggestion' | undefined {
  if (body.reasons?.includes('1')) return 'concern'
  if (!body.comment) return undefined
  return body.score <= 3 ? 'concern' : 'suggestion'
}
