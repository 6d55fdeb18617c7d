import type * as z from 'zod/mini'
import { questionnaire } from '#src/domain/conduct.ts'
import { readLine } from '#src/domain/entry-schema.ts'
import { answersOf, type RatingBody, readRating, reasonsOf } from '#src/domain/rating-schema.ts'
import type { Row, RowSpan, Rows } from '#src/protocol/reports.ts'
import type { Deps, Trx } from './deps.ts'
import { ownGroups } from './own-duty.ts'
import { Refusal } from './problems.ts'
import { cursorText, type Place, readCursor } from './rows-cursor.ts'

const START: Place = { release: -1, position: -1 }

/** Of which unit, and which of its officers reads: they see nothing of their own duty; null: none of them. */
export type ReadBy = { unit: string; self: string | null }

/** The released ratings behind the cursor, in the order in which they were released. */
export async function rowsOf(
  trx: Trx,
  deps: Deps,
  { unit, self }: ReadBy,
  { cursor, limit = 1000 }: { cursor?: string | undefined; limit?: number | undefined },
): Promise<Rows | Refusal> {
  const after = cursor === undefined ? START : readCursor(cursor, 'rows', deps, unit)
  if (after instanceof Refusal) return after
  const found = await releasedOf(trx, unit, 'row')
    .where((e) =>
      e.or([
        e('released.release', '>', after.release),
        e.and([e('released.release', '=', after.release), e('released.position', '>', after.position)]),
      ]),
    )
    .orderBy('released.release')
    .orderBy('released.position')
    .limit(limit + 1)
    .execute()
  const page = found.slice(0, limit)
  const isOwn = await ownGroups(trx, unit, self)
  const rows = page.map((released) => row(ratingIn(released.line), spanOf(released)))
  return {
    rows: rows.filter((one) => !isOwn(one)),
    next: cursorText('rows', deps, unit, page.at(-1) ?? after),
    more: found.length > limit,
  }
}

/** Released ratings of that kind with their lines. */
export function releasedOf(trx: Trx, unit: string, kind: 'row' | 'feedback') {
  return trx
    .selectFrom('released')
    .innerJoin('entry', (join) =>
      join.onRef('entry.log', '=', 'released.log').onRef('entry.n', '=', 'released.n'),
    )
    .select([
      'released.release',
      'released.position',
      'released.span',
      'released.span_from',
      'released.span_half',
      'entry.line',
    ])
    .where('released.unit', '=', unit)
    .where('released.kind', '=', kind)
}

export function ratingIn(line: Uint8Array): RatingBody {
  const entry = readLine(Buffer.from(line).toString())
  const rating = entry && readRating(entry)
  if (!rating) throw new Error('A released entry is no rating')
  return rating
}

type Spanned = { span: Row['span']['kind']; span_from: string; span_half: 'am' | 'pm' | null }

export function spanOf({ span, span_from, span_half }: Spanned): z.infer<typeof RowSpan> {
  return { kind: span, from: span_from, ...(span_half && { half: span_half }) }
}

function row(rating: RatingBody, span: Row['span']): Row {
  const q = questionnaire(rating.q)
  return {
    score: rating.score,
    standards: q ? Object.fromEntries(answersOf(rating, q)) : {},
    reasons: q ? [...reasonsOf(rating, q)] : [],
    counter: rating.counter,
    channel: rating.ch,
    version: rating.q,
    suspect: null,
    span,
  }
}
