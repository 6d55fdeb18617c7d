import { useEffect, useRef, useState } from 'preact/hooks'
import type { DeviceView, UnitView } from '#src/protocol/session.ts'
import { Icon } from '#src/ui/Icon.tsx'
import { dashboardIcons } from '#src/ui/icons-dashboard.ts'
import { calls } from '../calls.ts'
import { Ask } from '../form/Ask.tsx'
import { Loaded } from '../frame/Loaded.tsx'
import { Page } from '../frame/Page.tsx'
import { text } from '../language.ts'
import { readerMay } from '../session.ts'
import { VerifiedCard } from '../verified/Verified.tsx'
import { useView } from '../view.ts'
import { tallied } from './condition.ts'
import { FaultCard } from './FaultCard.tsx'
import { HeldQuestion, type HeldStep } from './HeldQuestion.tsx'
import { MoveDialog } from './MoveDialog.tsx'
import { Pair } from './Pair.tsx'
import { Rescue } from './Rescue.tsx'
import { Table } from './Table.tsx'

const POLL_MS = 15_000

/** What each tablet does, and what a head does with one: pair, begin, move, retire, and decide on what it then still sends. */
export function Tablets({ unit }: { unit: string }) {
  const live = useView(unit, (signal) => calls.unit(unit, signal), POLL_MS)
  return (
    <Page title={text().page.tablets} actions={readerMay('administer') && <ToPairing />}>
      <Loaded live={live} blocks={['wide']}>
        {(view) => <Paired view={view} reload={live.reload} />}
      </Loaded>
    </Page>
  )
}

/** Pairing stands below the table, which may be long. */
function ToPairing() {
  return (
    <a class="button primary" href="#ghep-noi">
      <Icon path={dashboardIcons.add} />
      {text().pairing.title}
    </a>
  )
}

export type Step = { kind: 'begin' | 'call' | 'move' | 'retire'; device: DeviceView; counter: string }

function Paired({ view, reload }: { view: UnitView; reload: () => void }) {
  const [step, ask] = useState<Step | HeldStep>()
  const [said, say] = useState('')
  const words = text().tablets
  const status = useRef<HTMLParagraphElement>(null)
  const done = (sentence: string) => {
    ask(undefined)
    say(sentence)
    reload()
  }
  // The button that was pressed may be gone; what was done takes the focus once the question has closed.
  useEffect(() => {
    if (said !== '') status.current?.focus()
  }, [said])
  return (
    <>
      <p class="said" role="status" ref={status} tabIndex={-1}>
        {said}
      </p>
      {view.devices.some(({ retired }) => !retired) && <Tally view={view} />}
      <section class="card" aria-label={words.table}>
        {view.devices.length === 0 ? <p>{words.empty}</p> : <Table view={view} ask={ask} />}
      </section>
      <FaultCard view={view} ask={ask} />
      <VerifiedCard view={view} />
      {readerMay('administer') && (
        <div id="ghep-noi">
          <Pair view={view} />
        </div>
      )}
      {readerMay('rescue') && <Rescue unit={view.unit.id} done={reload} />}
      {step && <Question view={view} step={step} done={done} cancel={() => ask(undefined)} />}
    </>
  )
}

/** All tablets in one line, before each has its own. */
function Tally({ view }: { view: UnitView }) {
  const {
    tablets: words,
    format: { number },
  } = text()
  const { inUse, standings, waiting } = tallied(view)
  const parts = (['active', 'practice', 'quiet', 'silent', 'never'] as const).flatMap((standing) =>
    standings[standing] > 0 ? [words.tally[standing](number(standings[standing]))] : [],
  )
  if (waiting > 0) parts.push(words.waiting(number(waiting)))
  return (
    <p>
      <strong>{words.inUse(number(inUse))}</strong>: {parts.join(' · ')}
    </p>
  )
}

type QuestionProps = {
  view: UnitView
  step: Step | HeldStep
  done: (sentence: string) => void
  cancel: () => void
}

function Question({ view, step, done, cancel }: QuestionProps) {
  const unit = view.unit.id
  if ('log' in step) return <HeldQuestion unit={unit} step={step} done={done} cancel={cancel} />
  const { kind, device, counter } = step
  const { tablets: words, format } = text()
  const { id, pending } = device
  switch (kind) {
    case 'begin':
      return (
        <Ask
          title={words.beginTitle(counter)}
          what={[words.beginWhat]}
          yes={words.begin}
          act={() => calls.begin(unit, id)}
          done={() => done(words.begun(counter))}
          cancel={cancel}
        />
      )
    case 'call':
      return (
        <Ask
          title={words.callTitle(counter, id)}
          what={[words.callWhat]}
          yes={words.call}
          act={() => calls.callTablet(unit, id)}
          done={() => done(words.called(counter))}
          cancel={cancel}
        />
      )
    case 'move':
      return (
        <MoveDialog
          view={view}
          device={device}
          counter={counter}
          done={(to) => done(words.moved(id, to))}
          cancel={cancel}
        />
      )
    case 'retire':
      return (
        <Ask
          title={words.retireTitle(counter, id)}
          what={[words.retireWhat, ...(pending ? [words.retirePending(format.number(pending))] : [])]}
          yes={words.retire}
          act={() => calls.retire(unit, id)}
          done={() => done(words.gone(id))}
          cancel={cancel}
        />
      )
  }
}
