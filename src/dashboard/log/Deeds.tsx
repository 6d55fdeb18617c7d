import { useState } from 'preact/hooks'
import type { DeedList } from '#src/protocol/deeds.ts'
import { clock } from '#src/ui/format-kiosk.ts'
import type { Problem } from '../api.ts'
import { Further } from '../frame/Further.tsx'
import { text } from '../language.ts'
import type { LogFilter } from '../router.ts'
import { noticed } from '../session.ts'
import { byDay, type Deed, deedsOf } from './deeds.ts'
import { sentenceOf } from './told.ts'

type DeedsProps = { unit: string; filter: LogFilter; first: DeedList }

/** The deeds that were found, and on request those before them. */
export function Deeds({ unit, filter, first }: DeedsProps) {
  const [{ deeds, next }, setList] = useState(first)
  const [problem, setProblem] = useState<Problem>()
  const { log: words, format } = text()
  if (deeds.length === 0) {
    return (
      <section class="card">
        <h2>{words.empty}</h2>
        <p class="hint">{words.emptyWhy}</p>
      </section>
    )
  }
  const more = async (before: number) => {
    const answer = noticed(await deedsOf(unit, { filter, before }))
    setProblem(answer.ok ? undefined : answer.problem)
    if (answer.ok) setList((list) => ({ ...answer.value, deeds: [...list.deeds, ...answer.value.deeds] }))
  }
  return (
    <>
      <section class="card">
        <Table deeds={deeds} />
      </section>
      <Further
        count={words.count(format.number(deeds.length))}
        problem={problem}
        more={words.more}
        onMore={next === null ? undefined : () => void more(next)}
      />
    </>
  )
}

function Table({ deeds }: { deeds: readonly Deed[] }) {
  const { log: words, format } = text()
  return (
    <table class="deeds">
      <caption class="unseen">{words.list}</caption>
      <thead>
        <tr>
          {(['when', 'by', 'what'] as const).map((column) => (
            <th key={column} scope="col">
              {words.columns[column]}
            </th>
          ))}
        </tr>
      </thead>
      {byDay(deeds).map(({ day, deeds: own }) => (
        <tbody key={own[0]?.n}>
          <tr class="day-of">
            <th colSpan={3} scope="rowgroup">
              {format.weekday(day)}, {format.day(day)}
            </th>
          </tr>
          {own.map((deed) => (
            <Line key={deed.n} deed={deed} />
          ))}
        </tbody>
      ))}
    </table>
  )
}

function Line({ deed }: { deed: Deed }) {
  const words = text()
  return (
    <tr>
      <td class="nowrap">{clock(deed.at)}</td>
      <td>{deed.by ? <bdi class="row-name">{deed.by.name}</bdi> : words.log.operator}</td>
      <td>
        <bdi>{sentenceOf(deed, words)}</bdi>
      </td>
    </tr>
  )
}
