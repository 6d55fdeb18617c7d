import type { Summary } from '#src/protocol/reports.ts'
import { Card } from '../frame/Card.tsx'
import { text } from '../language.ts'
import { writeAddress } from '../router.ts'
import { Groups, type Row, scaleOf } from './Groups.tsx'
import { noDaysText } from './reached.ts'

/** As many days stand open as a month has; a longer period folds its months. */
const OPEN = 31

/** Closed half days by day; each day leads to its own view. */
export function ByDay({ summary }: { summary: Summary }) {
  const { overview: words, format } = text()
  const { days, figures } = summary
  const overall = figures?.share.share
  const rows = days.map(rowOf)
  const from = scaleOf(rows)
  const months = rows.length > OPEN ? [...new Set(days.map(({ day }) => day.slice(0, 7)))] : []
  const hint =
    overall !== undefined && rows.some(({ share }) => share) && words.dashed(format.percent(overall))
  return (
    <Card title={words.byDay} hint={hint} kind="by-day">
      {rows.length === 0 && <p class="hint">{noDaysText(summary, text())}</p>}
      {rows.length > 0 && months.length === 0 && <Groups name={words.day} rows={rows} overall={overall} />}
      {months.map((month, i) => (
        <Month
          key={month}
          month={month}
          open={i === months.length - 1}
          rows={rows}
          from={from}
          overall={overall}
        />
      ))}
    </Card>
  )
}

type MonthProps = {
  month: string
  open: boolean
  rows: readonly Row[]
  from: number
  overall: number | undefined
}

/** The months of one period share one scale, so that they compare. */
function Month({ month, open, rows, from, overall }: MonthProps) {
  const { overview: words, format } = text()
  const own = rows.filter(({ key }) => key.startsWith(month))
  const [year = '', at = ''] = month.split('-')
  return (
    <details class="month" open={open}>
      <summary>{words.inMonth(words.month(at, year), format.number(own.length))}</summary>
      <Groups name={words.day} rows={own} overall={overall} from={from} />
    </details>
  )
}

function rowOf({ day, share, hidden }: Summary['days'][number]): Row {
  const { format } = text()
  return {
    key: day,
    share,
    hidden,
    head: (
      <a data-view class="row-link" href={writeAddress({ page: 'overview', period: 'day', day })}>
        <span class="row-name">{format.day(day)}</span> <span class="hint">{format.weekday(day)}</span>
      </a>
    ),
  }
}
