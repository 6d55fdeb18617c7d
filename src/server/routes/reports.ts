import type { Hono } from 'hono'
import type * as z from 'zod/mini'
import { localTime, periodOf } from '#src/domain/calendar.ts'
import { FeedbackQuery, NoQuery, RowsQuery, type Summary, SummaryQuery } from '#src/protocol/reports.ts'
import { csvOf } from '../csv.ts'
import type { Deps } from '../deps.ts'
import { feedbackList } from '../feedback.ts'
import { Refusal } from '../problems.ts'
import { noteRows } from '../pulling.ts'
import { summaryOf } from '../reports.ts'
import { rowsOf } from '../rows.ts'
import { summaryCsv } from '../summary-csv.ts'
import { presentTime } from '../trusted-time.ts'
import { deed } from '../units-change.ts'
import { urgentList } from '../urgent.ts'
import { csvResponse, fileResponse } from './answer.ts'
import { type HeadAct, looked, opened, whereExported } from './head.ts'

/**
 * What a head reads and a token pulls. Whatever opens single rows or words, or is taken away as a file, is an entry of the unit's log; an
 * empty answer opens none.
 */
export function reportRoutes(app: Hono, deps: Deps): void {
  const unit = '/api/v1/units/:unit'
  app.get(
    `${unit}/summary`,
    whereExported(
      'csv',
      opened(deps, { as: 'figures', takes: SummaryQuery }, async (act, query) => {
        const summary = await figures(act, query)
        const { from, to } = summary.period
        // Of a token its last use is shown: a spreadsheet that pulls each minute would fill the log.
        if (!act.puller) await deed(act, 'summary-exported', `${from} ${to}`)
        return csvResponse(`summary-${act.unit}`, summaryCsv(summary))
      }),
      looked(deps, { as: 'figures', takes: SummaryQuery }, figures),
    ),
  )
  app.get(
    `${unit}/ratings`,
    opened(deps, { as: 'rows', takes: RowsQuery }, async (act, query) => {
      const rows = await rowsOf(act.trx, deps, act, query)
      if (rows instanceof Refusal) return rows
      if (rows.rows.length > 0)
        await (act.puller ? noteRows(act, act.puller) : deed(act, 'rows-opened', String(rows.rows.length)))
      const { format = 'json' } = query
      if (format === 'json') return rows
      const next = new URL(act.c.req.url)
      next.searchParams.set('cursor', rows.next)
      const link = { Link: `<${next.pathname}${next.search}>; rel="next"` }
      const name = `ratings-${act.unit}`
      return format === 'csv'
        ? csvResponse(name, csvOf(rows.rows), link)
        : fileResponse(`${name}.ndjson`, 'application/x-ndjson', ndjsonOf(rows.rows), link)
    }),
  )
  app.get(
    `${unit}/feedback`,
    opened(deps, { as: 'feedback', takes: FeedbackQuery }, async (act, query) => {
      const list = await feedbackList(act.trx, deps, act, query)
      if (list instanceof Refusal) return list
      if (list.items.length > 0) await deed(act, 'feedback-opened', String(list.items.length))
      return list
    }),
  )
  app.get(`${unit}/urgent`, opened(deps, { as: 'urgent', takes: NoQuery }, urgentList))
}

async function figures(
  { trx, deps, unit, self }: Pick<HeadAct, 'trx' | 'deps' | 'unit' | 'self'>,
  { period = 'month', day }: z.infer<typeof SummaryQuery>,
): Promise<Summary> {
  const today = localTime(await presentTime(trx, deps)).day
  return summaryOf(trx, deps, { unit, self }, periodOf(period, day ?? today))
}

/** One piece of JSON a line (NDJSON). */
function ndjsonOf(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
}
