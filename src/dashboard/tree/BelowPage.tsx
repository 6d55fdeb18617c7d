import { type Day, localTime, type PeriodKind } from '#src/domain/calendar.ts'
import type { Session } from '#src/protocol/session.ts'
import type { Below } from '#src/protocol/tree.ts'
import { calls } from '../calls.ts'
import { Card } from '../frame/Card.tsx'
import { Loaded } from '../frame/Loaded.tsx'
import { Page } from '../frame/Page.tsx'
import { PeriodChooser } from '../head/PeriodChooser.tsx'
import { shareSentence } from '../head/share.ts'
import { text } from '../language.ts'
import { writeAddress } from '../router.ts'
import { useView } from '../view.ts'
import { daysSentence } from './days.ts'
import { OfferCard } from './PlaceFields.tsx'
import { UnitEntries } from './UnitEntries.tsx'

type BelowProps = { session: Session; period: PeriodKind; day: Day | undefined }
type Unit = Below['units'][number]

/** The units below beside one another, by name and never by rank; and what a superior does with them. */
export function BelowPage({ session: { unit }, period, day }: BelowProps) {
  const live = useView(`${unit.id} ${period} ${day}`, (signal) =>
    calls.below(unit.id, { period, day }, signal),
  )
  const today = localTime('value' in live.view ? live.view.value.now : Date.now()).day
  const words = text().tree
  return (
    <Page
      title={text().page.below}
      actions={<PeriodChooser page="below" today={today} period={period} day={day} />}
    >
      <p class="hint">{words.lead}</p>
      <Loaded live={live} blocks={['by-counter', 'by-counter']}>
        {(below) => (
          <div class="column">
            <Card title={words.list}>
              {below.units.length === 0 ? (
                <p class="hint">{words.none}</p>
              ) : (
                <Compared units={below.units} period={period} day={day} />
              )}
            </Card>
            <UnitEntries below={below} today={today} reload={live.reload} />
            <OfferCard unit={unit.id} />
          </div>
        )}
      </Loaded>
    </Page>
  )
}

type ComparedProps = { units: readonly Unit[]; period: PeriodKind; day: Day | undefined }

function Compared({ units, period, day }: ComparedProps) {
  const { tree: words, overview } = text()
  return (
    <div class="scroll">
      <table class="groups">
        <thead>
          <tr>
            <th scope="col">{words.columns.unit}</th>
            <th scope="col" class="right">
              {overview.ratings}
            </th>
            <th scope="col" class="right">
              {overview.shareColumn}
            </th>
          </tr>
        </thead>
        <tbody>
          {units.map((unit) => (
            <tr key={unit.id}>
              <th scope="row" class={`depth-${Math.min(unit.depth, 3)}`}>
                <a data-view href={writeAddress({ page: 'unit', unit: unit.id, period, day })}>
                  <bdi>{unit.name}</bdi>
                </a>
                <Facts unit={unit} />
              </th>
              <Cells unit={unit} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Facts({ unit }: { unit: Unit }) {
  const { nationalId, last, into, next, tablets, reach, only, left, move } = unit
  const { tree: words, overview, format } = text()
  const facts = [
    ...(nationalId ? [nationalId] : []),
    ...(left ? [words.facts.left] : [words.tablets(format.number(tablets))]),
    words.reach(overview.halfDay(reach.half, format.day(reach.day))),
    ...(last === null ? [] : [words.facts.over(format.day(last))]),
    ...(into.length > 0 ? [words.facts.into(into.map(({ name }) => name).join(', '))] : []),
    ...(move ? [words.facts.move(move.name, format.day(move.from))] : []),
    ...(only ? [daysSentence(only, text())] : []),
    ...next.map(({ name, from }) => words.facts.next(name, format.day(from))),
  ]
  return <bdi class="hint facts">{facts.join(' · ')}</bdi>
}

function Cells({ unit: { n, share } }: { unit: Unit }) {
  const { tree: words, overview, format } = text()
  if (n === 0) {
    return (
      <td colSpan={2}>
        <span class="tag">{overview.few}</span>
      </td>
    )
  }
  return (
    <>
      <td class="right">{format.number(n)}</td>
      <td class="right">
        {share ? (
          <>
            <strong>{format.percent(share.share)}</strong>
            <span class="hint facts">
              {format.percent(share.low)} – {format.percent(share.high)}
            </span>
            <span class="unseen">{shareSentence(share, text())}</span>
          </>
        ) : (
          <span class="hint">{words.notCompared}</span>
        )}
      </td>
    </>
  )
}
