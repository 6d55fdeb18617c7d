import type { Book } from './book.ts'
import type { Disk } from './db.ts'
import type { PinGuard } from './pin.ts'
import type { Schedule } from './schedule.ts'
import { isNearlyFull, type Room } from './storage.ts'
import type { Turn } from './turn.ts'
import type { Deps, Health, Person, Status } from './types.ts'

/** What one page holds in memory of the tablet; made by openTablet, and changed by it and by exchanges only. */
export type Page = {
  deps: Deps
  disk: Disk
  /** All that touches the book is done in turn. */
  turn: Turn
  status: Status
  listeners: Set<(status: Status) => void>
  book: Book | undefined
  room: Room
  link: 'untried' | 'online' | 'offline'
  clockOffset: number | null
  lastTry: Health['lastTry']
  /** Monotonic ms. */
  prunedAt: number | undefined
  schedule: Schedule
  /** Made at the first try. */
  pin: { turn: Turn; guard: PinGuard } | undefined
  /** The same for officers' PINs, by officer. */
  pins: { turn: Turn; guards: Map<string, PinGuard> } | undefined
  /** Whom ratings are credited to where the head's word does not say it. */
  onDuty: Person | null
  cancelDuty: () => void
  isShut: boolean
  letGo: () => void
  cancelReopening: () => void
}

export function showStatus(page: Page, status: Status): void {
  page.status = status
  for (const listener of [...page.listeners]) listener(status)
}

/** The status of a tablet that works, made from what the page knows. */
export function showPaired(page: Page): void {
  const { book, onDuty, link, clockOffset } = page
  if (!book || page.isShut) return
  const storage = isNearlyFull(page.room) ? 'nearly-full' : 'ok'
  const config = onDuty ? { ...book.config, officer: onDuty } : book.config
  showStatus(page, { kind: 'paired', config, link, storage, clockOffset })
}

/** Whoever is on duty, as it stands now; the file that knows is loaded where somebody is. In turn. */
export async function dutyNow(page: Page): Promise<void> {
  if (!page.book?.duty) return
  const file = await import('./for-staff.ts').catch(() => undefined) // gone with an update: nobody is credited meanwhile
  if (file) await file.lookAtDuty(page)
  else page.onDuty = null
}
