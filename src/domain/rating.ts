import { QUESTIONNAIRE, type Reason, type Score, type Standard } from './conduct.ts'
import type { RatingBody } from './rating-schema.ts'

/** How a rating ended: by the citizen, by the time-out, or at the start after a crash. */
export const ENDS = ['done', 'timeout', 'restart'] as const
export type End = (typeof ENDS)[number]

/** `rating` counts; `practice` is the same body in no figure. */
export const RATING_KINDS = ['rating', 'practice'] as const
export type RatingKind = (typeof RATING_KINDS)[number]

/** The channel of a rating: a counter's own tablet, or one in the hall, where the citizen says which counter it was. */
export const CHANNELS = { counter: 'kiosk', hall: 'hall' } as const

/** What the citizen has answered so far. */
export type Answers = {
  score: Score
  standards: Readonly<Partial<Record<Standard, 'met' | 'unmet'>>>
  all: boolean
  reasons: readonly Reason[]
  rechosen: readonly Score[]
}

export type Circumstances = {
  counter: string
  officer: string | null
  /** Tapped at a tablet in the hall. */
  hall?: boolean | undefined
  shownToTap: number
  tapToClose: number
  end: End
  comment: { length: number; hash: string } | undefined
}

/** The body of a rating in today's questionnaire. */
export function ratingBody(answers: Answers, c: Circumstances): RatingBody {
  const { standards, reasons } = QUESTIONNAIRE
  return {
    q: QUESTIONNAIRE.version,
    score: answers.score,
    std: standards
      .map((s) => ({ met: '1', unmet: '0', blank: '-' })[answers.standards[s] ?? 'blank'])
      .join(''),
    ...(answers.all && { all: 1 as const }),
    ...(answers.reasons.length > 0 && {
      reasons: reasons.map((r) => (answers.reasons.includes(r) ? '1' : '-')).join(''),
    }),
    ...(c.comment && { comment: [c.comment.length, c.comment.hash] as [number, string] }),
    counter: c.counter,
    officer: c.officer,
    ...(answers.rechosen.length > 0 && { rechosen: answers.rechosen.slice(-9).join('') }),
    ms: [clamp(c.shownToTap, 99_999), clamp(c.tapToClose, 999_999)],
    end: c.end,
    ch: c.hall ? CHANNELS.hall : CHANNELS.counter,
  }
}

function clamp(ms: number, max: number): number {
  return Number.isFinite(ms) ? Math.min(max, Math.max(0, Math.round(ms))) : max
}
