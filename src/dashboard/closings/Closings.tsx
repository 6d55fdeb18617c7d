import { type Day, halfDayOf, localTime, type PeriodKind, periodOf } from '#src/domain/calendar.ts'
import type { Session } from '#src/protocol/session.ts'
import { clock } from '#src/ui/format-kiosk.ts'
import { Loaded } from '../frame/Loaded.tsx'
import { Page } from '../frame/Page.tsx'
import { PeriodChooser } from '../head/PeriodChooser.tsx'
import { periodText } from '../head/period.ts'
import { text } from '../language.ts'
import { useView } from '../view.ts'
import { type Closing, closingsOf, inEights } from './closings.ts'

type ClosingsProps = { unit: Session['unit']; period: PeriodKind; day: Day | undefined }

/** The closings of a period as a sheet for the archive: to be printed, and compared by whoever has only the paper. */
export function Closings({ unit, period, day }: ClosingsProps) {
  const today = localTime(Date.now()).day
  const span = periodOf(period, day ?? today)
  const live = useView(`${unit.id} ${span.from} ${span.to}`, (signal) => closingsOf(unit.id, span, signal))
  const words = text().closings
  return (
    <Page
      title={words.title}
      actions={<PeriodChooser page="closings" today={today} period={period} day={day} />}
    >
      <Loaded live={live} blocks={['wide']}>
        {(closings, at) => (
          <article class="card sheet">
            <div class="sheet-head">
              <dl>
                <dt>{words.unit}</dt>
                <dd>
                  <bdi>{[unit.name, unit.place].filter(Boolean).join(', ')}</bdi>
                </dd>
                <dt>{words.id}</dt>
                <dd class="mono">{unit.id}</dd>
                <dt>{words.period}</dt>
                <dd>{periodText(span, text())}</dd>
                <dt>{words.printed}</dt>
                <dd>{text().verified.when(clock(at), text().format.date(at))}</dd>
              </dl>
              <button type="button" class="button primary" onClick={() => print()}>
                {words.print}
              </button>
            </div>
            <p>{words.what}</p>
            {closings.length === 0 ? <p>{words.none}</p> : <Table closings={closings} />}
            <Compare />
          </article>
        )}
      </Loaded>
    </Page>
  )
}

function Table({ closings }: { closings: readonly Closing[] }) {
  const { closings: words, format } = text()
  return (
    <table>
      <caption class="unseen">{words.title}</caption>
      <thead>
        <tr>
          {(['half', 'n', 'hash', 'signature'] as const).map((column) => (
            <th key={column} scope="col">
              {words.columns[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {closings.map(({ release, n, hash, signature }) => {
          const { day, half } = halfDayOf(release)
          return (
            <tr key={release}>
              <th scope="row">{words.half(half, format.day(day))}</th>
              <td>{format.number(n)}</td>
              <td class="mono hash">{inEights(hash)}</td>
              <td class="mono nowrap">{signature}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function Compare() {
  const words = text().closings
  return (
    <section>
      <h2>{words.compareTitle}</h2>
      <ol>
        {words.compare.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </section>
  )
}
