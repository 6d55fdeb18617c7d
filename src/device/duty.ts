import { makeLine } from '#src/domain/entry.ts'
import type { Duty, Objection, PinFailure } from '#src/domain/kinds.ts'
import type { RosterOfficer } from '#src/protocol/config.ts'
import { settle } from './book.ts'
import { sha256, toBase64url } from './bytes.ts'
import { getMeta } from './db.ts'
import { dutyEnds, isMet, type Moment, type OnDuty, standingOf } from './duty-ends.ts'
import { append, type Extra } from './log.ts'
import { ownDuties } from './own-duties.ts'
import { type Page, showPaired } from './page.ts'
import { checkPin, openPinGuard, stretch } from './pin.ts'
import { inTurn } from './turn.ts'
import type { DutyStart, DutyView, Person, StorageFailure } from './types.ts'

/** Who is on duty at this tablet: begun by a PIN, ended by hand or with the working hours. Each change is an entry. */

export function dutyOf(page: Page): DutyView {
  const { book, onDuty } = page
  return {
    byPin: book !== undefined && book.config.officer === null && !book.config.hall && !book.config.retired,
    roster: (book?.config.roster ?? []).map(({ pin: _, ...officer }) => officer),
    on: book?.duty?.officer ?? null,
    asks: book?.duty !== undefined && !onDuty,
    start: (officer, pin) => startDuty(page, officer, pin),
    end: () => page.turn(() => endDuty(page, 'end')),
    own: (officer, pin) => ownDuties(page, officer, pin),
  }
}

/** Ends a duty that is over, credits nobody where that is unsure, and looks again when it may be. In turn. */
export async function lookAtDuty(page: Page): Promise<void> {
  const { book, deps } = page
  if (!book?.duty) return
  const moment = await momentOf(page)
  const standing = standingOf(book.duty, book.config, moment)
  if (standing === 'over') return void (await endDuty(page, 'auto'))
  page.cancelDuty()
  page.onDuty = standing === 'stands' ? personOf(book.config.roster, book.duty) : null
  if (standing === 'unsure') return
  const left = dutyEnds(book.config.hours, book.duty.since) - moment.at
  page.cancelDuty = deps.later(
    left,
    () => void page.turn(() => lookAtDuty(page)).then(() => showPaired(page)),
  )
}

/** The name as it is called now. */
function personOf(roster: readonly RosterOfficer[] | undefined, { officer }: OnDuty): Person {
  const { id, name, title, initials } = roster?.find((one) => one.id === officer.id) ?? officer
  return { id, name, title, ...(initials !== undefined && { initials }) }
}

/** By the clock as the server last set it right; a clock that was set since then speaks for itself. */
async function momentOf({ deps, disk, clockOffset }: Page): Promise<Moment> {
  const link = await disk.read(['meta'], (tx) => getMeta(tx, 'link'))
  const now = deps.now()
  return {
    at: now + (clockOffset ?? 0),
    isMet: isMet(now, link.ok ? link.value?.heardAt : undefined),
  }
}

/** Whoever was on duty no longer is. */
async function startDuty(page: Page, id: string, pin: string): Promise<DutyStart> {
  const tried = await tryPin(page, id, pin)
  return tried.ok ? page.turn(() => beginDuty(page, tried.officer)) : tried
}

type Tried = { ok: true; officer: RosterOfficer } | Exclude<DutyStart, { ok: true }>

/** Tries are judged one after the other. The PIN is checked without the network. */
export async function tryPin(page: Page, id: string, pin: string): Promise<Tried> {
  page.pins ??= { turn: inTurn(), guards: new Map() }
  return page.pins.turn(() => judge(page, id, pin))
}

async function judge(page: Page, id: string, pin: string): Promise<Tried> {
  const { deps, disk, book } = page
  const officer = book?.config.roster?.find((one) => one.id === id)
  if (!book || !officer || !page.pins) return { ok: false, why: 'gone' }
  if (officer.locked) return { ok: false, why: 'locked' }
  const { guards } = page.pins
  const guard = guards.get(id) ?? openPinGuard(deps, id)
  guards.set(id, guard)
  let failures: number | undefined
  const check = await checkPin(deps, disk, guard, () => {
    failures = guard.tries?.failures
    return isPinOf(deps.crypto, book.config.device, officer, pin)
  })
  if (check.ok) return { ok: true, officer }
  const tried = failures
  if (tried) await page.turn(() => note(page, 'pin', { officer: id, failures: tried }))
  return check
}

/** What the server gave this tablet to know the PIN by is good at no other: see `RosterOfficer`. */
async function isPinOf(crypto: Crypto, device: string, { pin: verifier }: RosterOfficer, pin: string) {
  const stretched = toBase64url(await stretch(crypto, verifier, pin))
  return toBase64url(await sha256(crypto, `${device} ${stretched}`)) === verifier.hash
}

async function beginDuty(page: Page, { id, name, title, initials }: RosterOfficer): Promise<DutyStart> {
  const { book } = page
  if (!book) return { ok: false, why: 'gone' }
  const { at } = await momentOf(page)
  const counter = book.config.counter.id
  const officer = { id, name, title, ...(initials !== undefined && { initials }) }
  const duty = { officer, counter, since: at }
  const change = page.onDuty && page.onDuty.id !== id ? 'takeover' : 'start'
  const done = await note(page, 'duty', { officer: id, counter, change }, duty)
  if (done.ok) await lookAtDuty(page)
  showPaired(page)
  return done
}

async function endDuty(page: Page, change: 'end' | 'auto'): Promise<Noted> {
  const { book } = page
  if (!book?.duty) return { ok: true }
  const { officer, counter } = book.duty
  page.cancelDuty()
  page.onDuty = null
  const done = await note(page, 'duty', { officer: officer.id, counter, change }, null)
  showPaired(page)
  return done
}

export type Noted = { ok: true } | { ok: false; why: StorageFailure }

/**
 * Appends one entry, and what it changes in the same transaction; null: the duty is over. An open rating stays open: a citizen may be at
 * it, since officers leave the corner while a PIN is checked and duties end by themselves, and it says itself whose it is.
 */
export async function note(
  page: Page,
  kind: 'duty' | 'pin' | 'objection',
  body: Duty | PinFailure | Objection,
  duty?: OnDuty | null,
): Promise<Noted> {
  const { book } = page
  if (!book) return { ok: false, why: 'refused' }
  const ready = await settle(book)
  if (!ready.ok) return ready
  const line = makeLine(Math.round(book.deps.now()), kind, body)
  const alongside: Extra['alongside'] = (tx, also) => {
    const meta = tx.objectStore('meta')
    if (duty) also(meta.put(duty, 'duty'))
    if (duty === null) also(meta.delete('duty'))
  }
  const done = await append({ disk: book.disk, crypto: book.deps.crypto }, book.pen, [{ line }], {
    alongside,
  })
  if (!done.ok) return done
  if (duty !== undefined) book.duty = duty ?? undefined
  page.schedule.poke('rating')
  return { ok: true }
}
