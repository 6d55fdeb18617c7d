import { useEffect, useRef } from 'preact/hooks'
import { isAway } from '#src/domain/absence.ts'
import { type Day, localTime } from '#src/domain/calendar.ts'
import type { RosterColumn } from '#src/domain/roster.ts'
import type { UnitView } from '#src/protocol/session.ts'
import { calls } from '../calls.ts'
import { Form } from '../form/Form.tsx'
import { Card } from '../frame/Card.tsx'
import { text } from '../language.ts'
import type { Opened } from './open.ts'
import { type Preview, previewOf, type Shown, type Trouble } from './preview.ts'

type PreviewProps = {
  view: UnitView
  opened: Opened
  stored: (words: string) => void
  cancel: () => void
}

/** No screen is read further; what is wrong comes first. */
const SHOWN = 200
const COLUMNS = ['id', 'name', 'title', 'field', 'initials'] as const

/** What a file would do, line by line. It is stored when that is confirmed, all of it or nothing. */
export function PreviewCard({ view, opened: { sheet, encoding }, stored, cancel }: PreviewProps) {
  const { roster: words, format } = text()
  const preview = previewOf(sheet.lines, view.officers)
  const { lines, counts } = preview
  const said = (kind: keyof typeof counts) => format.number(counts[kind])
  const columns = COLUMNS.filter((column) => lines.some(({ cells }) => cells[column] !== undefined))
  const top = useRef<HTMLParagraphElement>(null)
  useEffect(() => top.current?.focus(), [])
  return (
    <Card title={words.previewTitle}>
      <p ref={top} tabIndex={-1}>
        {words.previewCounts({
          ...{ new: said('new'), changed: said('changed'), same: said('same'), wrong: said('wrong') },
        })}
      </p>
      {encoding === 'windows-1258' && <p class="banner warn">{words.oldEncoding}</p>}
      {sheet.unused.length > 0 && <p class="hint">{words.unused(sheet.unused.join(', '))}</p>}
      <Confirm unit={view.unit.id} preview={preview} stored={stored} cancel={cancel} />
      <table class="lines" role="table">
        <caption class="unseen">{words.previewTitle}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {[words.row, words.outcome, ...columns.map((column) => words[column])].map((name) => (
              <th key={name} scope="col" role="columnheader">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {lines.slice(0, SHOWN).map((line) => (
            <Line key={line.row} line={line} columns={columns} today={localTime(view.now).day} />
          ))}
        </tbody>
      </table>
      {lines.length > SHOWN && <p class="hint">{words.more(format.number(lines.length - SHOWN))}</p>}
    </Card>
  )
}

type ConfirmProps = Pick<PreviewProps, 'stored' | 'cancel'> & { unit: string; preview: Preview }

function Confirm({ unit, preview: { form, counts }, stored, cancel }: ConfirmProps) {
  const { roster: words, format, common } = text()
  const { number } = format
  if (!form) {
    return (
      <div class="form-end">
        <p class={counts.wrong > 0 ? 'wrong' : ''}>{counts.wrong > 0 ? words.fix : words.nothing}</p>
        <button type="button" class="button" onClick={cancel}>
          {common.cancel}
        </button>
      </div>
    )
  }
  const send = () =>
    calls.importOfficers(unit, form).then((answer) => {
      if (answer.ok) stored(words.stored(number(answer.value.added), number(answer.value.changed)))
      return answer
    })
  return (
    <Form send={send} submit={words.store(number(counts.new), number(counts.changed))} cancel={cancel}>
      {() => null}
    </Form>
  )
}

const TAGS = { wrong: 'tag err', new: 'tag ok', changed: 'tag warn', same: 'tag' } as const

type LineProps = { line: Shown; columns: readonly RosterColumn[]; today: Day }

function Line({ line, columns, today }: LineProps) {
  const words = text().roster
  const changed = line.kind === 'changed' ? line.columns : []
  const away = 'officer' in line && isAway(line.officer.absences, today)
  return (
    <tr role="row">
      <td role="cell" data-head={words.row}>
        {line.row}
      </td>
      <td role="cell" data-head={words.outcome}>
        <span class={TAGS[line.kind]}>{words.kinds[line.kind]}</span>
        {line.kind === 'wrong' &&
          line.troubles.map((trouble) => (
            <p key={trouble.column} class="wrong">
              {troubleText(trouble)}
            </p>
          ))}
        {away && <p class="hint">{words.isAway}</p>}
      </td>
      {columns.map((column) => (
        <td key={column} role="cell" data-head={words[column]}>
          {line.cells[column] && <bdi class={column === 'name' ? 'row-name' : ''}>{line.cells[column]}</bdi>}
          {line.kind === 'changed' && changed.includes(column) && (
            <bdi class="hint">{words.before(line.officer[column] || words.empty)}</bdi>
          )}
        </td>
      ))}
    </tr>
  )
}

/** What is wrong in which column. */
function troubleText(trouble: Trouble): string {
  const { roster: words, format } = text()
  if (trouble.column === null) return `${words.cell[trouble.why] ?? trouble.why}.`
  const said =
    trouble.why === 'twice'
      ? words.twice(format.number(trouble.row))
      : (words.cell[`${trouble.column} ${trouble.why}`] ?? words.cell[trouble.why] ?? trouble.why)
  return `${words[trouble.column]}: ${said}.`
}
