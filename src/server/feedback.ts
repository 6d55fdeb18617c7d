import { type Day, halfDayOf } from '#src/domain/calendar.ts'
import { questionnaire, type Reason } from '#src/domain/conduct.ts'
import { dueDays } from '#src/domain/deadlines.ts'
import { feedbackOf, type RatingBody, reasonsOf } from '#src/domain/rating-schema.ts'
import type { Feedback, FeedbackList } from '#src/protocol/reports.ts'
import type { Deps, Trx } from './deps.ts'
import { settingsOf, type UnitSettings } from './device-config.ts'
import { ownRatings } from './own-duty.ts'
import { Refusal } from './problems.ts'
import { type ReadBy, ratingIn, releasedOf, spanOf } from './rows.ts'
import { cursorText, type Place, readCursor } from './rows-cursor.ts'

/** What somebody with the power to inquire must know at once. */
export const URGENT = 'voi_vinh' satisfies Reason

const NEWEST: Place = { release: Number.MAX_SAFE_INTEGER, position: Number.MAX_SAFE_INTEGER }

/** Released reasons and comments, newest release first; comments opened and held against what the log says of them. */
export async function feedbackList(
  trx: Trx,
  deps: Deps,
  { unit, self }: ReadBy,
  { cursor, limit = 100 }: { cursor?: string | undefined; limit?: number | undefined },
): Promise<FeedbackList | Refusal> {
  const before = cursor === undefined ? NEWEST : readCursor(cursor, 'feedback', deps, unit)
  if (before instanceof Refusal) return before
  const found = await releasedOf(trx, unit, 'feedback')
    .leftJoin('sealed', (join) =>
      join.onRef('sealed.log', '=', 'released.log').onRef('sealed.n', '=', 'released.n'),
    )
    .select(['sealed.sealed', 'released.log', 'released.n'])
    .where((e) =>
      e.or([
        e('released.release', '<', before.release),
        e.and([e('released.release', '=', before.release), e('released.position', '<', before.position)]),
      ]),
    )
    .orderBy('released.release', 'desc')
    .orderBy('released.position', 'desc')
    .limit(limit + 1)
    .execute()
  const page = found.slice(0, limit)
  const settings = await settingsOf(trx, unit)
  const isOwn = await ownRatings(trx, unit, self)
  return {
    items: page
      .map((released) => ({ released, rating: ratingIn(released.line) }))
      .filter(({ released: { log, n }, rating: { officer } }) => !isOwn({ name: `${log} ${n}`, officer }))
      .map(({ released, rating }) => ({
        ...item(deps, released, rating),
        due: dueOf(rating, halfDayOf(released.release).day, settings),
      })),
    next: found.length > limit ? cursorText('feedback', deps, unit, page.at(-1)!) : null,
  }
}

type Released = Parameters<typeof spanOf>[0] & { line: Uint8Array; sealed: Uint8Array | null }

function item(deps: Deps, released: Released, rating: RatingBody): Omit<Feedback, 'due'> {
  const q = questionnaire(rating.q)
  return {
    kind: feedbackOf(rating) ?? 'suggestion',
    counter: rating.counter,
    reasons: q ? [...reasonsOf(rating, q)] : [],
    ...commentOf(deps, rating.comment?.[1], released.sealed),
    span: spanOf(released),
  }
}

/** Until when a concern is to be acknowledged and concluded; what asks for an inquiry is concluded elsewhere. */
function dueOf(rating: RatingBody, released: Day, settings: UnitSettings): Feedback['due'] {
  if (feedbackOf(rating) !== 'concern') return null
  const q = questionnaire(rating.q)
  const due = dueDays(released, settings.deadlines, settings)
  return q && reasonsOf(rating, q).includes(URGENT) ? { ...due, conclude: null } : due
}

/** What was written, where this server can open it and it is what the log says of it. */
export function commentOf(
  { keys }: Deps,
  hash: string | undefined,
  sealed: Uint8Array | null,
): Pick<Feedback, 'comment' | 'sealed' | 'altered'> {
  if (hash === undefined) return { comment: null, sealed: false, altered: false }
  if (sealed === null || !keys.seal.holds) return { comment: null, sealed: true, altered: false }
  const comment = keys.seal.open(sealed, hash) ?? null
  return { comment, sealed: false, altered: comment === null }
}
