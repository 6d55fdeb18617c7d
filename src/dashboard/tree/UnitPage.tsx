import { type Day, localTime, type PeriodKind } from '#src/domain/calendar.ts'
import type { ClosedFigures } from '#src/protocol/tree.ts'
import { calls } from '../calls.ts'
import { Card } from '../frame/Card.tsx'
import { Loaded } from '../frame/Loaded.tsx'
import { Page } from '../frame/Page.tsx'
import { Levels } from '../head/Levels.tsx'
import { PeriodChooser } from '../head/PeriodChooser.tsx'
import { Reasons } from '../head/Reasons.tsx'
import { CountCard, ShareCard } from '../head/ShareCard.tsx'
import { Standards } from '../head/Standards.tsx'
import { text } from '../language.ts'
import { useView } from '../view.ts'
import { daysSentence } from './days.ts'

type UnitProps = { unit: string; period: PeriodKind; day: Day | undefined }

/** What of a unit below, or before one's own, is closed. */
export function UnitPage({ unit, period, day }: UnitProps) {
  const live = useView(`${unit} ${period} ${day}`, (signal) => calls.closedOf(unit, { period, day }, signal))
  const today = localTime('value' in live.view ? live.view.value.now : Date.now()).day
  return (
    <Page
      title={text().page.unit}
      actions={<PeriodChooser page={{ page: 'unit', unit }} today={today} period={period} day={day} />}
    >
      <Loaded live={live} blocks={['count', 'share', 'levels', 'standards', 'reasons']}>
        {(closed) => <Closed closed={closed} />}
      </Loaded>
    </Page>
  )
}

function Closed({ closed: { unit, nowCalled, figures, reach, only } }: { closed: ClosedFigures }) {
  const { tree: words, overview, format } = text()
  const facts = [unit.place, unit.nationalId ?? '', unit.last && words.facts.over(format.day(unit.last))]
  return (
    <>
      <p>
        <bdi class="row-name">{unit.name}</bdi> <bdi class="hint">{facts.filter(Boolean).join(' · ')}</bdi>{' '}
        {nowCalled !== null && <bdi>{words.nowCalled(nowCalled)}</bdi>}
      </p>
      <p class="hint">{words.closedLead(overview.halfDay(reach.half, format.day(reach.day)))}</p>
      {only && <p class="hint">{daysSentence(only, text())}</p>}
      <div class="cards">
        {figures ? (
          <>
            <CountCard n={figures.n} alone={0} step={undefined} />
            <ShareCard share={figures.share} />
            <Levels levels={figures.levels} />
            <Standards figures={figures} />
            <Reasons figures={figures} />
          </>
        ) : (
          <Card title={words.nothing} kind="missing">
            <p>{words.nothingWhy}</p>
          </Card>
        )}
      </div>
    </>
  )
}
