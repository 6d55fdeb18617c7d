import { dutiesOf, OBJECTION_DAYS, type ObjectionWhy, overAt, type Turn } from '#src/domain/duty.ts'
import type { Entry } from '#src/domain/entry.ts'
import type { Duty, Objection } from '#src/domain/kinds.ts'
import { settle } from './book.ts'
import { type Noted, note, tryPin } from './duty.ts'
import type { Page } from './page.ts'
import { numbers } from './stored.ts'
import type { OwnDuties } from './types.ts'

const DAY_MS = 86_400_000
const PAGE = 500

/**
 * By their PIN, the duties of that officer at this tablet that ended in the last days, the newest first, and the way to object to one:
 * an entry of this log, of which the head hears at the next exchange. Needs no network.
 */
export async function ownDuties(page: Page, officer: string, pin: string): Promise<OwnDuties> {
  const tried = await tryPin(page, officer, pin)
  if (!tried.ok) return tried
  const { book } = page
  if (!book) return { ok: false, why: 'gone' }
  const { log } = book.pen
  const told = await toldSince(page, log, page.deps.now() - (OBJECTION_DAYS + 1) * DAY_MS)
  if (!told.ok) return told
  const objected = new Set(told.objections.map(({ n }) => n))
  const duties = dutiesOf(told.turns)
    .filter((duty) => duty.officer === officer && isOver(page, duty.to))
    .filter((duty) => page.deps.now() - overAt(duty) <= OBJECTION_DAYS * DAY_MS)
    .map(({ n, from, to }) => ({ n, from, to, objected: objected.has(n) }))
  return {
    ok: true,
    duties: duties.reverse(),
    object: (n, why) => page.turn(() => object(page, log, { officer, n, why })),
  }
}

/** One that goes on now is ended first. */
function isOver({ book }: Page, to: number | null): boolean {
  return to !== null || !book?.duty
}

/** A number means nothing in another log: whoever waited until the next one began looks again. */
async function object(page: Page, log: string, body: Objection & { why: ObjectionWhy }): Promise<Noted> {
  const { book } = page
  if (!book) return { ok: false, why: 'refused' }
  const ready = await settle(book)
  if (!ready.ok) return ready
  return book.pen.log === log ? note(page, 'objection', body) : { ok: false, why: 'refused' }
}

type Told =
  | { ok: true; turns: Turn[]; objections: Objection[] }
  | { ok: false; why: Extract<Noted, { ok: false }>['why'] }

/** What the log's end tells of duties, from that time on by this tablet's clock, ms. */
async function toldSince({ disk, book }: Page, log: string, since: number): Promise<Told> {
  const turns: Turn[] = []
  const objections: Objection[] = []
  for (let to = book?.pen.head.n ?? 0; to > 0; to -= PAGE) {
    const read = await disk.read(['entries'], (tx) =>
      tx.objectStore('entries').getAll(numbers(log, Math.max(1, to - PAGE + 1), to)),
    )
    if (!read.ok) return read
    const page = read.value.map(({ n, line }) => ({ n, ...(JSON.parse(line) as Entry) }))
    const isOfDuty = page.filter(({ at }) => at >= since)
    turns.unshift(
      ...isOfDuty.flatMap(({ n, at, kind, body }) => (kind === 'duty' ? [{ ...(body as Duty), n, at }] : [])),
    )
    objections.unshift(
      ...isOfDuty.flatMap(({ kind, body }) => (kind === 'objection' ? [body as Objection] : [])),
    )
    if (page.length === 0 || page[0]!.at < since) break
  }
  return { ok: true, turns, objections }
}
