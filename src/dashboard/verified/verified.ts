import type { VerifiedView } from '#src/protocol/machine.ts'
import type { DeviceView, UnitView } from '#src/protocol/session.ts'
import { clock } from '#src/ui/format-kiosk.ts'
import type { DashboardText } from '#src/ui/text/dashboard.ts'

/** What can be said of one tablet's log: nothing came yet, nobody has read it lately, or what was found. */
export type LogStanding = 'empty' | 'waiting' | 'whole' | 'faults'

export function logStandingOf(device: DeviceView, { state, at, faults }: VerifiedView): LogStanding {
  if (faults.some((fault) => fault.device === device.id)) return 'faults'
  if (device.lastSync === null && device.entries === 0) return 'empty'
  const isRead = state === 'whole' || state === 'faults'
  return isRead && at !== null && device.pairedAt < at ? 'whole' : 'waiting'
}

/** "01:12 ngày 23/11/2026" */
export function readAt({ at }: Pick<VerifiedView, 'at'>, { verified: words, format }: DashboardText): string {
  return at === null ? words.never : words.when(clock(at), format.date(at))
}

/** How the unit's logs stand, in one sentence. */
export function verifiedText({ verified }: Pick<UnitView, 'verified'>, text: DashboardText): string {
  const { verified: words, format } = text
  const when = readAt(verified, text)
  switch (verified.state) {
    case 'whole':
      return words.whole(when, format.number(verified.n ?? 0))
    case 'faults':
      return words.faults(format.number(verified.count), when)
    case 'waiting':
      return words.waiting
    case 'overdue':
      return words.overdue(when)
  }
}
