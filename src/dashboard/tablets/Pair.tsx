import { useState } from 'preact/hooks'
import type { UnitView } from '#src/protocol/session.ts'
import { Choice } from '../form/Field.tsx'
import { Card } from '../frame/Card.tsx'
import { text } from '../language.ts'
import { Code } from './Code.tsx'

/** Chooses a counter and shows a code for it. */
export function Pair({ view: { unit, counters } }: { view: UnitView }) {
  const [chosen, choose] = useState(counters[0]?.id ?? '')
  const [offered, offer] = useState<{ counter: string; round: number }>()
  const words = text().pairing
  const counter = counters.find(({ id }) => id === offered?.counter)
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
          <button
            type="button"
            class="button primary"
            onClick={() => offer((last) => ({ counter: chosen, round: (last?.round ?? 0) + 1 }))}
          >
            {words.make}
          </button>
        </div>
      )}
      {offered && counter && (
        <Code key={offered.round} unit={unit.id} counter={counter.id} label={counter.label} />
      )}
    </Card>
  )
}
