import { STANDARDS, type Standard } from '#src/domain/conduct.ts'
import { Icon } from '#src/ui/Icon.tsx'
import { kioskIcons } from '#src/ui/icons-kiosk.ts'
import { Pictogram } from '#src/ui/Pictogram.tsx'
import type { KioskText } from '#src/ui/text/kiosk.ts'
import { mayChooseAgain } from '../answering.ts'
import { type Seen, words } from '../seen.ts'
import type { Page, State } from '../state.ts'
import { lasting, secondsLeft } from '../times.ts'
import { Finish } from './Finish.tsx'
import { Button, choice, moveFocus } from './parts.tsx'
import { Ring } from './Ring.tsx'

type Rated = Extract<State, { at: 'standards' | 'saving' }>

const GROUPS = [
  { name: 'xin', page: 1, standards: STANDARDS.slice(0, 4) },
  { name: 'luon', page: 2, standards: STANDARDS.slice(4) },
] as const

/** K2. Nothing here tells which face was tapped. */
export function Standards({ state, now, send }: Seen & { state: Rated }) {
  const t = words(state)
  const isOpen = state.at === 'standards'
  const page = state.view.large ? (isOpen ? state.page : 2) : null
  return (
    <div class={`questions k2 ${page ? 'paged' : ''}`}>
      <header>
        <h1 tabIndex={-1}>
          <span class="recorded">{t.recorded}</span> {t.standardsQuestion}
        </h1>
        <p>{t.standardsHint}</p>
      </header>
      <div class="groups">
        {GROUPS.filter((group) => !page || group.page === page).map(({ name, standards }) => (
          <section key={name} class={`group ${name}`} aria-label={t.groups[name]}>
            <h2>
              <span>{t.groups[name]}</span>
            </h2>
            {standards.map((standard) => (
              <Tile key={standard} standard={standard} state={state} t={t} send={send} />
            ))}
          </section>
        ))}
      </div>
      <Button
        kind="pill"
        class="all"
        icon={kioskIcons.check}
        pressed={isOpen && state.before !== null}
        onClick={() => send({ type: 'all' })}
      >
        {t.allYes}
      </Button>
      {isOpen && mayChooseAgain(state, now) && (
        <Button
          kind="pill"
          class="again"
          icon={kioskIcons.chooseAgain}
          onClick={() => send({ type: 'again' })}
        >
          {t.chooseAgain}
        </Button>
      )}
      {isOpen && (
        <Ring
          left={secondsLeft(state, now)}
          of={lasting(state.config, 60)}
          t={t}
          onTouch={() => send({ type: 'touch' })}
        />
      )}
      <Actions state={state} page={page} t={t} send={send} />
    </div>
  )
}

type ActionsProps = { state: Rated; page: Page | null; t: KioskText } & Pick<Seen, 'send'>

function Actions({ state, page, t, send }: ActionsProps) {
  const turn = (to: Page) => send({ type: 'page', page: to })
  return (
    <div class="actions">
      {page === 2 && (
        <Button kind="secondary" class="back" icon={kioskIcons.back} onClick={() => turn(1)}>
          {t.back}
        </Button>
      )}
      {page !== 1 && (
        <Button kind="secondary" onClick={() => send({ type: 'tell' })}>
          {t.tellMore}
        </Button>
      )}
      {page === 1 ? (
        <Button kind="primary" onClick={() => turn(2)}>
          {t.next}
        </Button>
      ) : (
        <Finish saving={state.at === 'saving'} t={t} onClick={() => send({ type: 'done' })}>
          {t.done}
        </Finish>
      )}
    </div>
  )
}

type TileProps = { standard: Standard; state: Rated; t: KioskText } & Pick<Seen, 'send'>

function Tile({ standard, state, t, send }: TileProps) {
  const { label, gloss } = t.standards[standard]
  const given = state.open.draft.answers.standards[standard]
  const answers = [
    { answer: 'met', word: t.yes, icon: kioskIcons.check },
    { answer: 'unmet', word: t.no, icon: kioskIcons.cross },
  ] as const
  return (
    <div class="standard">
      <Pictogram standard={standard} />
      <p>
        <b id={standard}>{label}</b>
        <span>{gloss}</span>
      </p>
      <div class="answers" role="radiogroup" aria-labelledby={standard} onKeyDown={moveFocus}>
        {answers.map(({ answer, word, icon }) => (
          <button
            key={answer}
            {...choice('radio', given === answer)}
            class={`answer ${answer}`}
            onClick={() => send({ type: 'answer', standard, answer })}
          >
            <Icon path={icon} />
            {word}
          </button>
        ))}
      </div>
    </div>
  )
}
