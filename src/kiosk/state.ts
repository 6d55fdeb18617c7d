import type { Draft, Status } from '#src/device/types.ts'
import type { Reason, Score, Standard } from '#src/domain/conduct.ts'
import type { Answers, End } from '#src/domain/rating.ts'
import type { Lang } from '#src/ui/text/lang.ts'

export type Config = Extract<Status, { kind: 'paired' }>['config']

/** How this citizen reads; back to the default at every return to K1. */
export type View = { readonly lang: Lang; readonly large: boolean }

export const DEFAULT_VIEW: View = { lang: 'vi', large: false }

export function speaking<S extends { readonly view: View }>(state: S, lang: Lang): S {
  return { ...state, view: { ...state.view, lang } }
}

/** The one open rating, and the monotonic instant of its first tap. */
export type Open = { readonly draft: Draft; readonly tapped: number }

/** Nothing is half done. `touched` is the last touch, monotonic ms. */
type Idle = { readonly touched: number }
type Paired = { readonly config: Config; readonly view: View }
type Rating = Paired & { readonly open: Open }
/** Until `deaf` every touch is ignored. `late`: opened from K8. */
type Resting = Paired & Idle & { shown: number; deaf: number; dim: boolean; late: boolean }

/** Where the tablet stands. All instants are monotonic ms; `ends` is when the screen closes by itself. */
export type State =
  /** The database is not open yet. A face tapped meanwhile is held. */
  | { at: 'opening'; view: View; shown: number; held: { score: Score; at: number } | null }
  /** K7 */
  | ({ at: 'unpaired'; view: View } & Idle)
  | ({ at: 'second' } & Idle)
  | ({ at: 'broken' } & Idle)
  | ({ at: 'retired'; config: Config } & Idle)
  /** A head called: it shows which tablet it is, until a touch. */
  | ({ at: 'called'; config: Config } & Idle)
  /** K8. `served`: who was just served may still rate. `reopens`: wall clock ms, today. */
  | ({ at: 'closed'; config: Config; served: boolean; reopens: number | null } & Idle)
  /** `config`: null where the disk does not even say whose tablet this is. */
  | { at: 'staff'; config: Config | null; view: View; ends: number }
  /** In the hall: which counter was it? K1 follows, with that counter in its config. */
  | (Resting & { at: 'hall' })
  /** K1. `other`: "Không đúng người?" */
  | (Resting & { at: 'rate'; other: boolean })
  /** The chosen face is shown; K2 follows when it is on disk and not before `until`. */
  | (Rating & { at: 'chosen'; since: number; until: number; kept: boolean })
  /** K2. `before`: what "Tất cả đều có" covered, until its second tap. */
  | (Rating & { at: 'standards'; ends: number; before: Answers['standards'] | null; page: Page })
  /** K1 once more, to choose another face for the open rating. */
  | (Rating & { at: 'again'; ends: number })
  /** K3 */
  | (Rating & { at: 'reasons'; ends: number; comment: string; masked: boolean; typing: boolean; page: Page })
  /** K2 or K3 once more, with the comment as it is being saved, until the closing write is over. */
  | (Rating & {
      at: 'saving'
      since: number
      from: 'standards' | 'reasons'
      comment: string
      masked: boolean
    })
  /** The face is on disk; whether the closing write will be is not known, or it failed. */
  | (Rating & { at: 'part'; ends: number })
  /** K4 */
  | (Paired & { at: 'thanks'; code: string; ends: number })
  /** Not recorded. */
  | { at: 'failed'; view: View; ends: number }

/** With large text K2 and K3 take two pages. */
export type Page = 1 | 2

export type Event =
  | { type: 'face'; score: Score; at?: number }
  | { type: 'answer'; standard: Standard; answer: 'met' | 'unmet' }
  | { type: 'all' }
  | { type: 'again' }
  | { type: 'tell' }
  | { type: 'done' }
  | { type: 'reason'; reason: Reason }
  | { type: 'typed'; text: string }
  /** The field of the comment got or lost the keyboard. */
  | { type: 'keyboard'; open: boolean }
  | { type: 'skip' }
  | { type: 'send' }
  | { type: 'page'; page: Page }
  | { type: 'touch' }
  | { type: 'tick' }
  /** Storage answers; `draft` says of which draft it speaks. */
  | { type: 'kept'; draft: Draft }
  | { type: 'not-kept'; draft: Draft }
  | { type: 'closed'; draft: Draft; code: string }
  | { type: 'not-closed'; draft: Draft }
  /** The tablet's status in the context is another. */
  | { type: 'status' }
  | { type: 'other-person' }
  /** In the hall; null: nobody received them yet. */
  | { type: 'counter'; counter: Config['counter'] | null }
  | { type: 'language'; lang: Lang }
  | { type: 'large' }
  /** "Tôi vừa được phục vụ và muốn đánh giá" */
  | { type: 'served' }
  | { type: 'staff' }
  | { type: 'leave' }

export type Effect =
  | { do: 'keep'; draft: Draft }
  | { do: 'close'; draft: Draft; end: End; comment: string | undefined; tapToClose: number }
  /** The waiting version may take over now. */
  | { do: 'update' }

/** What the world is at a step. `now` is monotonic, `wall` the clock, both ms. */
export type Context = {
  readonly now: number
  readonly wall: number
  readonly status: Status
  readonly updateWaiting: boolean
}

export type Step = { state: State; effects: readonly Effect[] }
