import { lastDue } from '#src/domain/calendar.ts'
import { tappedAt } from '#src/domain/rating-schema.ts'
import type { Schema } from '../db/schema.ts'
import { type Fold, foldInto } from '../fold.ts'
import { received } from '../receive-mark.ts'
import type { LogCheck, Page, Stored } from './page.ts'

/** `isHeld`: is that number in no figure? */
export type RatingCheck = LogCheck & { isHeld: (n: number) => boolean }

/** What stands beside an entry fits it; a rating is added to the fold. Answers how many ratings it counts as: 0 or 1. */
export function checkRating(
  check: RatingCheck,
  page: Page,
  { n, said, rating: body }: Stored,
  fold: Fold,
): 0 | 1 {
  const { note } = check
  if (body?.comment) checkComment(check, n, body.comment[1], page.sealed.get(n))
  const mark = page.marks.get(n)
  if (!said || !body || check.isHeld(n)) {
    if (mark) note('mark-stray', n)
    return 0
  }
  if (!mark) {
    note('mark-missing', n)
    return 0
  }
  if (!fits(check, mark, tappedAt(said, body))) note('mark-altered', n)
  foldInto(fold, mark, body)
  check.remembered.get(mark.unit)?.keep(mark, body)
  return 1
}

/** Day and hour follow from the tap, the offset and the receipt; the release from the receipt. */
function fits({ log, device }: LogCheck, mark: Schema['receive_mark'], at: number): boolean {
  const span = { pairedAt: device?.paired_at ?? mark.received_at, now: mark.received_at }
  const { day, hour } = received(at, mark.offset_ms, span)
  const counted = mark.day === day && mark.hour === hour
  return counted && mark.unit === log.unit && mark.release > lastDue(mark.received_at)
}

function checkComment(
  { keys, note }: LogCheck,
  n: number,
  hash: string,
  sealed: Uint8Array | undefined,
): void {
  if (!sealed) note('comment-missing', n)
  else if (keys?.seal?.holds && keys.seal.open(sealed, hash) === undefined) note('comment-altered', n)
}
