import type { Day, PeriodKind } from '#src/domain/calendar.ts'
import { GROUP } from '#src/domain/release.ts'
import type { Summary } from '#src/protocol/reports.ts'
import { number } from '#src/ui/format.ts'
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
import { PeriodChooser } from './PeriodChooser.tsx'
import { dayText } from './period.ts'
import { Reasons } from './Reasons.tsx'
import { CountCard, ShareCard } from './ShareCard.tsx'
import { Standards } from './Standards.tsx'

const POLL_MS = 15_000
const BLOCKS = [
  'today',
  'share',
  'count',
  'levels',
  'standards',
  'reasons',
  'attention',
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
  return (
    <Page title={text().page.overview} actions={<PeriodChooser period={period} day={day} />}>
      <Loaded live={live} blocks={BLOCKS}>
        {(summary) => <Figures summary={summary} unit={unit} />}
      </Loaded>
    </Page>
  )
}

function Figures({ summary, unit }: { summary: Summary; unit: string }) {
  const { figures } = summary
  return (
    <div class="cards">
      <Today count={summary.today} />
      {figures ? (
        <>
          <ShareCard share={figures.share} />
          <CountCard n={figures.n} />
          <Levels levels={figures.levels} />
          <Standards figures={figures} />
          <Reasons figures={figures} />
        </>
      ) : (
        <Missing missing={summary.missing} />
      )}
      <Attention unit={unit} />
      <ByCounter summary={summary} />
      <ByDay summary={summary} />
      <Reach closed={summary.closed} />
    </div>
  )
}

function Today({ count }: { count: number }) {
  const words = text().overview
  return (
    <Card title={words.today} kind="today">
      <p class="figure" aria-live="polite">
        {number(count)}
      </p>
      <p class="hint">{words.todayLive}</p>
    </Card>
  )
}

/** A small unit's page is never blank: what has come, and what is missing to five. */
function Missing({ missing }: { missing: number }) {
  const words = text().overview
  return (
    <Card title={words.missingTitle} kind="missing">
      {/* With none missing, five have come but no block of five is whole yet. */}
      {missing > 0 && <p class="lead">{words.missing(number(GROUP - missing), number(missing))}</p>}
      <p class="hint">{words.missingWhy}</p>
    </Card>
  )
}

function Reach({ closed }: { closed: Summary['closed'] }) {
  const words = text().overview
  return (
    <p class="reach hint">
      {closed ? words.reach(words.halfDay(closed.half, dayText(closed.day))) : words.noReach}
    </p>
  )
}
