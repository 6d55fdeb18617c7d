import type { Book } from './book.ts'
import { openDisk } from './db.ts'
import { closeRating, keepDraft } from './draft.ts'
import { exchange } from './exchange.ts'
import { openBook } from './opening.ts'
import { dutyNow, type Page, showPaired, showStatus } from './page.ts'
import { openSchedule } from './schedule.ts'
import { isSecure } from './secure.ts'
import { askToPersist, lookAtStorage } from './storage.ts'
import { WRITER_LOCK } from './sync.ts'
import { inTurn } from './turn.ts'
import type { Deps, StorageFailure, Tablet } from './types.ts'

/** A tap before the database is open waits so long. */
const PATIENCE_MS = 5_000
const REOPEN_MS = 10_000
const RESTING_PACE = { spread: 3, heartbeat: 60 }

/** Opens this tablet for the page. Answers at once, with status 'opening', and goes on by itself. */
export function openTablet(deps: Deps): Tablet {
  const page: Page = {
    deps,
    disk: openDisk(deps),
    turn: inTurn(),
    status: { kind: 'opening' },
    listeners: new Set(),
    book: undefined,
    room: { used: 0, quota: 0, persisted: false },
    link: 'untried',
    clockOffset: null,
    lastTry: null,
    prunedAt: undefined,
    pin: undefined,
    pins: undefined,
    onDuty: null,
    cancelDuty: () => undefined,
    schedule: openSchedule(
      deps,
      () => exchange(page),
      () => page.book?.config ?? RESTING_PACE,
    ),
    isShut: false,
    letGo: () => undefined,
    cancelReopening: () => undefined,
  }
  void takeWriterLock(page)
  return {
    status: () => page.status,
    watch: (listener) => {
      page.listeners.add(listener)
      return () => page.listeners.delete(listener)
    },
    keepDraft: (draft) => whenOpen(page, (book) => keepDraft(book, draft)),
    close: async (draft, end, comment, tapToClose) => {
      const closing = await whenOpen(page, (book) => closeRating(book, draft, { end, comment, tapToClose }))
      if (closing.ok) page.schedule.poke('rating')
      return closing
    },
    pair: async (code) => {
      await isOpen(page)
      return (await forStaff()).pairPage(page, code)
    },
    syncNow: () => page.schedule.now(),
    pairAgain: async () => {
      await isOpen(page)
      return (await forStaff()).pairPageAgain(page)
    },
    health: async () => (await forStaff()).healthOf(page),
    duty: async () => (await forStaff()).dutyOf(page),
    checkPin: async (pin) => (await forStaff()).checkPinOf(page, pin),
    rescue: async (watch) => (await forStaff()).makeRescue(page, watch),
    poke: (reason) => page.schedule.poke(reason),
    shut: () => shut(page),
  }
}

/** The same file as the screens for staff, so it is there before anything of it is asked. */
const forStaff = () => import('./for-staff.ts')

/** One page writes. A second one says so, and takes over when the first is gone. */
async function takeWriterLock(page: Page): Promise<void> {
  if (!isSecure(page.deps)) return showStatus(page, { kind: 'unpaired' }) // pairing then says why
  const { locks } = page.deps
  const mine = await locks.request(WRITER_LOCK, { ifAvailable: true }, (lock) => lock !== null && hold(page))
  if (mine || page.isShut) return
  showStatus(page, { kind: 'second' })
  await locks.request(WRITER_LOCK, () => hold(page))
}

/** Keeps the lock for the page's life. */
async function hold(page: Page): Promise<true> {
  if (page.isShut) return true
  const gone = new Promise<void>((resolve) => {
    page.letGo = resolve
  })
  await page.turn(() => start(page))
  await gone
  return true
}

async function start(page: Page): Promise<void> {
  const { deps, disk } = page
  if (page.isShut || page.status.kind === 'paired') return
  const opened = await openBook(deps, disk, page.book)
  if (!opened.ok) return breakDown(page, opened.why)
  page.book = opened.value
  if (!opened.value) return showStatus(page, { kind: 'unpaired' })
  page.room = await lookAtStorage(deps.storage)
  await dutyNow(page)
  showPaired(page)
  page.schedule.poke('start')
  void askToPersist(deps.storage)
}

/** Nothing can be recorded: said at once, and tried again by itself. */
function breakDown(page: Page, why: StorageFailure): void {
  showStatus(page, { kind: 'broken', why })
  page.cancelReopening()
  page.cancelReopening = page.deps.later(REOPEN_MS, () => void page.turn(() => start(page)))
}

type Written = { ok: true } | { ok: false; why: StorageFailure }

/** Runs work on the open log, in turn. A tap that comes early waits for it; one that finds it broken tries it again. */
async function whenOpen<T extends Written>(
  page: Page,
  work: (book: Book) => Promise<T>,
): Promise<T | Extract<Written, { ok: false }>> {
  if (!(await isOpen(page))) return { ok: false, why: 'timeout' }
  return page.turn(async () => {
    if (page.status.kind === 'broken') await start(page)
    const { status, book } = page
    switch (status.kind) {
      case 'opening':
        return { ok: false, why: 'timeout' }
      case 'second':
        return { ok: false, why: 'second-writer' }
      case 'unpaired':
        return { ok: false, why: 'refused' }
      case 'broken':
        return { ok: false, why: status.why }
      case 'paired': {
        const done = book ? await work(book) : ({ ok: false, why: 'refused' } as const)
        if (!done.ok && done.why !== 'full') breakDown(page, done.why)
        return done
      }
    }
  })
}

/** Waits for the first status after 'opening', as long as patience lasts. */
function isOpen(page: Page): Promise<boolean> {
  if (page.status.kind !== 'opening') return Promise.resolve(true)
  return new Promise((resolve) => {
    const listener = () => {
      cancel()
      page.listeners.delete(listener)
      resolve(page.status.kind !== 'opening')
    }
    const cancel = page.deps.later(PATIENCE_MS, listener)
    page.listeners.add(listener)
  })
}

async function shut(page: Page): Promise<void> {
  page.isShut = true
  page.schedule.stop()
  page.cancelDuty()
  page.cancelReopening()
  await page.turn(async () => page.disk.shut())
  page.letGo()
}
