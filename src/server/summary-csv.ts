import type * as z from 'zod/mini'
import type { HalfDay, Share, Summary } from '#src/protocol/reports.ts'
import { csvText } from './csv.ts'

const NAMES = ['figure', 'of', 'name', 'from', 'to', 'half', 'count', 'n', 'share', 'low', 'high', 'hidden']

type Line = {
  figure: string
  of?: string | number
  name?: string
  from?: string
  to?: string
  half?: string
  count?: number
  n?: number
  share?: number
  low?: number
  high?: number
  hidden?: boolean
}

/**
 * The summary as a table, a figure a line, `figure` saying of what; what does not apply is empty. It holds the figures of the
 * JSON and nothing else, shares as fractions in [0, 1]; `hidden` is `true` where a figure may not be told (P9). A counter's `to` and
 * `half` are up to where its figures reach.
 */
export function summaryCsv({
  unit,
  period,
  epoch,
  today,
  figures,
  missing,
  counters,
  days,
  closed,
}: Summary): string {
  const { from, to } = period
  const lines: Line[] = [
    { figure: 'epoch', of: epoch },
    { figure: 'period', of: period.kind, from, to },
    { figure: 'closed', ...reach(closed) },
    { figure: 'today', n: today },
    { figure: 'missing', n: missing },
    { figure: 'unit', of: unit.id, name: unit.name, from, to, ...figures?.share },
    ...(figures ? figureLines(figures, { from, to }) : []),
    ...counters.map(({ counter, label, name, share, hidden, through }) => ({
      figure: 'counter',
      of: counter,
      name: [label, name].filter(Boolean).join(' · '),
      from,
      ...reach(through),
      ...group(share, hidden),
    })),
    ...days.map(({ day, share, hidden }) => ({
      figure: 'day',
      of: day,
      from: day,
      to: day,
      ...group(share, hidden),
    })),
  ]
  return csvText([NAMES, ...lines.map(cells)])
}

function figureLines(
  { n, levels, standards, reasons, comments, all, alone }: NonNullable<Summary['figures']>,
  span: { from: string; to: string },
): Line[] {
  return [
    ...levels.map((count, i) => ({ figure: 'level', of: i + 1, ...span, count, n })),
    ...standards.map(({ standard, share, hidden }) => ({
      figure: 'standard',
      of: standard,
      ...span,
      ...group(share, hidden),
    })),
    ...reasons.map((reason) => ({ figure: 'reason', of: reason.reason, ...span, count: reason.n, n })),
    { figure: 'comments', ...span, count: comments, n },
    { figure: 'all', ...span, count: all, n },
    { figure: 'alone', ...span, count: alone, n },
  ]
}

function group(share: z.infer<typeof Share> | null, hidden: boolean): Partial<Line> {
  return { ...share, ...(hidden && { hidden }) }
}

function reach(through: z.infer<typeof HalfDay> | null): Partial<Line> {
  return through ? { to: through.day, half: through.half } : {}
}

function cells(line: Line): string[] {
  const {
    figure,
    of = '',
    name = '',
    from = '',
    to = '',
    half = '',
    count,
    n,
    share,
    low,
    high,
    hidden,
  } = line
  const numbers = [count, n, share, low, high].map((value) => (value === undefined ? '' : String(value)))
  return [figure, String(of), name, from, to, half, ...numbers, hidden ? 'true' : '']
}
