import Papa from 'papaparse'
import { unguarded } from '#src/domain/csv-cell.ts'
import { MOST_OFFICERS, type RosterColumn } from '#src/domain/roster.ts'
import { type FieldProblem, wrongFields } from '#src/protocol/field-problem.ts'
import { RosterLine } from '#src/protocol/roster.ts'

/** What the columns of a roster are called, without marks of case; the first is what we write ourselves. */
const NAMES: Readonly<Record<RosterColumn, readonly string[]>> = {
  id: ['mã', 'mã cán bộ', 'id', 'code'],
  name: ['họ và tên', 'họ tên', 'họ và tên cán bộ', 'tên', 'tên cán bộ', 'name', 'full name'],
  title: ['chức danh', 'chức vụ', 'title', 'position'],
  field: ['lĩnh vực', 'lĩnh vực phụ trách', 'field', 'area'],
  initials: ['chữ tắt', 'chữ viết tắt', 'viết tắt', 'initials'],
}
const COLUMNS = Object.keys(NAMES) as RosterColumn[]

export type CellProblem = FieldProblem | 'formula' | 'lost-letters' | 'cells'
export type Cells = Partial<Record<RosterColumn, string>>

/** One line of the file. `row`: its number as a spreadsheet shows it. `column` null: the line as a whole. */
export type SheetLine = { row: number; cells: Cells } & (
  | { form: RosterLine }
  | { form: undefined; wrong: { column: RosterColumn | null; why: CellProblem }[] }
)

/** `unused`: names of columns that no roster has. */
export type Sheet = { lines: SheetLine[]; unused: string[] }
export type NoSheet =
  | { why: 'empty' | 'no-name' }
  | { why: 'too-many'; n: number }
  | { why: 'twice'; column: RosterColumn }
  | { why: 'quotes'; row: number }

/**
 * The officers in a table of text under a line of names, which comma, semicolon or tab divide: whichever is most often in that line.
 * The names of the columns in Vietnamese or English, in any order.
 */
export function sheetOf(text: string): { ok: true; sheet: Sheet } | ({ ok: false } & NoSheet) {
  const { data, errors } = Papa.parse<string[]>(withoutSep(text), { delimiter: delimiterOf(text) })
  const quotes = errors.find(({ type }) => type === 'Quotes')
  if (quotes) return { ok: false, why: 'quotes', row: (quotes.row ?? 0) + 1 }
  const rows = data
    .map((cells, i) => ({ cells, row: i + 1 }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  const [header, ...body] = rows
  if (!header) return { ok: false, why: 'empty' }
  const columns = header.cells.map(columnOf)
  if (!columns.includes('name')) return { ok: false, why: 'no-name' }
  const twice = COLUMNS.find((column) => columns.filter((one) => one === column).length > 1)
  if (twice) return { ok: false, why: 'twice', column: twice }
  if (body.length === 0) return { ok: false, why: 'empty' }
  if (body.length > MOST_OFFICERS) return { ok: false, why: 'too-many', n: body.length }
  const unused = header.cells.filter((name, i) => !columns[i] && name.trim() !== '')
  return { ok: true, sheet: { lines: body.map((line) => lineOf(line, columns)), unused } }
}

/** Excel writes and hides a first line that names the delimiter. */
function withoutSep(text: string): string {
  return text.replace(/^\ufeff?(sep=.\r?\n)?/i, '')
}

function delimiterOf(text: string): string {
  const [first = ''] = withoutSep(text)
    .trimStart()
    .split(/[\r\n]/, 1)
  const often = (delimiter: string) => first.split(delimiter).length
  return [',', ';', '\t'].reduce((best, one) => (often(one) > often(best) ? one : best))
}

function columnOf(name: string): RosterColumn | undefined {
  const plain = name
    .normalize('NFC')
    .replace(/[\s*]+/g, ' ')
    .trim()
    .toLocaleLowerCase('vi')
  return COLUMNS.find((column) => NAMES[column].includes(plain))
}

function lineOf(
  { cells: raw, row }: { cells: string[]; row: number },
  columns: readonly (RosterColumn | undefined)[],
): SheetLine {
  const cells: Cells = {}
  const wrong: { column: RosterColumn | null; why: CellProblem }[] = []
  if (raw.slice(columns.length).some((cell) => cell.trim() !== '')) wrong.push({ column: null, why: 'cells' })
  for (const [i, column] of columns.entries()) {
    if (!column) continue
    const cell = (raw[i] ?? '').trim()
    const text = unguarded(cell)
    cells[column] = text ?? cell
    if (text === undefined) wrong.push({ column, why: 'formula' })
    // What an encoding without Vietnamese letters makes of them.
    else if (column === 'name' && /[?\ufffd]/.test(text)) wrong.push({ column, why: 'lost-letters' })
  }
  const parsed = RosterLine.safeParse({ ...cells, name: cells.name, id: cells.id || null })
  if (parsed.success && wrong.length === 0) return { row, cells, form: parsed.data }
  const more = parsed.success ? {} : wrongFields(parsed.error.issues)
  for (const [path, why] of Object.entries(more)) {
    const column = COLUMNS.find((one) => one === path) ?? null
    if (!wrong.some((one) => one.column === column))
      wrong.push({ column, why: column === 'id' ? 'no-officer' : why })
  }
  return { row, cells, form: undefined, wrong }
}
