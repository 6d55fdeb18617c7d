import { type Day, localTime, type PeriodKind } from '#src/domain/calendar.ts'
import type { Summary } from '#src/protocol/reports.ts'
import { clock } from '#src/ui/format-kiosk.ts'
import { calls } from '../calls.ts'
import { Card } from '../frame/Card.tsx'
import { Loaded } from '../frame/Loaded.tsx'
import { Page } from '../frame/Page.tsx'
import { text } from '../language.ts'
import { useView } from '../view.ts'
import { Attention } from './Attention.tsx'
import { ByCounter } from './ByCounter.tsx'
import { ByDay } from './ByDay.tsx'
import { Levels } from './Levels.tsx'
import { Missing } from './Missing.tsx'
import { PeriodChooser } from './PeriodChooser.tsx'
import { Reasons } from './Reasons.tsx'
import { nextStep, reachText } from './reached.ts'
import { CountCard, ShareCard } from './ShareCard.tsx'
import { Standards } from './Standards.tsx'

const POLL_MS = 15_000
const BLOCKS = [
  'today',
  'count',
  'share',
  'levels',
  'attention',
  'standards',
  'reasons',
  'by-counter',
  'by-day',
]

/** The plain first page: what came in, what share was satisfied, what needs attention. */
export function Overview({ unit, period, day }: { unit: string; period: PeriodKind; day: Day | undefined }) {
  const live = useView(
    `${unit} ${period} ${day}`,
    (signal) => calls.summary(unit, { period, day }, signal),
    POLL_MS,
  )
  const today = localTime('value' in live.view ? live.view.value.now : Date.now()).day
  return (
    <Page
      title={text().page.overview}
      actions={<PeriodChooser page="overview" today={today} period={period} day={day} />}
    >
      <Loaded live={live} blocks={BLOCKS}>
        {(summary) => <Figures summary={summary} unit={unit} />}
      </Loaded>
    </Page>
  )
}

/** What day it is, the server says that counted: the clock of a desk may be days off. */
function Figures({ summary, unit }: { summary: Summary; unit: string }) {
  const { figures, now } = summary
  const today = localTime(now).day
  return (
    <>
      <p class="hint">{reachText(summary, { today, clock: clock(now) }, text())}</p>
      <div class="cards">
        <Today count={summary.today} />
        {figures ? (
          <>
            <CountCard n={figures.n} alone={figures.alone} step={nextStep(summary, today)} />
            <ShareCard share={figures.share} />
            <Levels levels={figures.levels} />
          </>
        ) : (
          <Missing summary={summary} today={today} />
        )}
        <Attention unit={unit} />
        {figures && (
          <>
            <Standards figures={figures} />
            <Reasons figures={figures} />
          </>
        )}
        <ByCounter summary={summary} />
        {summary.period.kind !== 'day' && <ByDay summary={summary} />}
      </div>
    </>
  )
}

function Today({ count }: { count: number }) {
  const { overview: words, format } = text()
  return (
    <Card title={words.today} kind="today">
      <p class="figure" aria-live="polite">
        {format.number(count)}
      </p>
      <p class="hint">{words.todayLive}</p>
    </Card>
  )
}
