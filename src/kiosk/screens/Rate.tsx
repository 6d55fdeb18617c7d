import { SCORES, type Score } from '#src/domain/conduct.ts'
import { Face } from '#src/ui/Face.tsx'
import { Icon } from '#src/ui/Icon.tsx'
import { kioskIcons } from '#src/ui/icons-kiosk.ts'
import { configOf, type Seen, viewOf, words } from '../seen.ts'
import type { State } from '../state.ts'
import { Brand } from './Brand.tsx'
import { Controls } from './Controls.tsx'
import { OfficerCard } from './OfficerCard.tsx'
import { Banner, choice, moveFocus, still } from './parts.tsx'

/** K1: one tap is enough. Also the frame that stands while the database opens. */
export function Rate(seen: Seen) {
  const { state, send } = seen
  const t = words(state)
  const config = configOf(seen)
  const chosen = chosenFace(state)
  return (
    <div class={`k1 ${state.at === 'rate' && state.dim ? 'dim' : ''}`}>
      <Brand unit={config?.unit} staff={t.staffCorner} send={send} />
      <Controls view={viewOf(state)} t={t} send={send} />
      <OfficerCard
        config={config}
        other={isForCounter(state)}
        t={t}
        isFixed={isChosenAgain(state)}
        send={send}
      />
      <h1 id="question" tabIndex={-1}>
        {t.question}
      </h1>
      <div
        class={`faces ${chosen ? 'held' : ''}`}
        role="radiogroup"
        aria-labelledby="question"
        onKeyDown={moveFocus}
      >
        {SCORES.map((score) => (
          <FaceTile key={score} score={score} t={t} checked={score === chosen} send={send} />
        ))}
      </div>
      <div class="foot">
        <p class="privacy">
          <Icon path={kioskIcons.privacy} />
          <span>
            {t.privacy} <span class="self">{t.chooseYourself}</span>
          </span>
        </p>
        <FullDisk {...seen} />
        <Link {...seen} />
      </div>
    </div>
  )
}

type TileProps = {
  readonly score: Score
  readonly checked: boolean
  readonly t: ReturnType<typeof words>
} & Pick<Seen, 'send'>

const FaceTile = still(({ score, checked, t, send }: TileProps) => {
  const label = t.faces[score - 1] ?? ''
  return (
    <button
      {...choice('radio', checked)}
      class="tile"
      aria-label={t.faceName(label, score)}
      data-score={score}
      onClick={() => send({ type: 'face', score })}
    >
      <Face level={score} />
      <span class="label">{label}</span>
      <span class="tick">
        <Icon path={kioskIcons.check} />
      </span>
    </button>
  )
})

function FullDisk({ state, status }: Seen) {
  if (status.kind !== 'paired' || status.storage === 'ok') return null
  return (
    <Banner tone="err" icon={kioskIcons.storage}>
      {words(state).notice.diskNearlyFull}
    </Banner>
  )
}

/** A state by shape and colour, never a number; its name is for screen readers. */
function Link({ state, status }: Seen) {
  const t = words(state)
  if (status.kind !== 'paired') return null
  const { link } = status
  return (
    <p class={`link ${link}`} role="status">
      <span class="sr">{link !== 'untried' && t[link]}</span>
    </p>
  )
}

function chosenFace(state: State): Score | null {
  if (state.at === 'chosen') return state.open.draft.answers.score
  return state.at === 'opening' ? (state.held?.score ?? null) : null
}

function isChosenAgain(state: State): boolean {
  return state.at === 'again' || ('open' in state && state.open.draft.answers.rechosen.length > 0)
}

function isForCounter(state: State): boolean {
  if (state.at === 'rate') return state.other
  return 'open' in state && state.open.draft.officer === null
}
