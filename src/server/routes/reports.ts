import type { Hono } from 'hono'
import { localTime, periodOf } from '#src/domain/calendar.ts'
import { FeedbackQuery, RowsQuery, SummaryQuery } from '#src/protocol/reports.ts'
import { csvOf } from '../csv.ts'
import type { Deps } from '../deps.ts'
import { feedbackList } from '../feedback.ts'
import { Refusal } from '../problems.ts'
import { summaryOf } from '../reports.ts'
import { rowsOf } from '../rows.ts'
import { summaryCsv } from '../summary-csv.ts'
import { presentTime } from '../trusted-time.ts'
import { deed } from '../units-change.ts'
import { looked, opened } from './head.ts'

/** What a head reads and pulls. Whatever opens single rows or words is an entry of the unit's log; an empty answer opens none. */
export function reportRoutes(app: Hono, deps: Deps): void {
  const unit = '/api/v1/units/:unit'
  app.get(
    `${unit}/summary`,
    looked(deps, SummaryQuery, async (act, { period = 'month', day, format }) => {
      const today = localTime(await presentTime(act.trx, deps)).day
      const summary = await summaryOf(act.trx, deps, act.unit, periodOf(period, day ?? today))
      return format === 'csv' ? csvResponse(`summary-${act.unit}`, summaryCsv(summary)) : summary
    }),
  )
  app.get(
    `${unit}/ratings`,
    opened(deps, RowsQuery, async (act, query) => {
      const rows = await rowsOf(act.trx, deps, act.unit, query)
      if (rows instanceof Refusal) return rows
      if (rows.rows.length > 0) await deed(act, 'rows-opened', String(rows.rows.length))
      if (query.format !== 'csv') return rows
      const next = new URL(act.c.req.url)
      next.searchParams.set('cursor', rows.next)
      return csvResponse(`ratings-${act.unit}`, csvOf(rows.rows), {
        Link: `<${next.pathname}${next.search}>; rel="next"`,
      })
    }),
  )
  app.get(
    `${unit}/feedback`,
    opened(deps, FeedbackQuery, async (act, query) => {
      const list = await feedbackList(act.trx, deps, act.unit, query)
      if (list instanceof Refusal) return list
      if (list.items.length > 0) await deed(act, 'feedback-opened', String(list.items.length))
      return list
    }),
  )
}

function csvResponse(name: string, csv: string, more: Record<string, string> = {}): Response {
  return new Response(csv, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': `attachment; filename="${name}.csv"`,
      ...more,
    },
  })
}
