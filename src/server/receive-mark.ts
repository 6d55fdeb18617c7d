import { lastDue, localHour } from '#src/domain/calendar.ts'

/** What the server adds to a rating once, when it receives it: see `receive_mark` in db/schema.ts. */
export type Received = { received_at: number; offset_ms: number | null; day: string; hour: number }

/**
 * When a rating counts: the tablet's wall clock corrected by the offset of its run, never after the receipt nor before the
 * pairing. A run that never met the server has no offset: its ratings count at the receipt ("ước tính"). All in ms.
 */
export function received(
  at: number,
  offset: number | null,
  span: { pairedAt: number; now: number },
): Received {
  const { day, hour } = localHour(correctedTime(at, offset, span))
  return { received_at: span.now, offset_ms: offset, day, hour }
}

/** The same of any entry, ms. */
export function correctedTime(
  at: number,
  offset: number | null,
  { pairedAt, now }: { pairedAt: number; now: number },
): number {
  return offset === null ? now : Math.min(now, Math.max(pairedAt, at + offset))
}

/**
 * The half day whose closing includes what is received now: the one that is due next, or, where the server's clock went
 * back, the one after the last closed.
 */
export function releaseOf(now: number, closed: number): number {
  return Math.max(closed, lastDue(now)) + 1
}
