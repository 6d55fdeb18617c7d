import type { ComponentChildren } from 'preact'
import { text } from '../language.ts'
import { type Share, scaleFrom } from './share.ts'
import { Scale, Whisker } from './Whisker.tsx'

export type Row = {
  key: string
  head: ComponentChildren
  share: Share | null
  hidden: boolean
}

type GroupsProps = { name: string; rows: readonly Row[]; overall: number | undefined; from?: number }

/** The table is the chart: each whisker stands beside its numbers. */
export function Groups({ name, rows, overall, from = scaleOf(rows) }: GroupsProps) {
  const words = text().overview
  return (
    <div class="scroll">
      <table class="groups">
        <thead>
          <tr>
            <th scope="col">{name}</th>
            <th scope="col" class="right">
              {words.ratings}
            </th>
            <th scope="col" class="chart">
              <span class="unseen">{words.range}</span>
              {rows.some(({ share }) => share) && <Scale from={from} />}
            </th>
            <th scope="col" class="right">
              {words.shareColumn}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.head}</th>
              <Cells row={row} from={from} overall={overall} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Where the scale of these rows begins. */
export function scaleOf(rows: readonly Row[]): number {
  return scaleFrom(rows.flatMap(({ share }) => (share ? [share.low] : [])))
}

function Cells({
  row: { share, hidden },
  from,
  overall,
}: {
  row: Row
  from: number
  overall: number | undefined
}) {
  const {
    overview: words,
    format: { number, percent },
  } = text()
  if (!share) {
    // Nothing came, or what came waits for a closed half day and five (P9): the words are true of both and tell them not apart.
    return (
      <td colSpan={3}>
        <span class="tag">{hidden ? words.few : words.nothingReleased}</span>
      </td>
    )
  }
  return (
    <>
      <td class="right">{number(share.n)}</td>
      <td class="chart">
        <Whisker share={share} from={from} overall={overall} />
      </td>
      <td class="right">
        <strong>{percent(share.share)}</strong>
      </td>
    </>
  )
}
