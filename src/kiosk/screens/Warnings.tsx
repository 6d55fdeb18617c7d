import { kioskIcons } from '#src/ui/icons-kiosk.ts'
import { type Seen, words } from '../seen.ts'
import { Banner } from './parts.tsx'

/** What stands over K1 for staff: a disk that fills, and once after pairing what could go wrong later. */
export function Warnings(seen: Seen) {
  const { state, status, warnings, staff } = seen
  if (status.kind !== 'paired') return null
  if (warnings.length > 0 && typeof staff === 'object') return <staff.PairingWarnings {...seen} />
  if (status.storage === 'ok') return null
  return (
    <Banner tone="err" icon={kioskIcons.storage}>
      {words(state).notice.diskNearlyFull}
    </Banner>
  )
}
