import type { HeldForm } from '#src/protocol/held.ts'
import type { UnitView } from '#src/protocol/session.ts'
import { Icon } from '#src/ui/Icon.tsx'
import { dashboardIcons } from '#src/ui/icons-dashboard.ts'
import { Card } from '../frame/Card.tsx'
import { text } from '../language.ts'
import { readerMay } from '../session.ts'
import { faultText, openFaults } from './faults.ts'
import type { HeldStep } from './HeldQuestion.tsx'

type FaultCardProps = { view: UnitView; ask: (step: HeldStep) => void }

/** What is not whole, what that means for the ratings, and what to do; nothing where all logs are whole. */
export function FaultCard({ view: { devices, counters }, ask }: FaultCardProps) {
  const words = text().tablets
  const faults = devices.flatMap((device) => openFaults(device).map((fault) => ({ device, fault })))
  if (faults.length === 0) return null
  const labelOf = (id: string) => counters.find((counter) => counter.id === id)?.label ?? ''
  return (
    <Card title={words.notWhole} hint={words.chain}>
      <ul class="notices">
        {faults.map(({ device, fault }) => (
          <li key={`${device.id} ${fault.kind} ${fault.from} ${fault.at}`} class="err notice">
            <Icon path={dashboardIcons.warning} />
            <p>
              <strong>
                <bdi>{labelOf(device.counter)}</bdi> · <span class="mono">{device.id}</span> ·{' '}
                {faultText(fault, text())}
              </strong>
              <span class="hint">{words.means[fault.kind]}</span>
            </p>
            {fault.kind === 'held' && fault.log !== null && readerMay('administer') && (
              <Deciding
                ask={(as) => ask({ kind: as, device, log: fault.log ?? '', from: fault.from, to: fault.to })}
              />
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** What a head does with what a retired tablet still sent. */
function Deciding({ ask }: { ask: (as: HeldForm['as']) => void }) {
  const { tablets: words } = text()
  return (
    <div class="row-actions">
      <button type="button" class="button small" onClick={() => ask('count')}>
        {words.count}
      </button>
      <button type="button" class="button small" onClick={() => ask('leave')}>
        {words.leave}
      </button>
    </div>
  )
}
