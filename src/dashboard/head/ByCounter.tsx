import type { Summary } from '#src/protocol/reports.ts'
import { percent } from '#src/ui/format.ts'
import { Card } from '../frame/Card.tsx'
import { text } from '../language.ts'
import { Groups } from './Groups.tsx'
import { dayText } from './period.ts'

/** Closed half days by counter, in the order of the counters: no ranking. */
export function ByCounter({ summary: { counters, figures, closed } }: { summary: Summary }) {
  const words = text().overview
  const overall = figures?.share.share
  const hint = [words.byCounterHint, overall !== undefined && words.dashed(percent(overall))]
  return (
    <Card title={words.byCounter} hint={hint.filter(Boolean).join(' · ')} kind="by-counter">
      <Groups
        name={words.counter}
        overall={overall}
        rows={counters.map(({ counter, label, name, share, hidden, through }) => ({
          key: counter,
          share,
          hidden,
          head: (
            <>
              <bdi class="row-name">{label}</bdi> <bdi class="hint">{name}</bdi>
              {share && through && !same(through, closed) && (
                <span class="hint until">
                  {words.until(words.halfDay(through.half, dayText(through.day)))}
                </span>
              )}
            </>
          ),
        }))}
      />
    </Card>
  )
}

type HalfDay = NonNullable<Summary['closed']>

function same(a: HalfDay, b: HalfDay | null): boolean {
  return a.day === b?.day && a.half === b.half
}
