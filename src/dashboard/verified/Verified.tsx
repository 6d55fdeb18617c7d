import type { UnitView } from '#src/protocol/session.ts'
import { Icon } from '#src/ui/Icon.tsx'
import { dashboardIcons } from '#src/ui/icons-dashboard.ts'
import { Card } from '../frame/Card.tsx'
import { lang, text } from '../language.ts'
import { verifiedText } from './verified.ts'

/** What the server found when it last read all logs: when, what, what that means and what to do. */
export function VerifiedCard({ view }: { view: Pick<UnitView, 'verified'> }) {
  const words = text().verified
  return (
    <Card title={words.title} hint={words.hint}>
      <VerifiedLine view={view} />
      {view.verified.state === 'faults' && <Faults {...view.verified} />}
    </Card>
  )
}

const TONES = { whole: 'ok', faults: 'err', waiting: '', overdue: 'err' } as const
const ICONS = { whole: 'privacy', faults: 'warning', waiting: 'wait', overdue: 'warning' } as const

/** The same in one sentence. */
export function VerifiedLine({ view }: { view: Pick<UnitView, 'verified'> }) {
  const { state } = view.verified
  return (
    <p class={`verified ${TONES[state]}`}>
      <Icon path={dashboardIcons[ICONS[state]]} />
      <span>{verifiedText(view, text())}</span>
    </p>
  )
}

function Faults({ count, faults }: UnitView['verified']) {
  const { verified: words, format } = text()
  return (
    <>
      <p>{words.means}</p>
      <p>
        <strong>{words.todo}</strong>
      </p>
      <ul class="notices">
        {faults.map((fault) => (
          <li key={fault.en} class="err notice">
            <Icon path={dashboardIcons.warning} />
            <bdi>{fault[lang.value]}</bdi>
          </li>
        ))}
      </ul>
      {count > faults.length && <p>{words.others(format.number(count - faults.length))}</p>}
    </>
  )
}
