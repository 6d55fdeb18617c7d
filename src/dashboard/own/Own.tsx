import { type Day, localTime, type PeriodKind } from '#src/domain/calendar.ts'
import type { OwnFigures } from '#src/protocol/own.ts'
import { calls } from '../calls.ts'
import { Card } from '../frame/Card.tsx'
import { Loaded } from '../frame/Loaded.tsx'
import { Page } from '../frame/Page.tsx'
import { PeriodChooser } from '../head/PeriodChooser.tsx'
import { Reasons } from '../head/Reasons.tsx'
import { CountCard, ShareCard } from '../head/ShareCard.tsx'
import { Standards } from '../head/Standards.tsx'
import { text } from '../language.ts'
import { useView } from '../view.ts'

/** An officer's own figures, and nobody else's. */
export function Own({ period, day }: { period: PeriodKind; day: Day | undefined }) {
  const live = useView(`${period} ${day}`, (signal) => calls.ownFigures({ period, day }, signal))
  const today = localTime('value' in live.view ? live.view.value.now : Date.now()).day
  return (
    <Page
      title={text().page.own}
      actions={<PeriodChooser page="own" today={today} period={period} day={day} />}
    >
      <Loaded live={live} blocks={['count', 'share', 'standards', 'reasons']}>
        {(own) => <Figures own={own} />}
      </Loaded>
    </Page>
  )
}

function Figures({ own }: { own: OwnFigures }) {
  const { own: words, overview, format } = text()
  const { officer, counters, figures, through } = own
  return (
    <>
      <p>
        <bdi class="row-name">{officer.name}</bdi>{' '}
        <bdi class="hint">{[officer.title, officer.field].filter(Boolean).join(' · ')}</bdi>
      </p>
      <p>
        {counters.length === 0
          ? words.noCounter
          : words.counters(
              counters.map(({ label, name }) => [label, name].filter(Boolean).join(' · ')).join(', '),
            )}
      </p>
      <p class="hint">
        {words.lead(overview.halfDay(through.half, format.day(through.day)))} {words.steps}
      </p>
      <div class="cards">
        {figures ? (
          <>
            <CountCard n={figures.n} alone={0} step={undefined} />
            <ShareCard share={figures.share} />
            <Standards figures={figures} />
            <Reasons figures={figures} none={words.noReasons} />
          </>
        ) : (
          <Card title={words.missing} kind="missing">
            <p>{words.missingWhy}</p>
          </Card>
        )}
      </div>
    </>
  )
}
