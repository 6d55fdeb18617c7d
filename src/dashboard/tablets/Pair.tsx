import { useState } from 'preact/hooks'
import type { PairingOfferForm, UnitView } from '#src/protocol/session.ts'
import { Choice } from '../form/Field.tsx'
import { Card } from '../frame/Card.tsx'
import { text } from '../language.ts'
import { Code } from './Code.tsx'

/** Chooses a counter, and the tablet there that the new one replaces, and shows a code for it. */
export function Pair({ view: { unit, counters, devices } }: { view: UnitView }) {
  const [chosen, choose] = useState(counters[0]?.id ?? '')
  const [replaced, replace] = useState('')
  const [offered, offer] = useState<{ asked: PairingOfferForm; round: number }>()
  const words = text().pairing
  const counter = counters.find(({ id }) => id === offered?.asked.counter)
  const old = devices.filter((device) => device.counter === chosen && !device.retired)
  const replaces = old.find(({ id }) => id === replaced)?.id
  const asked = { counter: chosen, ...(replaces && { replaces }) }
  return (
    <Card title={words.title} kind="pair">
      {counters.length === 0 ? (
        <p>{words.noCounter}</p>
      ) : (
        <div class="row-form">
          <Choice
            name="counter"
            label={words.counter}
            value={chosen}
            onValue={choose}
            options={counters.map(({ id, label, name }) => ({
              value: id,
              label: name ? `${label} · ${name}` : label,
            }))}
            wrong={{}}
          />
          {old.length > 0 && (
            <Choice
              name="replaces"
              label={words.replaces}
              hint={words.replacesHint}
              value={replaces ?? ''}
              onValue={replace}
              options={[
                { value: '', label: words.replacesNone },
                ...old.map(({ id }) => ({ value: id, label: id })),
              ]}
              wrong={{}}
            />
          )}
          <button
            type="button"
            class="button primary"
            onClick={() => offer((last) => ({ asked, round: (last?.round ?? 0) + 1 }))}
          >
            {words.make}
          </button>
        </div>
      )}
      {offered && counter && (
        <Code key={offered.round} unit={unit.id} asked={offered.asked} label={counter.label} />
      )}
    </Card>
  )
}
