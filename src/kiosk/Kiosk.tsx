import { Closed } from './screens/Closed.tsx'
import { ForStaff } from './screens/ForStaff.tsx'
import { Notice } from './screens/Notice.tsx'
import { Rate } from './screens/Rate.tsx'
import { Reasons } from './screens/Reasons.tsx'
import { Standards } from './screens/Standards.tsx'
import { Thanks } from './screens/Thanks.tsx'
import { isPractice, type Seen, words } from './seen.ts'
import { secondsLeft } from './times.ts'

/** Said once to a screen reader, so long before a screen closes by itself. */
const WARN_AT_SECONDS = 20

/** What the tablet shows: one screen, the band of practice over it, and what only a screen reader hears. */
export function Kiosk(seen: Seen) {
  const t = words(seen.state)
  return (
    <>
      <main class="screen">
        {isPractice(seen) && <p class="band">{t.practice}</p>}
        {screen(seen)}
      </main>
      <p class="sr" role="status">
        {closesSoon(seen) && t.closesSoon(WARN_AT_SECONDS)}
      </p>
    </>
  )
}

function screen(seen: Seen) {
  const { state, status, warnings } = seen
  // Over K1 or K8 they would hide what a citizen reads, or be read by one.
  if (warnings.length > 0 && status.kind === 'paired') return <ForStaff {...seen} show="PairingWarnings" />
  switch (state.at) {
    case 'opening':
      return frame(seen)
    case 'unpaired':
      return <ForStaff {...seen} show="Pairing" />
    case 'closed':
      return <Closed {...seen} />
    case 'hall':
      return <ForStaff {...seen} show="Hall" />
    case 'rate':
    case 'chosen':
    case 'again':
      return <Rate {...seen} />
    case 'standards':
      return <Standards {...seen} state={state} />
    case 'reasons':
      return <Reasons {...seen} state={state} />
    case 'saving':
      return state.from === 'standards' ? (
        <Standards {...seen} state={state} />
      ) : (
        <Reasons {...seen} state={state} />
      )
    case 'thanks':
      return <Thanks {...seen} state={state} />
    case 'staff':
      return <ForStaff {...seen} show="Staff" />
    default:
      return <Notice {...seen} state={state} />
  }
}

/** While the database opens, the screen that this tablet most likely shows next. */
function frame(seen: Seen) {
  switch (seen.frame) {
    case 'pair':
      return <ForStaff {...seen} show="Pairing" />
    case 'closed':
      return <Closed {...seen} />
    case 'hall':
      return <ForStaff {...seen} show="Hall" />
    case 'rate':
      return <Rate {...seen} />
  }
}

function closesSoon({ state, now }: Seen): boolean {
  return (state.at === 'standards' || state.at === 'reasons') && secondsLeft(state, now) <= WARN_AT_SECONDS
}
