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
  return KIOSK_TEXT[viewOf(state).lang]
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
