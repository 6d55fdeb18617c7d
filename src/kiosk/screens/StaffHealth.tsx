import type { Health, Status } from '#src/device/types.ts'
import { localTime } from '#src/domain/calendar.ts'
import { clock } from '#src/ui/format-kiosk.ts'
import type { KioskText } from '#src/ui/text/kiosk.ts'
import { Banner, Button } from './parts.tsx'

/** So far off, staff are told to set the clock. */
const CLOCK_TOLERANCE_MS = 2 * 60_000

type Props = {
  readonly health: Health
  readonly status: Status
  readonly t: KioskText
  readonly syncing: boolean
  readonly onSync: () => void
}

export function StaffHealth({ health, status, t, syncing, onSync }: Props) {
  const { pending, lastReceipt, lastTry, used, quota, persisted, clockOffset, build } = health
  const s = t.staff
  const isOffline = status.kind === 'paired' && status.link === 'offline'
  const off = Math.abs(clockOffset ?? 0)
  return (
    <section class="card health">
      <ul>
        <li>{s.pending(pending)}</li>
        <li>{lastReceipt === null ? s.neverReceived : s.lastReceipt(dateAndClock(lastReceipt))}</li>
        <li>{s.storage(`${used} MiB`, `${quota} MiB`)}</li>
        <li>{persisted ? s.persisted : s.notPersisted}</li>
        <li>{s.build(build)}</li>
        <li>{dateAndClock(Date.now())}</li>
      </ul>
      {off > CLOCK_TOLERANCE_MS && (
        <Banner tone="warn" icon="warning">
          {t.pairing.wrongClock(Math.round(off / 60_000))}
        </Banner>
      )}
      <Banner tone={pending === 0 ? 'ok' : 'warn'} icon={isOffline ? 'offline' : 'sync'}>
        {syncing ? s.syncing : outcome(s, { pending, tried: lastTry !== null, isOffline })}
      </Banner>
      <Button kind="primary" icon="sync" disabled={syncing} onClick={onSync}>
        {s.syncNow}
      </Button>
    </section>
  )
}

type Outcome = { pending: number; tried: boolean; isOffline: boolean }

function outcome(s: KioskText['staff'], { pending, tried, isOffline }: Outcome): string {
  if (isOffline) return s.offline
  if (pending === 0) return s.synced
  return tried ? s.syncFailed : s.pending(pending)
}

function dateAndClock(at: number): string {
  const [year, month, day] = localTime(at).day.split('-')
  return `${day}/${month}/${year} ${clock(at)}`
}
