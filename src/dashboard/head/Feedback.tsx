import { useState } from 'preact/hooks'
import type { FeedbackList } from '#src/protocol/reports.ts'
import type { UnitView } from '#src/protocol/session.ts'
import { Icon } from '#src/ui/Icon.tsx'
import { dashboardIcons } from '#src/ui/icons-dashboard.ts'
import type { Answer, Problem } from '../api.ts'
import { calls } from '../calls.ts'
import { Further } from '../frame/Further.tsx'
import { Loaded } from '../frame/Loaded.tsx'
import { Page } from '../frame/Page.tsx'
import { text } from '../language.ts'
import { noticed } from '../session.ts'
import { useView } from '../view.ts'
import { Said } from './Said.tsx'

type Read = { list: FeedbackList; counters: UnitView['counters'] }

/** Reasons and comments, read only. Loaded once and never polled: each opening is an entry of the log. */
export function Feedback({ unit }: { unit: string }) {
  const live = useView(unit, (signal) => read(unit, signal))
  const words = text()
  return (
    <Page title={words.page.feedback}>
      <p class="lead">{words.feedback.intro}</p>
      <div class="banner warn">
        <Icon path={dashboardIcons.privacy} />
        <p>{words.feedback.warn}</p>
      </div>
      <Loaded live={live} blocks={['by-counter', 'by-day']}>
        {({ list, counters }) =>
          list.items.length === 0 ? (
            <section class="card">
              <h2>{words.feedback.empty}</h2>
              <p class="hint">{words.feedback.emptyWhy}</p>
            </section>
          ) : (
            <Items unit={unit} first={list} counters={counters} />
          )
        }
      </Loaded>
    </Page>
  )
}

async function read(unit: string, signal: AbortSignal): Promise<Answer<Read>> {
  const view = await calls.unit(unit, signal)
  if (!view.ok) return view
  const list = await calls.feedback(unit, undefined, signal)
  return list.ok ? { ok: true, value: { list: list.value, counters: view.value.counters } } : list
}

type ItemsProps = { unit: string; first: FeedbackList; counters: UnitView['counters'] }

function Items({ unit, first, counters }: ItemsProps) {
  const [list, setList] = useState(first)
  const [problem, setProblem] = useState<Problem>()
  const { feedback: words, format } = text()
  const more = async (cursor: string) => {
    const answer = noticed(await calls.feedback(unit, cursor))
    setProblem(answer.ok ? undefined : answer.problem)
    if (answer.ok)
      setList(({ items }) => ({ items: [...items, ...answer.value.items], next: answer.value.next }))
  }
  const { next } = list
  return (
    <>
      <ul class="feedback">
        {list.items.map((item, i) => (
          <Said key={i} item={item} counter={counters.find(({ id }) => id === item.counter)} />
        ))}
      </ul>
      <Further
        count={words.count(format.number(list.items.length))}
        problem={problem}
        more={words.more}
        onMore={next === null ? undefined : () => void more(next)}
      />
    </>
  )
}
