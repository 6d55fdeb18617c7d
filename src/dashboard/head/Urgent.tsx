import { URGENT_DAYS, type UrgentList } from '#src/protocol/urgent.ts'
import { Icon } from '#src/ui/Icon.tsx'
import { dashboardIcons } from '#src/ui/icons-dashboard.ts'
import { calls } from '../calls.ts'
import { Loaded } from '../frame/Loaded.tsx'
import { Page } from '../frame/Page.tsx'
import { text } from '../language.ts'
import { useView } from '../view.ts'
import { Comment, ReasonList } from './Said.tsx'

/** What somebody with the power to inquire is told at once. Loaded once and never polled: each opening is an entry of the log. */
export function Urgent({ unit }: { unit: string }) {
  const live = useView(unit, (signal) => calls.urgent(unit, signal))
  const { page, urgent: words, feedback } = text()
  return (
    <Page title={page.urgent}>
      <p class="lead">{words.lead}</p>
      <div class="banner warn">
        <Icon path={dashboardIcons.privacy} />
        <p>{feedback.warn}</p>
      </div>
      <Loaded live={live} blocks={['by-counter', 'by-day']}>
        {(list) => <Items list={list} own={unit} />}
      </Loaded>
    </Page>
  )
}

function Items({ list: { receives, items }, own }: { list: UrgentList; own: string }) {
  const { urgent: words, format } = text()
  if (items.length === 0)
    return (
      <section class="card">
        <h2>{receives ? words.none(format.number(URGENT_DAYS)) : words.notNamed}</h2>
        {!receives && <p class="hint">{words.notNamedHint}</p>}
      </section>
    )
  return (
    <ul class="feedback">
      {items.map((item, i) => (
        <Item key={i} item={item} own={own} />
      ))}
    </ul>
  )
}

function Item({ item, own }: { item: UrgentList['items'][number]; own: string }) {
  const { urgent: words, overview, format } = text()
  return (
    <li class="card">
      <div class="card-head">
        <h2>
          <bdi>{item.counter}</bdi>
          {item.unit.id !== own && (
            <>
              {', '}
              <bdi>{item.unit.name}</bdi>
            </>
          )}
        </h2>
        <p class="hint">{overview.halfDay(item.half, format.day(item.day))}</p>
      </div>
      <ReasonList reasons={item.reasons} />
      {item.kept ? <p class="hint">{words.kept}</p> : <Comment item={item} />}
    </li>
  )
}
