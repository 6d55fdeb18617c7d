import type { PairingWarning, Status, Tablet } from '#src/device/types.ts'
import { KIOSK_TEXT, type KioskText } from '#src/ui/text/kiosk.ts'
import type { Frame } from './held.ts'
import type { StaffFile } from './staff-file.ts'
import { type Config, DEFAULT_VIEW, type Event, type State, type View } from './state.ts'

/** All that a screen may see and do. */
export type Seen = {
  state: State
  status: Status
  /** Monotonic ms. */
  now: number
  send: (event: Event) => void
  tablet: Pick<Tablet, 'pair' | 'pairAgain' | 'health' | 'syncNow' | 'checkPin' | 'duty' | 'rescue'>
  /** Which frame stands while the database opens. */
  frame: Frame
  /** Code from the address, for K7. */
  code: string
  /** What staff are told once after pairing. */
  warnings: readonly PairingWarning[]
  warn: (warnings: readonly PairingWarning[]) => void
  /** The screens that only staff see, once they are there. */
  staff: StaffFile
}

export function viewOf(state: State): View {
  return 'view' in state ? state.view : DEFAULT_VIEW
}

export function words(state: State): KioskText {
  const { lang } = viewOf(state)
  const word = lang === 'vi' && 'config' in state && state.config?.word
  return word ? withWord(word) : KIOSK_TEXT[lang]
}

let own: readonly [string, KioskText] | undefined

/** The words in which the unit's own stands for "cán bộ"; those of one unit are always the same. */
function withWord(word: string): KioskText {
  if (own?.[0] !== word) {
    const capital = word.charAt(0).toUpperCase() + word.slice(1)
    const said = Object.entries(KIOSK_TEXT.vi).map(([key, text]) => [
      key,
      typeof text === 'string' ? text.replace(/(c)án.bộ/gi, (_, c) => (c === 'c' ? word : capital)) : text,
    ])
    own = [word, Object.fromEntries(said) as KioskText]
  }
  return own[1]
}

/** The config that the screen shows; while a rating is open that of its tap. */
export function configOf({ state, status }: Pick<Seen, 'state' | 'status'>): Config | null {
  if ('config' in state) return state.config
  return status.kind === 'paired' ? status.config : null
}

/** Is what is tapped now, or was just tapped, practice? */
export function isPractice(seen: Pick<Seen, 'state' | 'status'>): boolean {
  if ('open' in seen.state) return seen.state.open.draft.kind === 'practice'
  return configOf(seen)?.practice ?? false
}
