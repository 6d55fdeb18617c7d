import type { PairingWarning } from '#src/device/types.ts'
import { staffIcons } from '#src/ui/icons-staff.ts'
import type { StaffText } from '#src/ui/text/staff.ts'
import { Banner, Button } from '../screens/parts.tsx'
import type { Seen } from '../seen.ts'
import { staffWords } from './staff-words.ts'

/** What could go wrong later, said over K1 once after pairing. */
export function PairingWarnings({ state, status, warnings, warn }: Seen) {
  const t = staffWords(state).pairing
  const offset = status.kind === 'paired' ? (status.clockOffset ?? 0) : 0
  const minutes = Math.round(Math.abs(offset) / 60_000)
  return (
    <Banner tone="warn" icon={staffIcons.warning}>
      {warnings.map((warning) => (
        <p key={warning}>{sentence(warning, minutes, t)}</p>
      ))}
      <Button kind="pill" onClick={() => warn([])}>
        {t.goOn}
      </Button>
    </Banner>
  )
}

function sentence(warning: PairingWarning, minutes: number, t: StaffText['pairing']): string {
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
