import type { Health, Status, Tablet } from '#src/device/types.ts'
import { localTime } from '#src/domain/calendar.ts'
import { clock } from '#src/ui/format-kiosk.ts'
import { kioskIcons } from '#src/ui/icons-kiosk.ts'
import { staffIcons } from '#src/ui/icons-staff.ts'
import type { StaffText } from '#src/ui/text/staff.ts'
import { Banner, Button } from '../screens/parts.tsx'
import { RescueFile } from './RescueFile.tsx'

/** So far off, staff are told to set the clock. */
const CLOCK_TOLERANCE_MS = 2 * 60_000

type Props = {
  readonly health: Health
  /** When the server's certificate ends, ms, where that is soon. */
  readonly certificateEnds: number | null
  readonly status: Status
  readonly t: StaffText
  readonly syncing: boolean
  readonly onSync: () => void
  readonly tablet: Pick<Tablet, 'rescue'>
}

export function StaffHealth({ health, certificateEnds, status, t, syncing, onSync, tablet }: Props) {
  const { pending, lastReceipt, lastTry, used, quota, persisted, clockOffset, build } = health
  const s = t.corner
  const isOffline = status.kind === 'paired' && status.link === 'offline'
  const off = Math.abs(clockOffset ?? 0)
  return (
    <section class="card health">
      <ul>
        <li>{s.pending(pending)}</li>
        <li>{lastReceipt === null ? s.neverReceived : s.lastReceipt(dateAndClock(lastReceipt))}</li>
        <li>{s.storage(used, quota)}</li>
        <li>{persisted ? s.persisted : s.notPersisted}</li>
        <li>{s.build(build)}</li>
        <li>{s.clock(dateAndClock(Date.now()))}</li>
      </ul>
      {off > CLOCK_TOLERANCE_MS && (
        <Banner tone="warn" icon={staffIcons.warning}>
          {t.pairing.wrongClock(Math.round(off / 60_000))}
        </Banner>
      )}
      {certificateEnds !== null && (
        <Banner tone="warn" icon={staffIcons.warning}>
          {s.certificate(date(certificateEnds))}
        </Banner>
      )}
      <Banner tone={pending === 0 ? 'ok' : 'warn'} icon={isOffline ? kioskIcons.offline : staffIcons.sync}>
        {syncing ? s.syncing : outcome(s, { pending, tried: lastTry !== null, isOffline })}
      </Banner>
      <Button kind="primary" icon={staffIcons.sync} disabled={syncing} onClick={onSync}>
        {s.syncNow}
      </Button>
      <RescueFile tablet={tablet} t={t.rescue} />
    </section>
  )
}

type Outcome = { pending: number; tried: boolean; isOffline: boolean }

function outcome(s: StaffText['corner'], { pending, tried, isOffline }: Outcome): string {
  if (isOffline) return s.offline
  if (pending === 0) return s.synced
  return tried ? s.syncFailed : s.pending(pending)
}

function dateAndClock(at: number): string {
  return `${date(at)} ${clock(at)}`
}

function date(at: number): string {
  const [year, month, day] = localTime(at).day.split('-')
  return `${day}/${month}/${year}`
}
