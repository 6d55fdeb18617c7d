import type { PairingWarning } from '#src/device/types.ts'
import type { KioskText } from '#src/ui/text/kiosk.ts'
import { type Seen, words } from '../seen.ts'
import { Banner, Button } from './parts.tsx'

/** What stands over K1 for staff: a disk that fills, and once after pairing what could go wrong later. */
export function Warnings({ state, status, warnings, warn }: Seen) {
  const t = words(state)
  if (status.kind !== 'paired') return null
  const minutes = Math.round(Math.abs(status.clockOffset ?? 0) / 60_000)
  if (warnings.length > 0) {
    return (
      <Banner tone="warn" icon="warning" over>
        {warnings.map((warning) => (
          <p key={warning}>{sentence(warning, minutes, t.pairing)}</p>
        ))}
        <Button kind="pill" onClick={() => warn([])}>
          {t.pairing.goOn}
        </Button>
      </Banner>
    )
  }
  if (status.storage === 'ok') return null
  return (
    <Banner tone="err" icon="storage">
      {t.notice.diskNearlyFull}
    </Banner>
  )
}

function sentence(warning: PairingWarning, minutes: number, t: KioskText['pairing']): string {
  switch (warning) {
    case 'not-persistent':
      return t.notPersistent
    case 'bare-address':
      return t.bareAddress
    case 'wrong-clock':
      return t.wrongClock(minutes)
    case 'no-service-worker':
      return t.notOffline
  }
}
