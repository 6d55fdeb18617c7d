import { type RosterColumn, type RosterOutcome, rosterOutcomes } from '#src/domain/roster.ts'
import type { RosterForm } from '#src/protocol/roster.ts'
import type { UnitView } from '#src/protocol/session.ts'
import type { CellProblem, Cells, SheetLine } from './sheet.ts'

export type Officer = UnitView['officers'][number]

/** `twice`: line `row` of the same file is about the same officer. */
export type Trouble =
  | { column: RosterColumn | null; why: CellProblem | 'namesakes' }
  | { column: RosterColumn; why: 'twice'; row: number }

/** What comes of one line. `officer`: whom it is about, where there is one. */
export type Shown = { row: number; cells: Cells } & (
  | { kind: 'wrong'; troubles: Trouble[] }
  | { kind: 'new' }
  | { kind: 'same'; officer: Officer }
  | { kind: 'changed'; officer: Officer; columns: RosterColumn[] }
)

/** `form`: what to send, where no line is wrong and one is new or changes something. */
export type Preview = { lines: Shown[]; counts: Record<Shown['kind'], number>; form: RosterForm | undefined }

/** What importing a file would do to the roster as it is, the wrong lines first. */
export function previewOf(lines: readonly SheetLine[], officers: readonly Officer[]): Preview {
  const good = lines.flatMap((line) => (line.form ? [{ ...line, form: line.form }] : []))
  const forms = good.map(({ form }) => form)
  const outcomes = rosterOutcomes(forms, officers)
  const byRow = new Map(good.map(({ row }, i) => [row, outcomes[i]!]))
  const byId = new Map(officers.map((officer) => [officer.id, officer]))
  const shown = lines.map((line) => shownOf(line, byRow.get(line.row), { good, byId }))
  const count = (kind: Shown['kind']) => shown.filter((line) => line.kind === kind).length
  const counts = { wrong: count('wrong'), new: count('new'), changed: count('changed'), same: count('same') }
  const works = counts.wrong === 0 && counts.new + counts.changed > 0
  return {
    lines: shown.sort((a, b) => Number(b.kind === 'wrong') - Number(a.kind === 'wrong') || a.row - b.row),
    counts,
    form: works ? { officers: forms } : undefined,
  }
}

type Among = { good: readonly { row: number }[]; byId: ReadonlyMap<string, Officer> }

function shownOf(line: SheetLine, outcome: RosterOutcome | undefined, { good, byId }: Among): Shown {
  const { row, cells } = line
  if (!line.form || !outcome) return { row, cells, kind: 'wrong', troubles: line.form ? [] : line.wrong }
  switch (outcome.kind) {
    case 'wrong':
      return { row, cells, kind: 'wrong', troubles: [troubleOf(outcome, good)] }
    case 'new':
      return { row, cells, kind: 'new' }
    case 'same':
      return { row, cells, kind: 'same', officer: byId.get(outcome.id)! }
    case 'changed':
      return { row, cells, ...outcome, officer: byId.get(outcome.id)! }
  }
}

function troubleOf(outcome: RosterOutcome & { kind: 'wrong' }, good: readonly { row: number }[]): Trouble {
  const { column, why } = outcome
  return why === 'twice' ? { column, why, row: good[outcome.of]!.row } : { column, why }
}
