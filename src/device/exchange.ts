import type { ProblemCode } from '#src/protocol/problem-code.ts'
import { refresh, settle } from './book.ts'
import { dutyNow, type Page, showPaired } from './page.ts'
import { prune } from './retention.ts'
import type { Result } from './schedule.ts'
import { readStanding } from './standing.ts'
import { isPressed, lookAtStorage } from './storage.ts'
import { type SyncOutcome, syncOnce } from './sync.ts'

const PRUNE_EVERY_MS = 3_600_000

/** The page's exchange: says the run it is in, sends, takes on what came, and shows it. */
export async function exchange(page: Page): Promise<Result> {
  if (page.status.kind !== 'paired') return { ok: true }
  const at = page.deps.now()
  const first = await sendAll(page)
  const isKnown = first.kind === 'refused' && (await becomeKnown(page, first.code))
  const outcome = isKnown ? await sendAll(page) : first
  if (page.isShut) return { ok: true }
  page.lastTry = { at, outcome: describe(outcome) }
  if (outcome.kind !== 'busy') page.link = isReached(outcome) ? 'online' : 'offline'
  await takeOn(page, isReached(outcome))
  if (page.status.kind === 'paired') showPaired(page)
  const retryAfter = 'retryAfter' in outcome ? outcome.retryAfter : undefined
  return { ok: outcome.kind === 'received' || outcome.kind === 'busy', retryAfter }
}

/** A server that was put back to before our pairing refuses us until it is shown that it knows us. */
async function becomeKnown(page: Page, code: ProblemCode): Promise<boolean | undefined> {
  const file = await import('./for-staff.ts').catch(() => undefined) // gone with an update: the next exchange asks again
  return file?.askKnown(page, code)
}

/** In turn, and on the page's book of that moment: a page that reopened its log has another one. */
async function sendAll(page: Page): Promise<SyncOutcome> {
  const { deps, disk } = page
  const ready = await page.turn(async () => page.book && settle(page.book))
  if (!ready || !page.book) return { kind: 'unpaired' }
  if (!ready.ok) return { kind: 'storage', why: ready.why }
  return syncOnce(deps, { disk, run: page.book.run.id })
}

/** What the server has is only known when it just said so: it may have been put back since the last receipt. */
async function takeOn(page: Page, isReached: boolean): Promise<void> {
  const { deps, disk } = page
  const before = page.book?.config.called
  await page.turn(async () => page.book && refresh(page.book))
  if (page.book?.config.called !== before) page.schedule.poke('sync')
  page.room = await lookAtStorage(deps.storage)
  const isDue = page.prunedAt === undefined || deps.mono() - page.prunedAt >= PRUNE_EVERY_MS
  if (isDue && isReached) {
    page.prunedAt = deps.mono()
    await prune(disk, isPressed(page.room))
  }
  const standing = await readStanding(disk)
  if (!standing.ok) return
  const { link, logs, identity } = standing.value
  page.clockOffset = link && link.run === page.book?.run.id ? link.offset : null
  await page.turn(() => dutyNow(page))
  const mine = logs.find(({ log }) => log === identity?.log)
  // a rating that came while we were sending, or a generation that the answer began
  if (mine && mine.cursor.n < mine.head.n) page.schedule.poke('rating')
}

/** Did the server itself speak? */
function isReached({ kind }: SyncOutcome): boolean {
  return ['received', 'differs', 'stalled', 'damaged'].includes(kind)
}

/** For the staff corner: `received`, `refused:bad-signature`, `strange:200`, `storage:full`. */
function describe(outcome: SyncOutcome): string {
  switch (outcome.kind) {
    case 'refused':
      return `refused:${outcome.code}`
    case 'strange':
      return `strange:${outcome.status}`
    case 'storage':
      return `storage:${outcome.why}`
    default:
      return outcome.kind
  }
}
