import { STANDARDS } from '#src/domain/conduct.ts'
import { guarded } from '#src/domain/csv-cell.ts'
import type { Row } from '#src/protocol/reports.ts'

/** Without it Excel takes UTF-8 for the local code page and breaks Vietnamese. */
const BOM = '\ufeff'

/** Released ratings, one a line under a line of names. */
export function csvOf(rows: readonly Row[]): string {
  const names = [
    'score',
    ...STANDARDS,
    'reasons',
    'counter',
    'channel',
    'version',
    'suspect',
    'span',
    'from',
    'half',
  ]
  return csvText([
    names,
    ...rows.map((row) => [
      String(row.score),
      ...STANDARDS.map((standard) => row.standards[standard] ?? ''),
      row.reasons.join(' '),
      row.counter,
      row.channel,
      row.version,
      '',
      row.span.kind,
      row.span.from,
      row.span.half ?? '',
    ]),
  ])
}

/** Lines of cells as RFC 4180: CRLF, quotes where they are needed, and a BOM before all. */
export function csvText(lines: readonly (readonly string[])[]): string {
  return BOM + lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')
}

/** One cell that no spreadsheet runs. */
function csvCell(text: string): string {
  const safe = guarded(text)
  return /[",\r\n\0]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
