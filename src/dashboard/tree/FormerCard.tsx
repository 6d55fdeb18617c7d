import { localTime } from '#src/domain/calendar.ts'
import { calls } from '../calls.ts'
import { Card } from '../frame/Card.tsx'
import { text } from '../language.ts'
import { writeAddress } from '../router.ts'
import { useView } from '../view.ts'

/** The units that were merged into this one, each with its closed figures one step away. Where there are none, nothing is shown. */
export function FormerCard({ unit }: { unit: string }) {
  const { view } = useView(unit, (signal) => calls.former(unit, signal))
  const { tree: words, format } = text()
  if (!('value' in view) || view.value.units.length === 0) return null
  const today = localTime(Date.now()).day
  return (
    <Card title={words.former} hint={words.formerHint}>
      <ul class="entries">
        {view.value.units.map(({ id, name, last, from }) => (
          <li key={id} class="entry">
            {from <= today ? (
              <a
                data-view
                href={writeAddress({ page: 'unit', unit: id, period: 'year', day: last ?? undefined })}
              >
                <bdi>{name}</bdi>
              </a>
            ) : (
              <bdi>{name}</bdi>
            )}{' '}
            <span class="hint">{words.formerFrom(format.day(from))}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
