import { Icon } from '#src/ui/Icon.tsx'
import { kioskIcons } from '#src/ui/icons-kiosk.ts'
import { Lotus } from '#src/ui/Lotus.tsx'
import { type Seen, words } from '../seen.ts'

/** A screen of the second file, or what stands in its place until that is there. */
export function ForStaff(seen: Seen & { readonly show: 'Pairing' | 'PairingWarnings' | 'Staff' | 'Hall' }) {
  const { staff, show, state } = seen
  if (typeof staff === 'object') {
    const Screen = staff[show]
    return <Screen {...seen} />
  }
  return (
    <div class="notice">
      <Lotus />
      {staff === 'missing' && (
        <div class="sentence" role="alert">
          <Icon path={kioskIcons.offline} />
          <h1 tabIndex={-1}>{words(state).notice.staffMissing}</h1>
        </div>
      )}
    </div>
  )
}
