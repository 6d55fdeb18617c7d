import { ordinal } from '#src/domain/calendar.ts'
import type { Summary } from '#src/protocol/reports.ts'
import { Card } from '../frame/Card.tsx'
import { text } from '../language.ts'
import { Groups } from './Groups.tsx'

/** Closed half days by counter, in the order of the counters: no ranking. A counter that is behind the others says so. */
export function ByCounter({ summary: { counters, figures, closed, period } }: { summary: Summary }) {
  const { overview: words, format } = text()
  const shown = counters.some(({ share }) => share)
  const overall = figures?.share.share
  const hint = [words.byCounterHint, shown && overall !== undefined && words.dashed(format.percent(overall))]
  const begun = closed !== null && closed.day >= period.from
  const last = latest(counters.map(({ through }) => through))
  const behind = counters.some(({ share, through }) => share && through && !same(through, last))
  return (
    <Card title={words.byCounter} hint={hint.filter(Boolean).join(' · ')} kind="by-counter">
      {begun ? (
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
                {share && through && !same(through, last) && (
                  <span class="hint until">{words.until(halfDayText(through))}</span>
                )}
              </>
            ),
          }))}
        />
      ) : (
        <p class="hint">{words.noDays}</p>
      )}
      {shown && last && !same(last, closed) && (
        <p class="hint">{(behind ? words.untilOthers : words.until)(halfDayText(last))}</p>
      )}
    </Card>
  )
}

type HalfDay = NonNullable<Summary['closed']>

function halfDayText({ half, day }: HalfDay): string {
  const { overview, format } = text()
  return overview.halfDay(half, format.day(day))
}

function latest(halfDays: readonly (HalfDay | null)[]): HalfDay | undefined {
  const known = halfDays.filter((at) => at !== null)
  return known.sort((a, b) => ordinal(b.day, b.half) - ordinal(a.day, a.half))[0]
}

function same(a: HalfDay, b: HalfDay | null | undefined): boolean {
  return a.day === b?.day && a.half === b.half
}
